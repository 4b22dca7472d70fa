package store_test

import (
	"crypto/rand"
	"fmt"
	random "math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// BenchmarkLinks asks a store with 100,000 people and 1,000,000 links (-short: a tenth) for chains between people drawn by lot, for
// what is around one of them, and for what they share. Every answer goes through the desk: the wall and the entry of the ledger,
// synced, are in the time. Six things in ten are had by two people, the others by three, and a hub by half of all.
func BenchmarkLinks(b *testing.B) {
	n := 100_000
	if testing.Short() {
		n /= 10
	}
	db, desk := linked(b, n)
	defer db.Close()
	who := access.Actor{User: "u", Person: id(1), Roles: []access.Role{access.Analyst}}
	lot := func() string { return id(2 + random.IntN(n-2)) }
	for _, c := range []struct {
		name  string
		users int
		do    func() error
	}{
		{"path", 1, func() error { _, err := desk.Path(b.Context(), who, lot(), lot(), nil, time.Now()); return err }},
		{"path 50 users", 50, func() error { _, err := desk.Path(b.Context(), who, lot(), lot(), nil, time.Now()); return err }},
		{"one person", 1, func() error { _, err := desk.Of(b.Context(), who, lot(), nil, time.Now()); return err }},
		{"drawing of 300", 1, func() error {
			_, err := desk.Picture(b.Context(), who, shared.Around{Person: lot(), Depth: 3}, time.Now())
			return err
		}},
		{"neighbours of 400", 1, func() error {
			people := make([]string, 400)
			for i := range people {
				people[i] = lot()
			}
			return db.View(b.Context(), func(v *store.View) error { _, err := v.SharedThings(who, nil, people); return err })
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			work := make(chan struct{})
			var wait sync.WaitGroup
			var mu sync.Mutex
			var took []time.Duration
			for range c.users {
				wait.Go(func() {
					for range work {
						start := time.Now()
						if err := c.do(); err != nil {
							b.Error(err)
						}
						mu.Lock()
						took = append(took, time.Since(start))
						mu.Unlock()
					}
				})
			}
			for b.Loop() {
				work <- struct{}{}
			}
			close(work)
			wait.Wait()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
		})
	}
}

func id(i int) string { return fmt.Sprintf("p-%06d", i) }

// linked is a store with n people and ten times as many links.
func linked(b *testing.B, n int) (*store.DB, shared.Desk) {
	b.Helper()
	key, _ := storetest.Keys(b)
	db, err := store.Open(b.Context(), store.Options{Place: b.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		b.Fatal(err)
	}
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: 1}, Superiors: map[string][]string{}}
	for i := range n {
		in.People = append(in.People, casework.Person{ID: id(i), Name: "Somebody", Stage: core.Employed, Level: core.LevelNone})
		if i > 0 {
			in.Superiors[id(i)] = []string{id(0)}
		}
	}
	r := random.New(random.NewPCG(1, 1))
	evidence := []core.Evidence{{Input: "people/x/person.yaml", Line: 20, Field: "stated.phones[0]", Value: "+44 1632 960001"}}
	var things []link.Thing
	thing := func(kind core.TraitKind, people ...string) {
		t := link.Thing{Kind: kind, Value: fmt.Sprint(len(things)), Shown: "+44 1632 960001", Weight: 60, Count: len(people)}
		slices.Sort(people)
		for _, p := range people {
			t.Holders = append(t.Holders, link.Holder{Person: p, Shown: t.Shown, Evidence: evidence})
		}
		things = append(things, t)
	}
	lot := func(k int) []string {
		people := map[string]bool{}
		for len(people) < k {
			people[id(r.IntN(n))] = true
		}
		var out []string
		for p := range people {
			out = append(out, p)
		}
		return out
	}
	for links := 0; links < 10*n; {
		if k := 2 + min(r.IntN(10)/6, 1); k == 2 {
			thing(core.TraitPhone, lot(2)...)
			links++
		} else {
			thing(core.TraitDevice, lot(3)...)
			links += 3
		}
	}
	var half []string
	for i := 0; i < n; i += 2 {
		half = append(half, id(i))
	}
	thing(core.TraitIP, half...)
	read := func(what string, links store.Links) {
		var longest time.Duration
		stop := beside(b, db, &longest)
		start := time.Now()
		err := db.Read(b.Context(), ledger.Entry{At: storetest.Now, Actor: "server", Act: "company.read"}, in, links, func(*store.Tx) error { return nil })
		took := time.Since(start)
		stop()
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%s: %s; the longest act of somebody else meanwhile: %s", what, took.Round(10*time.Millisecond), longest.Round(time.Millisecond))
	}
	read("people", store.Links{})
	read("people as they were", store.Links{})
	read(fmt.Sprintf("people as they were, %d things", len(things)), store.Links{Things: things})
	read("all as it was", store.Links{Things: things})
	start := time.Now()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if err := db.GatherLinks(b.Context()); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("gathered in %s: %d MiB", took.Round(10*time.Millisecond), (after.HeapAlloc-before.HeapAlloc)>>20)
	return db, shared.Desk{Store: db.Shared()}
}

// beside acts again and again until it is stopped, and keeps how long the longest act took.
func beside(b *testing.B, db *store.DB, longest *time.Duration) (stop func()) {
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
			}
			start := time.Now()
			if err := db.Act(b.Context(), ledger.Entry{At: start, Actor: "u", Act: "note.add"}, nil, func(*store.Tx) error { return nil }); err != nil {
				b.Error(err)
			}
			*longest = max(*longest, time.Since(start))
		}
	})
	return func() { close(done); wait.Wait() }
}
