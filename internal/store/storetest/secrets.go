package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

const (
	password = "quatre chats gris"
	secret   = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // of RFC 6238's test values
)

// secretOf gives a user a password and an authenticator.
func (b *bench) secretOf(t *testing.T, user string) {
	t.Helper()
	if err := b.act(t.Context(), user, Now); err != nil {
		t.Fatal(err)
	}
	hash, err := access.HashPassword(password, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.db.SetSecret(t.Context(), access.Secret{User: user, Login: user + "@example.com", Hash: hash, Code: secret}, Now); err != nil {
		t.Fatal(err)
	}
}

// code is the code of an authenticator at a time.
func code(t *testing.T, at time.Time) string {
	t.Helper()
	c, err := access.CodeAt(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (b *bench) password(t *testing.T) {
	ctx := t.Context()
	b.secretOf(t, "a")
	try := access.Try{Login: "a@example.com", Password: password, Code: code(t, Now), From: "192.0.2.1"}
	wrong := try
	wrong.Password = "quatre chats verts"
	unknown := try
	unknown.Login = "b@example.com"
	old := try
	old.Code = code(t, Now.Add(-5*time.Minute))
	for name, c := range map[string]access.Try{"a wrong password": wrong, "an unknown name": unknown, "an old code": old} {
		if err := b.db.SignInByPassword(ctx, c, "s", Now); !errors.Is(err, core.ErrNotFound) || err.Error() != core.ErrNotFound.Error() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := b.db.SignInByPassword(ctx, try, "s", Now); err != nil {
		t.Fatal(err)
	}
	if a, err := b.db.Who(ctx, "s", Now); err != nil || access.Recent(a, Now) != nil {
		t.Errorf("%+v %v", a, err)
	}
	if err := b.db.SignInByPassword(ctx, try, "s2", Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("a code twice: %v", err)
	}
	now := Now.Add(access.ProofLife)
	for _, c := range []access.Try{{User: "a", Password: password}, {User: "a", Code: code(t, now)}, {User: "b", Password: password, Code: code(t, now)}} {
		if err := b.db.ProveByPassword(ctx, c, "s", "s3", now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	now = now.Add(time.Minute) // three tries need no wait, the next one does
	if err := b.db.ProveByPassword(ctx, access.Try{User: "a", Password: password, Code: code(t, now)}, "s", "s3", now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s", now)
	if a, err := b.db.Who(ctx, "s3", now); err != nil || access.Recent(a, now) != nil {
		t.Errorf("%+v %v", a, err)
	}
	// An address is no proof any more.
	b.signIn(t, "a", "by-link", now)
	if a, _ := b.db.Who(ctx, "by-link", now); !errors.Is(access.Recent(a, now), access.ErrProof) {
		t.Error("an address proves who has a password")
	}
	if err := b.db.DisableHere(ctx, "admin", "a", now); err != nil {
		t.Fatal(err)
	}
	try.Code = code(t, now.Add(time.Minute))
	if err := b.db.SignInByPassword(ctx, try, "s4", now.Add(time.Minute)); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("disabled: %v", err)
	}
}

// recovery: a code in the place of the authenticator's, once; new ones end the old; the last way to sign in stays.
func (b *bench) recovery(t *testing.T) {
	ctx := t.Context()
	b.secretOf(t, "a")
	codes, hashes, err := access.NewRecovery(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.act(ctx, "b", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.SetRecovery(ctx, "b", hashes, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("recovery codes without a password: %v", err)
	}
	if err := b.db.SetRecovery(ctx, "a", hashes, Now); err != nil {
		t.Fatal(err)
	}
	now := Now
	try := func(code, password string, want error) {
		t.Helper()
		now = now.Add(20 * time.Minute) // no try is too soon
		if err := b.db.SignInByPassword(ctx, access.Try{Login: "a@example.com", Password: password, Code: code, From: "192.0.2.1"}, "s"+fmt.Sprint(now.Unix()), now); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", code, err, want)
		}
	}
	try(strings.ToUpper(codes[0]), password, nil)
	try(codes[0], password, core.ErrNotFound)
	try(codes[1], "quatre chats verts", core.ErrNotFound)
	try(codes[1], password, nil)
	if m, err := b.db.Means(ctx, "a"); err != nil || m.Recovery != access.RecoveryCodes-2 || !m.Password {
		t.Errorf("%+v %v", m, err)
	}
	if got := b.entries(t, "session.open"); len(got) != 2 || got[0].Why != string(access.ByRecovery) {
		t.Errorf("%+v", got)
	}
	fresh, hashes, err := access.NewRecovery(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.db.SetRecovery(ctx, "a", hashes, now); err != nil {
		t.Fatal(err)
	}
	try(codes[2], password, core.ErrNotFound)
	try(fresh[2], password, nil)
	if err := b.db.DropSecret(ctx, "a", "", site, now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("the last way to sign in went: %v", err)
	}
	b.keyOf(t, "a", "k1")
	if err := b.db.DropSecret(ctx, "a", "", site, now); err != nil {
		t.Fatal(err)
	}
	try(fresh[3], password, core.ErrNotFound)
	if m, err := b.db.Means(ctx, "a"); err != nil || m.Recovery != 0 || m.Password || m.Login != "a@example.com" {
		t.Errorf("%+v %v", m, err)
	}
}

// guesses has 100,000 tries at one account within two hours from 250 addresses; on PostgreSQL, where asking takes longer, and in
// a short run, 5,000. What was looked at stands in the ledger, a line each.
func (b *bench) guesses(t *testing.T) {
	ctx := t.Context()
	b.secretOf(t, "a")
	before, err := b.db.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tries := 100_000
	if strings.HasPrefix(b.place, "postgres") || testing.Short() {
		tries = 5_000
	}
	gap := 2 * time.Hour / time.Duration(tries)
	for i := range tries {
		try := access.Try{Login: "a@example.com", Password: fmt.Sprintf("guess number %d", i), Code: fmt.Sprintf("%06d", i), From: fmt.Sprintf("203.0.113.%d", i%250)}
		if err := b.db.SignInByPassword(ctx, try, "s", Now.Add(time.Duration(i)*gap)); !errors.Is(err, core.ErrNotFound) || err.Error() != core.ErrNotFound.Error() {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	after, err := b.db.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if n := after.Size - before.Size; n < 10 || n > 20 {
		t.Errorf("of %d tries in two hours, %d were looked at", tries, n)
	}
}
