package notify

import (
	"crypto/tls"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// postOffice is a real SMTP server on this machine that keeps what it takes.
type postOffice struct {
	mu      sync.Mutex
	to      []string
	letters []string
	plain   int // letters taken without encryption
	refuse  bool
	address string
}

func (p *postOffice) NewSession(c *smtp.Conn) (smtp.Session, error) { return &visit{p: p, c: c}, nil }

type visit struct {
	p  *postOffice
	c  *smtp.Conn
	to string
}

func (v *visit) Mail(string, *smtp.MailOptions) error { return nil }

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	if v.p.refuse {
		return &smtp.SMTPError{Code: 550, Message: "no <" + to + "> here"}
	}
	v.to = to
	return nil
}

func (v *visit) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	v.p.to, v.p.letters = append(v.p.to, v.to), append(v.p.letters, string(b))
	if _, encrypted := v.c.TLSConnectionState(); !encrypted {
		v.p.plain++
	}
	return nil
}

func (v *visit) Reset()        {}
func (v *visit) Logout() error { return nil }

// openPost starts a post office, with STARTTLS or without, and gives the options of whoever sends through it.
func openPost(t *testing.T, encrypted bool) (*postOffice, MailOptions) {
	t.Helper()
	p := &postOffice{}
	s := smtp.NewServer(p)
	s.Domain = "localhost"
	certs := httptest.NewTLSServer(nil) // for its certificate for 127.0.0.1
	t.Cleanup(certs.Close)
	if encrypted {
		s.TLSConfig = &tls.Config{Certificates: certs.TLS.Certificates, MinVersion: tls.VersionTLS12}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { s.Close() })
	r := receiver{Server: certs}
	return p, MailOptions{Base: "https://taupier.example.com", Server: l.Addr().String(), From: "taupier@example.com", Roots: r.roots(),
		To: map[string][]string{"u-hr": {"claire@example.com"}, "hr": {"hr@example.com"}, "it": {"it@example.com"}}}
}

func mailWorker(t *testing.T, b *box, o MailOptions) *Worker {
	t.Helper()
	m, err := NewMail(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Worker{Outbox: b, Mail: m, Rand: rand.New(rand.NewPCG(1, 2)), Trouble: func(err error) {
		if strings.Contains(err.Error(), "@") {
			t.Errorf("%v names an address", err)
		}
	}}
}

func TestAReminderIsMailedEncryptedOnceAndSaysOnlyWhereToLook(t *testing.T) {
	p, o := openPost(t, true)
	b := newBox(Notice{ID: "n-1", Kind: "task.asked", Path: "/tasks/t-1", Users: []string{"u-hr", "u-nobody"}, Role: "hr", At: at})
	w := mailWorker(t, b, o)
	for range 3 {
		if err := w.Round(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.letters) != 2 || p.plain != 0 {
		t.Fatalf("%d letters to %v, %d in the clear", len(p.letters), p.to, p.plain)
	}
	m, err := mail.ReadMessage(strings.NewReader(p.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), "https://taupier.example.com/tasks/t-1") || !strings.HasPrefix(m.Header.Get("Content-Type"), "text/plain") || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("%s", p.letters[0])
	}
	if strings.Contains(p.letters[0], "u-hr") || strings.Contains(p.letters[0], "task.asked") {
		t.Errorf("the letter says more than where to look:\n%s", p.letters[0])
	}
}

func TestWithoutEncryptionNothingIsMailed(t *testing.T) {
	p, o := openPost(t, false)
	b := newBox(Notice{ID: "n-1", Path: "/", Users: []string{"u-hr"}, At: at})
	if err := mailWorker(t, b, o).Round(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	if len(p.letters) != 0 || b.all["n-1-0"].Attempts != 1 {
		t.Errorf("%d letters, %+v", len(p.letters), b.all["n-1-0"])
	}
}

func TestAPostOfficeThatRefusesIsAskedLaterAndNotQuoted(t *testing.T) {
	p, o := openPost(t, true)
	p.refuse = true
	b := newBox(Notice{ID: "n-1", Path: "/", Users: []string{"u-hr"}, At: at})
	w := mailWorker(t, b, o)
	if err := w.Round(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	p.refuse = false
	if err := w.Round(t.Context(), b.all["n-1-0"].next); err != nil {
		t.Fatal(err)
	}
	if len(p.letters) != 1 || b.all["n-1-0"].state != "sent" {
		t.Errorf("%d letters, %+v", len(p.letters), b.all["n-1-0"])
	}
}

func TestAnAddressThatWouldExtendALetterIsRefused(t *testing.T) {
	_, o := openPost(t, true)
	o.To = map[string][]string{"hr": {"hr@example.com\r\nBcc: other@example.com"}}
	if _, err := NewMail(o); err == nil {
		t.Error("taken")
	}
	o.To, o.Server = nil, "mail.example.com"
	if _, err := NewMail(o); err == nil || errors.Is(err, errUnknown) || !strings.Contains(err.Error(), "host:port") {
		t.Errorf("%v", err)
	}
}
