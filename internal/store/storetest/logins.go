package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

const issuer = "https://login.example.com"

func (b *bench) single(t *testing.T) {
	ctx := t.Context()
	for _, user := range []string{"a", "b"} {
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
		b.signIn(t, user, "s-"+user, Now)
	}
	in := func(issuer, subject, session string) error {
		return b.db.SignInBySingle(ctx, issuer, subject, session, Now)
	}
	if err := in(issuer, "anna", "t1"); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("linked with nobody: %v", err)
	}
	for name, err := range map[string]error{
		"somebody else's session": b.db.LinkSingle(ctx, issuer, "anna", "a", "s-b", Now),
		"no session":              b.db.LinkSingle(ctx, issuer, "anna", "a", "s-none", Now),
		"a session that is over":  b.db.LinkSingle(ctx, issuer, "anna", "a", "s-a", Now.Add(access.Absolute)),
	} {
		if !errors.Is(err, core.ErrNotFound) {
			t.Errorf("linked by %s: %v", name, err)
		}
	}
	if err := b.db.LinkSingle(ctx, issuer, "anna", "a", "s-a", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.LinkSingle(ctx, issuer, "anna", "b", "s-b", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("two users with one account: %v", err)
	}
	if err := in(issuer, "anna", "t1"); err != nil {
		t.Fatal(err)
	}
	if a, err := b.db.Who(ctx, "t1", Now); err != nil || a.User != "a" || !errors.Is(access.Recent(a, Now), access.ErrProof) {
		t.Errorf("%+v %v", a, err)
	}
	for name, err := range map[string]error{
		"another issuer":  in("https://evil.example.com", "anna", "t2"),
		"another subject": in(issuer, "anna2", "t2"),
		"for b":           b.db.ProveBySingle(ctx, issuer, "anna", "b", "s-b", "t2", Now),
	} {
		if !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := b.db.ProveBySingle(ctx, issuer, "anna", "a", "t1", "t3", Now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "t1", Now)
	who, err := b.db.Who(ctx, "t3", Now)
	if err != nil || access.Recent(who, Now) != nil {
		t.Errorf("%+v %v", who, err)
	}
	if err := b.db.LinkSingle(ctx, issuer, "anna-new", "a", "t3", Now.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := in(issuer, "anna", "t4"); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("the account before still signs in: %v", err)
	}
	if at, err := b.db.Single(ctx, issuer, "a"); err != nil || !at.Equal(Now.Add(time.Second)) {
		t.Errorf("%v %v", at, err)
	}
	old := who
	old.Proved = time.Time{}
	if err := b.db.UnlinkSingle(ctx, old, "", site, Now); !errors.Is(err, access.ErrProof) {
		t.Errorf("without a proof: %v", err)
	}
	b.keyOf(t, "a", "k1")
	if err := b.db.UnlinkSingle(ctx, who, "", site, Now); err != nil {
		t.Fatal(err)
	}
	if err := in(issuer, "anna-new", "t4"); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("after it was taken away: %v", err)
	}
	b.singleEnds(t)
}

// singleEnds finds that an account does not outlive its user's access, and may be linked with whom he becomes.
func (b *bench) singleEnds(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	for i, end := range []func() error{
		func() error { return b.db.DisableHere(ctx, "admin", "a", Now) },
		func() error {
			_, err := b.db.Address(ctx, access.Actor{User: "admin", Roles: []access.Role{access.Administrator}, Proved: Now}, access.Link{Hash: "l", User: "c", Ends: Now.Add(time.Hour)}, Now)
			return err
		},
	} {
		user, session := []string{"a", "c"}[i], fmt.Sprintf("e-%d", i)
		if user == "c" {
			if err := b.db.AddUserHere(ctx, access.User{ID: "c", Name: "C", Roles: []access.Role{access.HR}}, Now); err != nil {
				t.Fatal(err)
			}
		}
		b.signIn(t, user, session, Now)
		if err := b.db.LinkSingle(ctx, issuer, "ends", user, session, Now); err != nil {
			t.Fatal(err)
		}
		if err := b.db.SignInBySingle(ctx, issuer, "ends", session+"x", Now); err != nil {
			t.Fatal(err)
		}
		if err := end(); err != nil {
			t.Fatal(err)
		}
		b.gone(t, session+"x", Now)
		if err := b.db.SignInBySingle(ctx, issuer, "ends", session+"y", Now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s signs in after the end: %v", user, err)
		}
	}
	b.verify(t)
}
