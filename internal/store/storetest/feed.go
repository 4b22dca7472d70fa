package storetest

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// feed tells of changes in order, part by part, and nothing to whom a case concerns.
func (b *bench) feed(t *testing.T) {
	woken := b.db.Changed()
	for i, subject := range []string{"p-1", "p-2", "p-1"} {
		id := "c-" + string(rune('a'+i))
		c, err := casework.Begin(id, subject, "u-1", Now, []string{"f-1"})
		if err != nil {
			t.Fatal(err)
		}
		err = b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "u-1", Act: "case.open", Object: id}, nil, func(x *store.Tx) error { return x.PutCase(c, c.Events[0]) })
		if err != nil {
			t.Fatal(err)
		}
	}
	select {
	case <-woken:
	default:
		t.Error("whoever waits was not woken")
	}
	for _, c := range []struct {
		name   string
		person string
		after  int64
		limit  int
		want   string
		place  int64
	}{
		{"all", "", 0, 9, "c-a c-b c-c ", 3},
		{"the first", "", 0, 1, "c-a ", 1},
		{"the rest", "", 1, 9, "c-b c-c ", 3},
		{"whom it concerns", "p-1", 0, 9, "c-b ", 3},
		{"none", "", 0, 0, "", 3},
	} {
		got := ""
		err := b.db.View(t.Context(), func(v *store.View) error {
			changes, place, err := v.Changes(access.Actor{User: "u-2", Person: c.person}, c.after, c.limit)
			for _, x := range changes {
				got += x.Case + " "
			}
			if place != c.place {
				t.Errorf("%s: place %d, want %d", c.name, place, c.place)
			}
			return err
		})
		if err != nil || got != c.want {
			t.Errorf("%s: %q %v, want %q", c.name, got, err, c.want)
		}
	}
}
