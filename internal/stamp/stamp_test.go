package stamp

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
)

// note is some bytes to be stamped; a signed checkpoint looks like it.
var note = []byte("taupier.example/ledger\n5\nAAAA\n2026-11-20T09:00:00Z\n\n— taupier.example AAAA\n")

// askFor has a note stamped by an authority of a test.
func askFor(t testing.TB, a *stamptest.Authority, ca []byte) ([]byte, Stamp, error) {
	t.Helper()
	trusted, err := ReadCA(ca)
	if err != nil {
		t.Fatal(err)
	}
	return Authority{URL: a.URL, CA: trusted, Client: a.HTTP, Random: rand.Reader}.Ask(t.Context(), note)
}

func TestAnAuthorityStampsACheckpoint(t *testing.T) {
	for name, c := range map[string]stamptest.Choices{
		"P-256": {}, "RSA": {RSA: true}, "SHA-512": {Digest: "sha512"}, "the certificate named by SHA-1": {ESS: "sha1"}, "named by SHA-512": {ESS: "sha512"},
	} {
		t.Run(name, func(t *testing.T) {
			a := stamptest.New(t, c)
			token, s, err := askFor(t, a, a.CA(t))
			if err != nil {
				t.Fatal(err)
			}
			if d := time.Since(s.At); d < -time.Minute || d > time.Minute {
				t.Errorf("stamped at %s", s.At)
			}
			if s.By != "Example Time-Stamp Authority" || s.Accuracy != 1500*time.Millisecond || s.Serial == "" || !s.Before().After(s.At) || s.Before().Nanosecond() != 0 {
				t.Errorf("%+v", s)
			}
			ca, err := ReadCA(a.CA(t))
			if err != nil {
				t.Fatal(err)
			}
			if again, err := Check(token, note, ca); err != nil || again != s {
				t.Errorf("without the authority: %+v %v", again, err)
			}
			if err := a.SaysOf(t, token, note); err != nil {
				t.Errorf("openssl does not agree: %v", err)
			}
		})
	}
}

func TestATokenIsOfOneCheckpoint(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	token, _, err := askFor(t, a, a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	ca, err := ReadCA(a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(note, []byte("\n5\n"), []byte("\n6\n"), 1)
	if _, err := Check(token, other, ca); !errors.Is(err, ErrOther) {
		t.Errorf("another checkpoint: %v", err)
	}
}

// An authority whose certificate is not what it should be, each made and used by openssl.
func TestACertificateIsForTimeStampingAndHoldsWhenItStamps(t *testing.T) {
	now := time.Now()
	another := stamptest.New(t, stamptest.Choices{})
	for name, c := range map[string]struct {
		of   stamptest.Choices
		ca   func(own *stamptest.Authority) *stamptest.Authority
		want error
	}{
		"another CA of the same name": {stamptest.Choices{}, func(*stamptest.Authority) *stamptest.Authority { return another }, ErrUntrusted},
		"ended yesterday":             {stamptest.Choices{From: now.Add(-48 * time.Hour), To: now.Add(-24 * time.Hour)}, nil, ErrEnded},
		"begins tomorrow":             {stamptest.Choices{From: now.Add(24 * time.Hour)}, nil, ErrEnded},
		"ends tomorrow":               {stamptest.Choices{To: now.Add(24 * time.Hour)}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := stamptest.New(t, c.of)
			of := a
			if c.ca != nil {
				of = c.ca(a)
			}
			if _, _, err := askFor(t, a, of.CA(t)); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

func TestAnAnswerThatIsNoStampIsRefused(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	reply := func(w http.ResponseWriter, b []byte) {
		w.Header().Set("Content-Type", replyType)
		_, _ = w.Write(b)
	}
	var before []byte
	for _, c := range []struct {
		name   string
		answer func(w http.ResponseWriter, query, good []byte)
		want   error
		says   string
	}{
		{"that of an earlier question", func(w http.ResponseWriter, _, good []byte) {
			if before == nil {
				before = bytes.Clone(good)
			}
			reply(w, before)
		}, ErrNonce, ""},
		{"nothing", func(w http.ResponseWriter, _, _ []byte) { reply(w, nil) }, ErrMalformed, ""},
		{"cut off", func(w http.ResponseWriter, _, good []byte) { reply(w, good[:len(good)-1]) }, ErrMalformed, ""},
		{"something behind it", func(w http.ResponseWriter, _, good []byte) { reply(w, append(good, 0)) }, ErrMalformed, ""},
		{"a page", func(w http.ResponseWriter, _, _ []byte) { _, _ = w.Write([]byte("<html>")) }, nil, "text/html"},
		{"an error", func(w http.ResponseWriter, _, _ []byte) { w.WriteHeader(http.StatusServiceUnavailable) }, nil, "answered 503"},
		{"without end", func(w http.ResponseWriter, _, _ []byte) {
			w.Header().Set("Content-Type", replyType)
			for range 1 << 10 {
				if _, err := w.Write(bytes.Repeat([]byte{0x30}, 1<<12)); err != nil {
					return
				}
			}
		}, ErrMalformed, "more than 65536 bytes"},
		{"values in values in values", func(w http.ResponseWriter, _, _ []byte) { reply(w, bytes.Repeat([]byte{0x30, 0x80}, 30000)) }, ErrMalformed, ""},
		{"a refusal", func(w http.ResponseWriter, _, _ []byte) {
			reply(w, []byte{0x30, 0x0f, 0x30, 0x0d, 2, 1, 2, 0x30, 8, 0x0c, 6, 'n', 'o', 0x1b, '[', 0, '!'})
		}, ErrRefused, "rejected: no [ !"},
		{"granted with modifications", func(w http.ResponseWriter, _, good []byte) {
			i := bytes.Index(good, []byte{0x30, 3, 2, 1, 0})
			good[i+4] = 1
			reply(w, good)
		}, ErrRefused, ""},
	} {
		a.Answer = c.answer
		_, _, err := askFor(t, a, a.CA(t))
		if c.name == "that of an earlier question" {
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = askFor(t, a, a.CA(t))
		}
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\x00\x1b") {
			t.Errorf("%s: %q", c.name, err)
		}
	}
}

// Each byte of a token is changed: what it says stays the same, or it holds no more.
func TestAChangedTokenSaysNothingElse(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	token, s, err := askFor(t, a, a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	ca, err := ReadCA(a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	passed := 0
	for i := range token {
		for _, flip := range []byte{1, 0x80} {
			bad := bytes.Clone(token)
			bad[i] ^= flip
			got, err := Check(bad, note, ca)
			if err == nil && got != s {
				t.Errorf("byte %d: it says %+v", i, got)
			}
			if err == nil {
				passed++
			}
		}
	}
	t.Logf("%d of %d changes touch nothing that is signed", passed, 2*len(token))
}
