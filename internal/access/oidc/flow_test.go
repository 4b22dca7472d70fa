package oidc

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func client(t testing.TB) *Client {
	t.Helper()
	c, err := New(Config{Issuer: "https://login.example.com", ClientID: "c", Secret: "s", Redirect: "https://taupier.example.com/sign-in/single/back"}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAFlowIsTakenUpByWhoHoldsIt(t *testing.T) {
	c, now := client(t), time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	f, cookie, err := c.newFlow(Ask{Kind: Prove, User: "u-1", Session: "h", Back: "/queue"}, now)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.openFlow(cookie, f.State, now.Add(Life-1))
	if diff := cmp.Diff(f, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := c.openFlow(cookie, f.State, now); !errors.Is(err, ErrAgain) {
		t.Errorf("twice: %v", err)
	}
}

// What was gone stays gone within its time, however many others go theirs: only those whose time is over are forgotten first.
func TestWhatWasGoneIsRemembered(t *testing.T) {
	var u usedStates
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for n := range usedMost - 1 {
		u.take(fmt.Sprint("old ", n), now.Add(-Life))
	}
	if !u.take("mine", now) || u.take("mine", now) {
		t.Error("it is not taken once")
	}
	for n := range usedMost / 2 {
		u.take(fmt.Sprint("new ", n), now)
	}
	if u.take("mine", now) {
		t.Error("it was forgotten before those whose time was over")
	}
	if len(u.all) > usedMost {
		t.Errorf("%d are remembered", len(u.all))
	}
}

// Whatever a browser sends back, nobody is named, and nothing is asked of the provider.
func FuzzWhatABrowserSendsBackNamesNobody(f *testing.F) {
	c := client(f)
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	_, cookie, err := c.newFlow(Ask{Kind: SignIn, Back: "/"}, now)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("", "state=x&code=y")
	f.Add(cookie, "state=&code=y")
	f.Add(cookie[:len(cookie)-2]+"xx", "state=x&error=access_denied")
	f.Add("####", "state=x;code=y&state=%zz")
	f.Fuzz(func(t *testing.T, cookie, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		got, err := c.End(t.Context(), cookie, q, now)
		if !errors.Is(err, ErrAgain) || got != (Answer{}) {
			t.Errorf("%+v %v", got, err)
		}
	})
}
