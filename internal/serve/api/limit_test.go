package api

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

func TestWhoeverAsksTooOftenIsToldWhenToAskAgain(t *testing.T) {
	w := newWorld(t)
	o := w.options(t)
	o.User = Pace{PerSecond: 0.5, Burst: 2}
	var err error
	if w.api, err = New(o); err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = w.api
	q := ask{method: "GET", path: "/api/v1/self", session: w.session(t, "u-analyst")}
	for i, want := range []int{200, 200, 429, 429} {
		got := w.do(t, q)
		if got.status != want || want == 429 && got.header.Get("Retry-After") != "2" {
			t.Errorf("%d: %v", i, got)
		}
	}
	other := q
	if other.session = w.session(t, "u-ciso"); w.do(t, other).status != 200 {
		t.Error("somebody else waits too")
	}
	w.later(2 * time.Second)
	if got := w.do(t, q); got.status != 200 {
		t.Errorf("after the wait: %v", got)
	}
}

func TestAnAddressIsPacedBeforeAnybodySignsIn(t *testing.T) {
	w := newWorld(t)
	o := w.options(t)
	o.Address = Pace{PerSecond: 1, Burst: 3}
	var err error
	if w.api, err = New(o); err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = w.api
	for i, want := range []int{401, 401, 401, 429} {
		if got := w.do(t, ask{method: "GET", path: "/api/v1/none", session: &http.Cookie{Name: "taupier_session", Value: fmt.Sprint(i)}}); got.status != want {
			t.Errorf("%d: %v", i, got)
		}
	}
}

func TestWhoIsRememberedIsBounded(t *testing.T) {
	l := newLimiter(Pace{1, 1}, Pace{})
	l.max = 100
	l.wait("first", start)
	for i := range 10_000 {
		l.wait("first", start)
		l.wait(fmt.Sprint(i), start)
	}
	if len(l.by) != 100 || l.order.Len() != 100 {
		t.Errorf("%d and %d are remembered", len(l.by), l.order.Len())
	}
	if l.wait("first", start) == 0 {
		t.Error("who asks all the time was forgotten")
	}
}

func TestAnAddressStandsForItsNetwork(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:4711": "192.0.2.7", "[::ffff:192.0.2.7]:1": "192.0.2.7", "[2001:db8:1:2:3::4]:443": "2001:db8:1:2::/64", "[fe80::1%eth0]:80": "fe80::/64", "@": "@",
	} {
		if got := network(remote); got != want {
			t.Errorf("%s: %s, want %s", remote, got, want)
		}
	}
}
