package storetest

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// line: p-9 stands above p-1 when a case about p-1 begins. Once a reading says that he does not, he sees p-1 as everybody does, and still
// no case, no count of one and nothing that waits in it.
func (b *bench) line(t *testing.T) {
	ctx, holder, manager := t.Context(), analyst("u-1", ""), analyst("u-9", "p-9")
	b.many9(t)
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(manager) }); err != nil {
		t.Fatal(err)
	}
	desk := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	id, err := desk.FirstView(ctx, holder, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	later := Now.Add(time.Minute)
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: later.UnixMicro()}, People: nine(), Superiors: casework.Line(map[string]string{"p-1": "p-8"})}
	if err := b.db.Act(ctx, ledger.Entry{At: later, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Case(ctx, manager, id, later); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("who wrote himself out of the line reads the case: %v", err)
	}
	for whose, want := range map[casework.Whose]string{casework.Everybody: "1324567", casework.InCase: "", casework.NoCase: "1324567"} {
		if got := b.ids(t, manager, casework.Filter{Whose: whose}, 9); got != want {
			t.Errorf("%s: %s, want %s", whose, got, want)
		}
	}
	if got := b.ids(t, holder, casework.Filter{Whose: casework.InCase}, 9); got != "1" {
		t.Errorf("whoever holds the case sees %q", got)
	}
	err = b.db.View(ctx, func(v *store.View) error {
		holders, err := v.TaskHolders(id)
		for _, h := range holders {
			if h.User == manager.User && !h.Concerned {
				t.Error("he may be asked from the case")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.verify(t)
}
