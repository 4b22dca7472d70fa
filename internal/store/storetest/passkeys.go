package storetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// keyOf gives a user a passkey.
func (b *bench) keyOf(t *testing.T, user, id string) {
	t.Helper()
	b.keyAt(t, user, id, site)
}

func (b *bench) keyAt(t *testing.T, user, id, site string) {
	t.Helper()
	if err := b.db.AddPasskey(t.Context(), access.Passkey{ID: id, User: user, Name: "Name of " + id, Site: site, Doc: "doc of " + id, Count: 4}, Now); err != nil {
		t.Fatal(err)
	}
}

// entries are those of the ledger with an act, in order.
func (b *bench) entries(t *testing.T, act string) (out []ledger.Entry) {
	t.Helper()
	var all bytes.Buffer
	b.verify(t)
	if err := b.db.Export(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(all.String()) {
		var row struct{ Leaf string }
		var e ledger.Entry
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Leaf == "" {
			continue
		}
		if err := json.Unmarshal([]byte(row.Leaf), &e); err != nil {
			t.Fatal(err)
		}
		if e.Act == act {
			out = append(out, e)
		}
	}
	return out
}

func (b *bench) passkeys(t *testing.T) {
	ctx := t.Context()
	for _, user := range []string{"a", "b"} {
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
	}
	b.keyOf(t, "a", "k1")
	if err := b.db.AddPasskey(ctx, access.Passkey{ID: "k1", User: "b"}, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("a passkey of somebody else was added: %v", err)
	}
	name, keys, err := b.db.Passkeys(ctx, "a")
	if err != nil || name != "Name of a" || len(keys) != 1 || keys[0] != (access.Passkey{ID: "k1", User: "a", Name: "Name of k1", Site: "localhost", Doc: "doc of k1", Count: 4, Added: Now}) {
		t.Fatalf("%s %+v %v", name, keys, err)
	}
	use := access.KeyUse{Key: keys[0], Count: 5}
	if err := b.db.SignInByPasskey(ctx, use, "s1", Now); err != nil {
		t.Fatal(err)
	}
	if a, err := b.db.Who(ctx, "s1", Now); err != nil || a.User != "a" || access.Recent(a, Now) != nil {
		t.Errorf("%+v %v", a, err)
	}
	// The same answer again has the count as it was before.
	if err := b.db.SignInByPasskey(ctx, use, "s2", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("an answer was taken twice: %v", err)
	}
	for what, c := range map[string]access.KeyUse{"cloned": {Key: access.Passkey{ID: "k1", User: "a", Count: 5}, Count: 5, Cloned: true}, "another's": {Key: access.Passkey{ID: "k1", User: "b", Count: 5}, Count: 6}, "gone": {Key: access.Passkey{ID: "k9", User: "a"}, Count: 6}} {
		if err := b.db.SignInByPasskey(ctx, c, "s2", Now); !errors.Is(err, core.ErrConflict) {
			t.Errorf("%s: %v", what, err)
		}
	}
	b.gone(t, "s2", Now)
	now := Now.Add(access.ProofLife)
	use = access.KeyUse{Key: access.Passkey{ID: "k1", User: "a", Count: 5}, Count: 6}
	if err := b.db.ProveByPasskey(ctx, use, "s1", "s3", now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "s1", now)
	if a, err := b.db.Who(ctx, "s3", now); err != nil || access.Recent(a, now) != nil {
		t.Errorf("%+v %v", a, err)
	}
	b.removals(t, now)
	if err := b.db.DisableHere(ctx, "admin", "a", now); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.db.Passkeys(ctx, "a"); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("passkeys of whoever was disabled: %v", err)
	}
	if err := b.db.SignInByPasskey(ctx, access.KeyUse{Key: access.Passkey{ID: "k2", User: "a", Count: 4}, Count: 5}, "s9", now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("whoever was disabled signed in: %v", err)
	}
}

// removals: not the last, not another's; and the sessions elsewhere end.
func (b *bench) removals(t *testing.T, now time.Time) {
	t.Helper()
	ctx := t.Context()
	for what, err := range map[string]error{
		"the last":       b.db.RemovePasskey(ctx, "a", "k1", "s3", site, now),
		"another's":      b.db.RemovePasskey(ctx, "b", "k1", "s3", site, now),
		"another's name": b.db.RenamePasskey(ctx, "b", "k1", "mine", now),
	} {
		if !errors.Is(err, core.ErrConflict) {
			t.Errorf("%s: %v", what, err)
		}
	}
	b.keyOf(t, "a", "k2")
	b.signIn(t, "a", "elsewhere", now)
	if err := b.db.RenamePasskey(ctx, "a", "k2", "The other one", now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.RemovePasskey(ctx, "a", "k1", "s3", site, now); err != nil {
		t.Fatal(err)
	}
	b.gone(t, "elsewhere", now)
	if a, err := b.db.Who(ctx, "s3", now); err != nil || a.User != "a" {
		t.Errorf("the session that removed it ended: %v", err)
	}
	if _, keys, err := b.db.Passkeys(ctx, "a"); err != nil || len(keys) != 1 || keys[0].Name != "The other one" {
		t.Errorf("%+v %v", keys, err)
	}
	for act, want := range map[string]int{"passkey.add": 2, "passkey.name": 1, "passkey.remove": 1, "session.open": 2, "session.prove": 1} {
		if got := b.entries(t, act); len(got) != want {
			t.Errorf("%d entries of %s, want %d: %+v", len(got), act, want, got)
		}
	}
}

// refusals has three hundred answers that do not fit, from each of two networks: the ledger gets as many as an hour has from one address, and each double key.
func (b *bench) refusals(t *testing.T) {
	ctx := t.Context()
	for i := range 300 {
		for _, from := range []string{"192.0.2.1", "2001:db8::" + fmt.Sprint(i%10)} {
			if err := b.db.PasskeyRefused(ctx, access.Refusal{Why: access.WrongKey, From: from}, Now.Add(time.Duration(i)*time.Second)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := b.db.PasskeyRefused(ctx, access.Refusal{User: "a", Key: "k1", Why: access.ClonedKey, From: "192.0.2.1"}, Now.Add(time.Hour/2)); err != nil {
		t.Fatal(err)
	}
	got := b.entries(t, "passkey.refuse")
	if len(got) != 2*access.GuessesOfAddress+1 {
		t.Fatalf("%d entries", len(got))
	}
	if last := got[len(got)-1]; last.Actor != "a" || last.Object != "k1" || last.Why != "cloned" {
		t.Errorf("%+v", last)
	}
}
