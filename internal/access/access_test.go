package access

import (
	"crypto/rand"
	"testing"
	"time"
)

func TestWhoMayWhat(t *testing.T) {
	for _, c := range []struct {
		role Role
		may  []Permission
	}{
		{CISO, []Permission{SignedIn, SeePeople, WorkCases, SeeVetting, SeeSources, CheckLedger}},
		{Analyst, []Permission{SignedIn, SeePeople, WorkCases, SeeSources}},
		{Recruiter, []Permission{SignedIn, SeeVetting}},
		{Auditor, []Permission{SignedIn, CheckLedger}},
		{Administrator, []Permission{SignedIn, SeeSources}},
		{"nobody's", []Permission{SignedIn}},
	} {
		got := map[Permission]bool{}
		for _, p := range []Permission{SignedIn, SeePeople, WorkCases, SeeVetting, SeeSources, CheckLedger, "unheard of"} {
			got[p] = May(Actor{User: "u", Roles: []Role{c.role}}, p)
		}
		for _, p := range c.may {
			if !got[p] {
				t.Errorf("%s may not %s", c.role, p)
			}
			delete(got, p)
		}
		for p, yes := range got {
			if yes {
				t.Errorf("%s may %s", c.role, p)
			}
		}
	}
}

func TestNobodyMayNothing(t *testing.T) {
	for _, p := range []Permission{SignedIn, SeePeople, WorkCases, SeeVetting, SeeSources, CheckLedger} {
		if May(Actor{Roles: Roles}, p) {
			t.Errorf("somebody without a user may %s", p)
		}
	}
	if !May(Actor{}, Public) {
		t.Error("what is public is not")
	}
}

func TestASessionEndsWhenIdleAndWhenOld(t *testing.T) {
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	s := Session{Opened: start, Seen: start}
	if !s.Live(start.Add(Idle-1)) || s.Live(start.Add(Idle)) {
		t.Error("idle")
	}
	s.Seen = start.Add(Absolute)
	if !s.Live(start.Add(Absolute-1)) || s.Live(start.Add(Absolute)) {
		t.Error("absolute")
	}
}

func TestOnlyTheHashOfATokenIsKept(t *testing.T) {
	token, hash, err := NewToken(rand.Reader)
	if err != nil || len(token) != 43 || hash != Hash(token) || hash == token {
		t.Errorf("%q %q %v", token, hash, err)
	}
}
