package storetest

import (
	"context"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/store"
)

// knots are things that 200 people share, in two versions: one in three is the same in both, one is had by others, and one is in one
// version only. The last is an office whose line thousands have.
func knots(version, n, office int) []link.Thing {
	var out []link.Thing
	for i := range n {
		if i%3 == 2 && i%2 != version {
			continue
		}
		var people []string
		for k := range 2 + i%3 {
			people = append(people, fmt.Sprintf("p-%03d", (i+k*7+i%3*version*50)%200))
		}
		out = append(out, Thing(core.TraitPhone, fmt.Sprint("phone ", i), people...))
	}
	var all []string
	for i := range office + 500*version {
		all = append(all, fmt.Sprintf("p-%03d", i))
	}
	return append(out, Thing(core.TraitIP, "the office", all...))
}

// readLinks puts a reading into the store in parts.
func (b *bench) readLinks(ctx context.Context, things []link.Thing, stated ...core.Link) error {
	return b.db.Read(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, crew(200, "Camille", "p-000"), store.Links{Things: things, Stated: stated}, nothing)
}

// had says who has each of some things, by its value; of the office, how many.
func (b *bench) had(t *testing.T, things []link.Thing) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := b.db.View(t.Context(), func(v *store.View) error {
		for _, x := range things {
			found, err := v.FindThings(analyst("u", ""), []core.TraitKind{x.Kind}, []string{x.Value})
			if err != nil {
				return err
			}
			for _, f := range found {
				out[x.Value] = holding(f)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func holding(x link.Thing) string {
	var people []string
	for _, h := range x.Holders {
		people = append(people, h.Person)
	}
	if x.Common() {
		people = nil
	}
	return fmt.Sprint(x.Count, people)
}

// linksInParts: nobody waits for a whole reading of links, it says in the ledger in how many parts it was written, and reading the same
// again writes nothing.
func (b *bench) linksInParts(t *testing.T) {
	if err := b.readLinks(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	things := knots(0, 6000, 9000)
	stated := core.Link{A: "p-000", B: "p-007", Stated: "couple"}
	ended := make(chan error, 1)
	go func() { ended <- b.readLinks(t.Context(), things, stated) }()
	acts := 0
	for reading := true; reading; acts++ {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			reading = false
		default:
		}
		if err := b.db.Act(t.Context(), ledger.Entry{At: time.Now(), Actor: "u-1", Act: "note.add"}, nil, nothing); err != nil {
			t.Fatal(err)
		}
	}
	if acts < 4 {
		t.Errorf("%d acts were done while links were read", acts)
	}
	got := b.had(t, things)
	for _, x := range things {
		if got[x.Value] != holding(x) {
			t.Fatalf("%s is had by %s, want %s", x.Value, got[x.Value], holding(x))
		}
	}
	parts := func(stated ...core.Link) int {
		before := b.verify(t).Entries
		if err := b.readLinks(t.Context(), things, stated...); err != nil {
			t.Fatal(err)
		}
		return int(b.verify(t).Entries-before) - 3 // how people are read begins and ends, and the reading itself
	}
	if n := parts(stated); n != 0 {
		t.Errorf("the same again is written in %d parts", n)
	}
	if n := parts(); n != 1 {
		t.Errorf("a relation that is stated no more is written in %d parts", n)
	}
}

// linksKilled kills a process that reads links, again and again: each thing is had by those of the one reading or of the other, and the
// next reading that ends leaves nothing of those that did not.
func (b *bench) linksKilled(t *testing.T) {
	const n, office = 1200, 6000
	worlds := [][]link.Thing{knots(0, n, office), knots(1, n, office)}
	if err := b.readLinks(t.Context(), worlds[0]); err != nil {
		t.Fatal(err)
	}
	b.db.Close()
	want := []map[string]string{{}, {}}
	for i, w := range worlds {
		for _, x := range w {
			want[i][x.Value] = holding(x)
		}
	}
	kills, killed, takes := Kills(t, 10), 0, time.Duration(0)
	j := job{Do: "links", Place: b.place, KeyFile: b.keyFile, Key: b.key}
	for round := 0; killed < kills && round < 10*kills; round++ {
		j.Round = round + 1
		wait, begun := time.Hour, time.Now() // what gets through says how long a reading takes on this machine, now
		if takes > 0 {
			wait = time.Duration(mathrand.Int64N(int64(takes)))
		}
		if j.killedAfter(t, wait) {
			killed++
		} else {
			takes = time.Since(begun)
		}
		var err error
		if b.db, err = j.opened(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := b.had(t, slices.Concat(worlds...))
		for value := range merged(want...) {
			have, ok := got[value]
			was, will := want[0][value], want[1][value]
			switch {
			case !ok && (was == "" || will == "" || strings.HasPrefix(value, "the office")):
			case have != was && have != will || !ok:
				t.Fatalf("after kill %d, %s is had by %q, want %q or %q", killed, value, have, was, will)
			}
		}
		b.db.Close()
	}
	if killed < kills {
		t.Errorf("only %d kills", killed)
	}
	t.Logf("%d kills; a reading takes %v", killed, takes)
	b.open(t)
	if err := b.readLinks(t.Context(), worlds[0]); err != nil {
		t.Fatal(err)
	}
	got := b.had(t, slices.Concat(worlds...))
	for value := range merged(want...) {
		if got[value] != want[0][value] {
			t.Errorf("at the end %s is had by %q, want %q", value, got[value], want[0][value])
		}
	}
	b.verify(t)
}

func merged(maps ...map[string]string) map[string]bool {
	out := map[string]bool{}
	for _, m := range maps {
		for k := range m {
			out[k] = true
		}
	}
	return out
}
