package storetest

import (
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// site is the name that the passkeys here are bound to.
const site = "localhost"

// lastWay: a passkey of a name that the server had before signs nobody in, so that it is not what somebody is left with; and an account
// at a provider is not taken away from whoever has nothing else.
func (b *bench) lastWay(t *testing.T) {
	ctx := t.Context()
	refused := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, core.ErrConflict) {
			t.Errorf("%s: %v", what, err)
		}
	}
	taken := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	b.secretOf(t, "a")
	b.keyAt(t, "a", "former", "former.example.com")
	refused("a password beside a passkey of another name", b.db.DropSecret(ctx, "a", "", site, Now))
	b.keyOf(t, "a", "here")
	taken("a password beside a passkey", b.db.DropSecret(ctx, "a", "", site, Now))
	refused("a passkey beside one of another name", b.db.RemovePasskey(ctx, "a", "here", "", site, Now))
	taken("a passkey of another name", b.db.RemovePasskey(ctx, "a", "former", "", site, Now))

	if err := b.act(ctx, "b", Now); err != nil {
		t.Fatal(err)
	}
	b.signIn(t, "b", "s-b", Now)
	who := access.Actor{User: "b", Proved: Now}
	taken("no account", b.db.UnlinkSingle(ctx, who, "", site, Now))
	if err := b.db.LinkSingle(ctx, issuer, "anna", "b", "s-b", Now); err != nil {
		t.Fatal(err)
	}
	b.keyAt(t, "b", "b-former", "former.example.com")
	refused("an account beside a passkey of another name", b.db.UnlinkSingle(ctx, who, "", site, Now))
	if at, err := b.db.Single(ctx, issuer, "b"); err != nil || at.IsZero() {
		t.Errorf("what was refused went: %v %v", at, err)
	}
	b.keyOf(t, "b", "b-here")
	taken("an account beside a passkey", b.db.UnlinkSingle(ctx, who, "", site, Now))
}

// goneWithIt: when a way to sign in goes, the sessions of whoever may have it from somebody else go too, and the one at hand stays.
func (b *bench) goneWithIt(t *testing.T) {
	ctx := t.Context()
	b.secretOf(t, "a")
	b.keyOf(t, "a", "here")
	b.keyOf(t, "a", "there")
	for what, drop := range map[string]func(keep string) error{
		"a passkey":  func(keep string) error { return b.db.RemovePasskey(ctx, "a", "there", keep, site, Now) },
		"a password": func(keep string) error { return b.db.DropSecret(ctx, "a", keep, site, Now) },
		"an account": func(keep string) error {
			if err := b.db.LinkSingle(ctx, issuer, "anna", "a", keep, Now); err != nil {
				return err
			}
			return b.db.UnlinkSingle(ctx, access.Actor{User: "a", Proved: Now}, keep, site, Now)
		},
	} {
		mine, other := what+" mine", what+" other"
		b.signIn(t, "a", mine, Now)
		b.signIn(t, "a", other, Now)
		if err := drop(mine); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if _, err := b.db.Who(ctx, other, Now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s went, and another session stays: %v", what, err)
		}
		if _, err := b.db.Who(ctx, mine, Now); err != nil {
			t.Errorf("%s went, and the session at hand with it: %v", what, err)
		}
	}
}
