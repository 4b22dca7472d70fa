package storetest

import (
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// left: whoever is kept for his case alone, as his dossier is gone, is there for those who see the case and for nobody else; once he is
// read again, for everybody.
func (b *bench) left(t *testing.T) {
	ctx, holder, ally, colleague := t.Context(), analyst("u-1", ""), analyst("u-ally", ""), analyst("u-2", "")
	holder.Proved = Now
	b.many9(t)
	desk := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	open := func(person string) string {
		id, err := desk.FirstView(ctx, holder, person, "This may be a short trip", "a journey", Now)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	named, sealed, candidate := open("p-2"), open("p-4"), open("p-3")
	if err := desk.Do(ctx, holder, sealed, casework.Event{Kind: casework.Sealing, Text: "The press has called us"}, Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "case.conflict", Object: named}, nil, func(x *store.Tx) error { return x.NameConflict(named, ally.User) }); err != nil {
		t.Fatal(err)
	}
	sees := func(who access.Actor) string {
		ids := []byte(b.ids(t, who, casework.Filter{Whose: casework.Everybody}, 9))
		slices.Sort(ids)
		return string(ids)
	}
	all := nine()
	b.replace(t, append(all[:1:1], all[4:]...), Now.Add(time.Minute)) // p-2, p-3 and p-4 are gone
	for _, c := range []struct {
		who  access.Actor
		want string
	}{{holder, "12345679"}, {colleague, "1235679"}, {ally, "135679"}} {
		if got := sees(c.who); got != c.want {
			t.Errorf("%s sees %s, want %s", c.who.User, got, c.want)
		}
	}
	err := b.db.View(ctx, func(v *store.View) error {
		n, err := v.Everybody()
		candidates, err1 := v.Candidates("", 9)
		if n != 6 || len(candidates) > 0 {
			t.Errorf("%d people are counted, and %d candidates are left", n, len(candidates))
		}
		if _, err := v.Person(ally, "p-2"); err == nil {
			t.Error("whoever is kept from the case reads of whom it is about")
		}
		_, err2 := v.Person(holder, "p-4")
		return first(err, err1, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Case(ctx, holder, candidate, Now); err != nil {
		t.Errorf("the case went with the dossier: %v", err)
	}
	b.replace(t, all, Now.Add(2*time.Minute))
	if got := sees(ally); got != "12345679" {
		t.Errorf("once they are back: %s", got)
	}
	b.verify(t)
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
