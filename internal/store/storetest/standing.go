package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// standing: whoever was let in, and is out or lost something by the time at which his act is written, does and sees nothing, and leaves no
// line in the ledger.
func (b *bench) standing(t *testing.T) {
	ctx := t.Context()
	admin := access.Actor{User: "admin", Roles: []access.Role{access.Administrator}, Proved: Now}
	ways := map[string]func(user, token string) error{
		"disabled": func(user, _ string) error { return b.db.DisableHere(ctx, "admin", user, Now) },
		"without role": func(user, _ string) error {
			_, err := b.db.ChangeRole(ctx, admin, user, access.TakeRole, access.Recruiter, Now)
			return err
		},
		"token ended": func(user, token string) error { return b.db.EndToken(ctx, user, token, Now) },
	}
	for name, way := range ways {
		user := "u-" + name[:4]
		if err := b.act(ctx, user, Now); err != nil {
			t.Fatal(err)
		}
		if _, err := b.db.ChangeRole(ctx, admin, user, access.GiveRole, access.Recruiter, Now); err != nil {
			t.Fatal(err)
		}
		who, err := b.db.Bearer(ctx, b.token(t, user, access.SeeVetting), Now)
		if err != nil {
			t.Fatal(err)
		}
		in := access.Acting(ctx, func() access.Actor { return who })
		tries := func(ctx context.Context, by string) (did bool, err1, err2 error) {
			err1 = b.db.Act(ctx, ledger.Entry{At: Now, Actor: by, Act: "test.do", Object: name}, nil, func(*store.Tx) error { did = true; return nil })
			err2 = b.db.Act(ctx, ledger.Entry{At: Now, Actor: by, Act: "test.view", Object: name}, nil, func(*store.Tx) error { return nil })
			return did, err1, err2
		}
		if did, err1, err2 := tries(in, user); !did || err1 != nil || err2 != nil {
			t.Errorf("%s, before: %v, %v, %v", name, did, err1, err2)
		}
		if err := way(user, who.Token); err != nil {
			t.Fatal(err)
		}
		before := b.verify(t).Entries
		if did, err1, err2 := tries(in, user); did || !errors.Is(err1, core.ErrNotFound) || !errors.Is(err2, core.ErrNotFound) {
			t.Errorf("%s: done %v, %v, seen %v", name, did, err1, err2)
		}
		if after := b.verify(t).Entries; after != before {
			t.Errorf("%s: %d entries more", name, after-before)
		}
		if did, err1, err2 := tries(in, "server"); !did || err1 != nil || err2 != nil {
			t.Errorf("%s: what the server does of itself: %v, %v, %v", name, did, err1, err2)
		}
	}
}
