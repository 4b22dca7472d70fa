package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// read puts a reading into the store in parts.
func (b *bench) read(ctx context.Context, in casework.Intake, also func(*store.Tx) error) error {
	return b.db.Read(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, in, store.Links{}, also)
}

func nothing(*store.Tx) error { return nil }

// crew is n people, each with a question, under one manager.
func crew(n int, name, manager string) casework.Intake {
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: Now.UnixMicro()}}
	line := map[string]string{}
	for i := range n {
		id := fmt.Sprintf("p-%03d", i)
		in.People = append(in.People, casework.Person{ID: id, Name: fmt.Sprintf("%s Nr%d", name, i), Stage: core.Employed, Level: core.LevelAsk, Score: n - i,
			Questions: []casework.Question{{ID: "f", Signal: "X01", Family: core.FamilyNetwork, Title: core.Text{EN: "Two places", FR: "Deux lieux"}}}})
		if id != manager {
			line[id] = manager
		}
	}
	in.Superiors = casework.Line(line)
	return in
}

// inParts: what one reading leaves of another is what it would have made of an empty store, whether the one before ended or not.
func (b *bench) inParts(t *testing.T) {
	who, boss := analyst("u-1", ""), analyst("u-b", "p-001")
	all := func(text string) casework.Filter { return casework.Filter{Whose: casework.Everybody, Text: text} }
	counts := func(when string, want map[string]int) {
		t.Helper()
		err := b.db.View(t.Context(), func(v *store.View) error {
			for text, n := range want {
				if got, err := v.PeopleIDs(who, all(text), casework.Place{}, 9999); err != nil || len(got) != n {
					t.Errorf("%s: %d people are found by %q, want %d (%v)", when, len(got), text, n, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := b.read(t.Context(), crew(450, "Camille", "p-000"), nothing); err != nil {
		t.Fatal(err)
	}
	counts("the first reading", map[string]int{"": 450, "camille": 450, "cam nr44": 11, "lieux": 450})

	broken := errors.New("the disk went")
	second := crew(430, "Noémie", "p-001")
	if err := b.read(t.Context(), second, func(*store.Tx) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.read(ctx, second, nothing); err == nil {
		t.Fatal("a reading that was called off went on")
	}
	err := b.db.View(t.Context(), func(v *store.View) error {
		if ids, err := v.PeopleIDs(boss, all(""), casework.Place{}, 9999); len(ids) > 1 {
			t.Errorf("whoever is written already and not yet listed anew is shown to his manager: %v (%v)", ids, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	none := func(*store.Sealer) ([]string, error) { return nil, nil }
	if r, err := b.db.RotateData(t.Context(), Now, none); err != nil || len(r.Retired) != 1 {
		t.Errorf("the key cannot be changed after a reading that did not end: %+v %v", r, err)
	}
	if err := b.read(t.Context(), second, nothing); err != nil {
		t.Fatal(err)
	}
	counts("after one that did not end", map[string]int{"": 430, "camille": 0, "noem": 430, "noemie nr44": 1, "lieux": 430, "nr449": 0})
	if got := b.ids(t, who, casework.Filter{Whose: casework.Everybody}, 200); got[:9] != "000001002" {
		t.Errorf("the order after the second reading begins with %s", got[:9])
	}
}

// between: somebody who works does not wait for a whole reading.
func (b *bench) between(t *testing.T) {
	if err := b.read(t.Context(), crew(1, "Camille", ""), nothing); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.read(t.Context(), crew(3000, "Camille", "p-000"), nothing) }()
	acts := 0
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			if acts < 3 {
				t.Errorf("%d acts were done while a reading of 3000 people went on", acts)
			}
			return
		default:
		}
		if err := b.db.Act(t.Context(), ledger.Entry{At: time.Now(), Actor: "u-1", Act: "note.add"}, nil, nothing); err != nil {
			t.Fatal(err)
		}
		acts++
	}
}
