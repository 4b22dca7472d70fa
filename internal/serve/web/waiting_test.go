package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

func TestWhatWaitsIsBoundedAndTheOldestOfTheLargestGoes(t *testing.T) {
	var k waiting[int]
	now := start
	put := func(at, from string) {
		k.put(at, from, 0, now.Add(access.CeremonyLife), now)
		now = now.Add(time.Millisecond)
	}
	put("alone", "192.0.2.1")
	for i := range waitingMost {
		put(fmt.Sprint(i), fmt.Sprintf("198.51.100.%d", i%50))
	}
	if len(k.all) != waitingMost {
		t.Errorf("%d are held", len(k.all))
	}
	if _, ok := k.take("alone", now); !ok {
		t.Error("fifty who ask for much push out one who asked once before them")
	}
	if _, ok := k.take(fmt.Sprint(waitingMost-1), now); !ok {
		t.Error("the newest went")
	}
	if n := len(k.all); n != waitingMost-2 {
		t.Errorf("%d are held after two were taken", n)
	}
	k.put("late", "192.0.2.1", 0, now.Add(2*access.CeremonyLife), now.Add(access.CeremonyLife))
	k.put("later", "192.0.2.1", 0, now.Add(2*access.CeremonyLife), now.Add(access.CeremonyLife))
	k.put("last", "192.0.2.1", 0, now.Add(2*access.CeremonyLife), now.Add(access.CeremonyLife))
	if len(k.all) != 3 || len(k.has) != 1 {
		t.Errorf("%d of %d networks are held, and all but 3 have ended", len(k.all), len(k.has))
	}
}

func TestOneNetworkPushesOutItsOwnOnly(t *testing.T) {
	for name, from := range map[string]func(int) string{
		"an address":      func(int) string { return "192.0.2.1" },
		"an IPv6 network": func(i int) string { return fmt.Sprintf("2001:db8:0:1::%x", i) },
	} {
		var k waiting[int]
		k.put("other", "2001:db8:0:2::1", 0, start.Add(access.CeremonyLife), start)
		for i := range 5 * waitingEach {
			now := start.Add(time.Duration(i) * time.Millisecond)
			k.put(fmt.Sprint(i), from(i), 0, now.Add(access.CeremonyLife), now)
		}
		if len(k.all) != waitingEach+1 {
			t.Errorf("%s: %d are held", name, len(k.all))
		}
		if _, ok := k.of("other", start); !ok {
			t.Errorf("%s: somebody else's went", name)
		}
		if _, ok := k.of(fmt.Sprint(5*waitingEach-1), start); !ok {
			t.Errorf("%s: the newest went", name)
		}
	}
}

// Whoever has no session begins as often as he likes, from many addresses, and whoever began before from elsewhere still signs in.
func TestT18BeginningOftenPushesNobodyElseOut(t *testing.T) {
	w := newWorld(t)
	h, err := New(w.options)
	if err != nil {
		t.Fatal(err)
	}
	w.http = httptest.NewServer(h)
	t.Cleanup(w.http.Close)
	d := w.enrolled(t, w.session(t, "u-analyst"))
	asked, cookie := w.askedFor(t, "/sign-in/passkey", nil)
	for i := range waitingMost + 10 {
		req := httptest.NewRequest("POST", w.http.URL+"/sign-in/passkey/begin", nil)
		req.RemoteAddr = fmt.Sprintf("198.51.100.%d:1", i%200)
		rec := httptest.NewRecorder()
		if h.ServeHTTP(rec, req); rec.Code != http.StatusOK {
			t.Fatal(rec.Code)
		}
	}
	if res := w.answer(t, "/sign-in/passkey", cookie, d.Answer(t, asked)); res.StatusCode != http.StatusSeeOther {
		t.Errorf("%s", res.Status)
	}
}
