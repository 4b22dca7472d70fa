package notify

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const (
	secretOne = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" // the example of the specification
	secretTwo = "whsec_YW4gaW52ZW50ZWQgc2VjcmV0IG9mIHRoaXMgdGVzdA=="
)

// receiver is a real HTTPS server that keeps what it gets and answers with the next of the given statuses, then 204.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	answers  []int
	requests []*http.Request
	bodies   [][]byte
}

func receive(t *testing.T, answers ...int) *receiver {
	t.Helper()
	r := &receiver{answers: answers}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.requests, r.bodies = append(r.requests, req), append(r.bodies, body)
		status := http.StatusNoContent
		if len(r.answers) > 0 {
			status, r.answers = r.answers[0], r.answers[1:]
		}
		if status == http.StatusFound {
			w.Header().Set("Location", "https://169.254.169.254/latest/meta-data")
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) roots() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(r.Certificate())
	return p
}

func (r *receiver) worker(t *testing.T, b *box, secrets ...string) *Worker {
	t.Helper()
	h, err := NewHooks("https://taupier.example.com", []string{"127.0.0.1"}, []Receiver{{r.URL + "/in", secrets}}, AllowLoopbackInTests(r.roots()))
	if err != nil {
		t.Fatal(err)
	}
	return &Worker{Outbox: b, Hooks: h, Rand: rand.New(rand.NewPCG(1, 2)), Trouble: func(err error) {
		if strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%v names an address", err)
		}
	}}
}

func TestAReminderIsSignedWithBothSecretsAndSentOnce(t *testing.T) {
	r, b := receive(t), newBox(Notice{ID: "n-1", Kind: "task.asked", Path: "/tasks/t-1", Users: []string{"u-hr"}, At: at})
	w := r.worker(t, b, secretOne, secretTwo)
	now := time.Now()
	for range 3 {
		if err := w.Round(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.bodies) != 1 || b.all["n-1-0"].state != "sent" {
		t.Fatalf("%d requests, %+v", len(r.bodies), b.all["n-1-0"])
	}
	for _, secret := range []string{secretOne, secretTwo} {
		wh, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			t.Fatal(err)
		}
		if err := wh.Verify(r.bodies[0], r.requests[0].Header); err != nil {
			t.Errorf("%v", err)
		}
	}
	var got struct {
		Type string
		Data map[string]string
	}
	if err := json.Unmarshal(r.bodies[0], &got); err != nil || got.Type != "task.asked" || got.Data["id"] != "n-1-0" || got.Data["link"] != "https://taupier.example.com/tasks/t-1" || len(got.Data) != 2 {
		t.Errorf("%s, %v", r.bodies[0], err)
	}
}

func TestAFailedAttemptIsMadeAgainUnderTheSameID(t *testing.T) {
	r, b := receive(t, 500, 302, 429), newBox(Notice{ID: "n-1", Kind: "task.asked", Path: "/", At: at})
	w := r.worker(t, b, secretOne)
	now := at
	for range 4 {
		if err := w.Round(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		now = b.all["n-1-0"].next
	}
	if b.all["n-1-0"].state != "sent" || len(r.requests) != 4 {
		t.Fatalf("%+v after %d requests: a redirection was followed or taken for an acknowledgement", b.all["n-1-0"], len(r.requests))
	}
	for _, q := range r.requests {
		if q.Header.Get("webhook-id") != "n-1-0" || q.URL.Path != "/in" {
			t.Errorf("%s %s", q.Header.Get("webhook-id"), q.URL)
		}
	}
	if r.requests[0].Header.Get("webhook-timestamp") == r.requests[3].Header.Get("webhook-timestamp") {
		t.Error("every attempt has the time of the first")
	}
}

func TestAReceiverThatIsGoneIsAskedNoMore(t *testing.T) {
	r, b := receive(t, 410), newBox(Notice{ID: "n-1", Path: "/", At: at})
	w := r.worker(t, b, secretOne)
	for i := range 3 {
		if err := w.Round(t.Context(), at.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
		b.fresh = []Notice{{ID: "n-2", Path: "/", At: at}}
	}
	if len(r.requests) != 1 {
		t.Errorf("%d requests", len(r.requests))
	}
}

func TestADeliveryIsGivenUpAfterADay(t *testing.T) {
	r, b := receive(t), newBox(Notice{ID: "n-1", Path: "/", At: at})
	w := r.worker(t, b, secretOne)
	r.Close()
	now, rounds := at, 0
	for ; b.all["n-1-0"] == nil || b.all["n-1-0"].state == ""; rounds++ {
		if err := w.Round(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		now = b.all["n-1-0"].next
	}
	if b.all["n-1-0"].state != "dropped: connection" || rounds < 10 || rounds > 20 {
		t.Errorf("%+v after %d rounds", b.all["n-1-0"], rounds)
	}
}

func TestAReceiverThatHangsHoldsUpNoOther(t *testing.T) {
	sent := make(chan struct{})
	slow := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		select { // it hangs until the other one has its notice
		case <-sent:
		case <-time.After(time.Minute):
			t.Error("the other one is held up")
		}
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(slow.Close)
	fast := receive(t)
	roots := fast.roots()
	roots.AddCert(slow.Certificate())
	h, err := NewHooks("https://taupier.example.com", []string{"127.0.0.1"}, []Receiver{{slow.URL, []string{secretOne}}, {fast.URL, []string{secretOne}}}, AllowLoopbackInTests(roots))
	if err != nil {
		t.Fatal(err)
	}
	h.client.Timeout = 2 * time.Minute
	b := telling{newBox(Notice{ID: "n-1", Path: "/", At: at}), sent}
	if err := (&Worker{Outbox: b, Hooks: h, Rand: rand.New(rand.NewPCG(1, 2))}).Round(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	if b.all["n-1-1"].state != "sent" || b.all["n-1-0"].Attempts != 1 {
		t.Errorf("%+v, %+v", b.all["n-1-0"], b.all["n-1-1"])
	}
}

// telling is a box that says when a notice was sent.
type telling struct {
	*box
	sent chan struct{}
}

func (b telling) Sent(ctx context.Context, d Delivery, now time.Time) error {
	defer close(b.sent)
	return b.box.Sent(ctx, d, now)
}

func TestAReceiverThatHangsIsTriedLater(t *testing.T) {
	release := make(chan struct{})
	slow := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(func() { close(release); slow.Close() })
	roots := x509.NewCertPool()
	roots.AddCert(slow.Certificate())
	h, err := NewHooks("https://taupier.example.com", []string{"127.0.0.1"}, []Receiver{{slow.URL, []string{secretOne}}}, AllowLoopbackInTests(roots))
	if err != nil {
		t.Fatal(err)
	}
	h.client.Timeout = 50 * time.Millisecond
	b := newBox(Notice{ID: "n-1", Path: "/", At: at})
	if err := (&Worker{Outbox: b, Hooks: h, Rand: rand.New(rand.NewPCG(1, 2))}).Round(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	if d := b.all["n-1-0"]; d.Attempts != 1 || !d.next.After(at) {
		t.Errorf("%+v", d)
	}
}

func TestWhatNoReceiverMayBe(t *testing.T) {
	for _, c := range []struct{ url, secret, host string }{
		{"http://hooks.example.com/", secretOne, "hooks.example.com"},
		{"https://hooks.example.com:8443/", secretOne, "hooks.example.com"},
		{"https://user:pass@hooks.example.com/", secretOne, "hooks.example.com"},
		{"https://other.example.com/", secretOne, "hooks.example.com"},
		{"https://hooks.example.com.evil.invalid/", secretOne, "hooks.example.com"},
		{"https://hooks.example.com/", "hunter2", "hooks.example.com"},
		{"https://hooks.example.com/", "whsec_c2hvcnQ=", "hooks.example.com"},
	} {
		_, err := NewHooks("https://taupier.example.com", []string{c.host}, []Receiver{{c.url, []string{c.secret}}})
		if err == nil || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "c2hvcnQ=") {
			t.Errorf("%s: %v", c.url, err)
		}
	}
	if _, err := NewHooks("https://taupier.example.com", []string{"Hooks.example.com"}, []Receiver{{"https://hooks.example.com/in", []string{secretOne}}}); err != nil {
		t.Error(err)
	}
	h, err := NewHooks("https://taupier.example.com", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Send(t.Context(), Delivery{Place: "hook:https://hooks.example.com/"}, at); !errors.Is(err, errUnknown) {
		t.Errorf("%v", err)
	}
}
