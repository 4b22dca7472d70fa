package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// signIn opens a session of a user by a one-time address.
func (b *bench) signIn(t *testing.T, user, session string, now time.Time) {
	t.Helper()
	if err := b.db.PutLink(t.Context(), access.Link{Hash: "link-" + session, User: user, Ends: now.Add(access.LinkLife)}, now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.SignIn(t.Context(), "link-"+session, session, now); err != nil {
		t.Fatal(err)
	}
}

// gone finds that a session opens nothing.
func (b *bench) gone(t *testing.T, session string, now time.Time) {
	t.Helper()
	if a, err := b.db.Who(t.Context(), session, now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("%s is still %s: %v", session, a.User, err)
	}
}

func (b *bench) proof(t *testing.T) {
	ctx := t.Context()
	if err := b.act(ctx, "a", Now); err != nil {
		t.Fatal(err)
	}
	b.signIn(t, "a", "s", Now)
	a, err := b.db.Who(ctx, "s", Now)
	if err != nil || access.Recent(a, Now) != nil {
		t.Errorf("whoever has nothing but the address is not proved by it: %+v %v", a, err)
	}
	later := Now.Add(access.ProofLife)
	if a, _ = b.db.Who(ctx, "s", later); !errors.Is(access.Recent(a, later), access.ErrProof) {
		t.Error("a proof does not age")
	}
	if err := b.db.Prove(ctx, "b", "s", "s2", access.ByPasskey, later); !errors.Is(err, core.ErrConflict) {
		t.Errorf("somebody else's session was proved: %v", err)
	}
	if err := b.db.Prove(ctx, "a", "s", "s2", access.ByPasskey, later); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s", later)
	if a, err = b.db.Who(ctx, "s2", later); err != nil || !a.Proved.Equal(later) || access.Recent(a, later) != nil {
		t.Errorf("%+v %v", a, err)
	}
}

func (b *bench) ends(t *testing.T) {
	ctx := t.Context()
	for _, user := range []string{"a", "b"} {
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
	}
	b.signIn(t, "a", "s1", Now)
	b.signIn(t, "a", "s2", Now.Add(time.Second))
	b.signIn(t, "a", "s3", Now.Add(2*time.Second))
	b.signIn(t, "b", "t1", Now)
	now := Now.Add(time.Minute)
	list, err := b.db.Sessions(ctx, "a", now)
	if err != nil || len(list) != 3 || list[0].Hash != "s3" || list[0].Way != access.ByAddress || list[0].ID == list[1].ID {
		t.Fatalf("%+v %v", list, err)
	}
	if err := b.db.EndSession(ctx, "b", list[2].ID, now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("somebody else's session was ended: %v", err)
	}
	if err := b.db.EndSession(ctx, "a", list[2].ID, now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s1", now)
	if err := b.db.EndOthers(ctx, "a", "s3", now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s2", now)
	for _, kept := range []string{"s3", "t1"} {
		if _, err := b.db.Who(ctx, kept, now); err != nil {
			t.Errorf("%s: %v", kept, err)
		}
	}
}

func (b *bench) disabled(t *testing.T) {
	ctx := t.Context()
	if err := b.act(ctx, "a", Now); err != nil {
		t.Fatal(err)
	}
	b.signIn(t, "a", "s1", Now)
	b.signIn(t, "a", "s2", Now)
	secret := b.token(t, "a", access.WorkCases)
	if err := b.db.PutLink(ctx, access.Link{Hash: "before", User: "a", Ends: Now.Add(time.Hour)}, Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.DisableHere(ctx, "admin", "a", Now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s1", Now)
	b.gone(t, "s2", Now)
	if _, err := b.db.Bearer(ctx, secret, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("a token outlived its user: %v", err)
	}
	if err := b.db.PutLink(ctx, access.Link{Hash: "after", User: "a", Ends: Now.Add(time.Hour)}, Now); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"before", "after"} {
		if err := b.db.SignIn(ctx, link, "s3", Now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("signed in by the address made %s: %v", link, err)
		}
	}
	if err := b.db.DisableHere(ctx, "admin", "a", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("disabled twice: %v", err)
	}
}

// token makes a service token of a user that lives for a day.
func (b *bench) token(t *testing.T, user string, scopes ...access.Permission) string {
	t.Helper()
	secret, hash, err := access.NewService(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	k := access.Token{ID: "k-" + hash[:8], Hash: hash, User: user, Name: "the payroll's program", Scopes: scopes, Ends: Now.Add(24 * time.Hour)}
	if err := b.db.MakeTokenHere(t.Context(), k, Now); err != nil {
		t.Fatal(err)
	}
	return secret
}

func (b *bench) tokens(t *testing.T) {
	ctx := t.Context()
	for _, user := range []string{"a", "b"} {
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
	}
	admin := access.Actor{User: "admin", Roles: []access.Role{access.Administrator}, Proved: Now}
	if _, err := b.db.ChangeRole(ctx, admin, "a", access.GiveRole, access.Recruiter, Now); err != nil {
		t.Fatal(err)
	}
	secret := b.token(t, "a", access.SeePeople, access.SeeVetting)
	if _, err := b.db.ChangeRole(ctx, admin, "a", access.TakeRole, access.Recruiter, Now); err != nil {
		t.Fatal(err)
	}
	who, err := b.db.Bearer(ctx, secret, Now)
	if err != nil || who.User != "a" || who.Person != "p-a" {
		t.Fatalf("%+v %v", who, err)
	}
	got := map[access.Permission]bool{}
	for _, p := range []access.Permission{access.SeePeople, access.WorkCases, access.SeeVetting} {
		got[p] = access.May(who, p)
	}
	want := map[access.Permission]bool{access.SeePeople: true, access.WorkCases: false, access.SeeVetting: false} // no scope; no more its user's
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !errors.Is(access.Recent(who, Now), access.ErrProof) {
		t.Error("a program proved who somebody is")
	}
	list, err := b.db.Tokens(ctx, "a")
	if err != nil || len(list) != 1 || list[0].Hash != "" || !list[0].Used.Equal(Now) {
		t.Fatalf("%+v %v", list, err)
	}
	for name, c := range map[string]struct {
		secret string
		now    time.Time
	}{"its hash": {access.Hash(secret), Now}, "another": {"taupier_x", Now}, "too old": {secret, list[0].Ends}} {
		if _, err := b.db.Bearer(ctx, c.secret, c.now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	unproved := admin
	unproved.Proved = time.Time{}
	for name, err := range map[string]error{
		"a colleague":          b.db.EndToken(ctx, "b", list[0].ID, Now),
		"not an administrator": b.db.EndTokenOf(ctx, access.Actor{User: "b", Roles: []access.Role{access.Analyst}, Proved: Now}, "a", list[0].ID, Now),
		"the wrong user":       b.db.EndTokenOf(ctx, admin, "b", list[0].ID, Now),
		"no such token":        b.db.EndTokenHere(ctx, "k-none", Now),
	} {
		if !errors.Is(err, core.ErrNotFound) {
			t.Errorf("ended by %s: %v", name, err)
		}
	}
	if err := b.db.EndTokenOf(ctx, unproved, "a", list[0].ID, Now); !errors.Is(err, access.ErrProof) {
		t.Errorf("ended without a proof: %v", err)
	}
	if err := b.db.EndToken(ctx, "a", list[0].ID, Now); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Bearer(ctx, secret, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("after its end: %v", err)
	}
}

func (b *bench) makeTokens(t *testing.T) {
	ctx := t.Context()
	for _, user := range []string{"a", "gone"} {
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.db.DisableHere(ctx, "admin", "gone", Now); err != nil {
		t.Fatal(err)
	}
	person := access.Actor{User: "a", Roles: []access.Role{access.Analyst}, Proved: Now}
	program, forged, gone := person, person, person
	program.Token, program.Scopes = "k-1", []access.Permission{access.SeePeople}
	forged.Roles, gone.User = access.Roles, "gone"
	make := func(who access.Actor, n int, scope access.Permission) error {
		hash := fmt.Sprintf("hash %s %s %d", who.User, who.Token, n)
		return b.db.MakeToken(ctx, who, access.Token{ID: "k-" + hash, Hash: hash, User: "somebody else", Name: "marked-name", Scopes: []access.Permission{scope}, Ends: Now.Add(time.Hour)}, Now)
	}
	before, err := b.db.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		got, want error
	}{
		"a program":                     {make(program, 1, access.SeePeople), access.ErrProof},
		"what the store does not grant": {make(forged, 2, access.SeePayments), core.ErrInvalid},
		"who is disabled":               {make(gone, 3, access.SeePeople), core.ErrConflict},
		"a good one":                    {make(person, 4, access.SeePeople), nil},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	if after, err := b.db.Head(ctx); err != nil || after.Size != before.Size+1 {
		t.Errorf("the ledger has %d more entries for one token: %v", after.Size-before.Size, err)
	}
	list, err := b.db.Tokens(ctx, "a")
	if err != nil || len(list) != 1 || list[0].Name != "marked-name" {
		t.Fatalf("%+v %v", list, err)
	}
	for n := range access.TokensMost - 1 {
		if err := make(person, 100+n, access.SeePeople); err != nil {
			t.Fatal(err)
		}
	}
	if err := make(person, 200, access.SeePeople); !errors.Is(err, core.ErrConflict) {
		t.Errorf("one too many: %v", err)
	}
	b.verify(t)
}
