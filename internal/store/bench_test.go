package store_test

import (
	"crypto/rand"
	"sync"
	"testing"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// What an act costs: entry, detail, tree, and a sync to disk. Alone, then with 50 users at the same time, who share syncs; in
// "one by one" they do not, which is the baseline.
func BenchmarkAct(b *testing.B) {
	for _, c := range []struct {
		name        string
		users, most int
	}{{"alone", 1, 64}, {"50 users", 50, 64}, {"50 users one by one", 50, 1}} {
		b.Run(c.name, func(b *testing.B) {
			key, _ := storetest.Keys(b)
			db, err := store.Open(b.Context(), store.Options{Place: b.TempDir(), Random: rand.Reader, Key: key, Together: c.most})
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			work := make(chan struct{})
			var wait sync.WaitGroup
			for range c.users {
				wait.Go(func() {
					for range work {
						err := db.Act(b.Context(), ledger.Entry{At: storetest.Now, Actor: "u", Act: "x.y", Object: "o"}, []byte("a detail"), func(*store.Tx) error { return nil })
						if err != nil {
							b.Error(err)
						}
					}
				})
			}
			for b.Loop() {
				work <- struct{}{}
			}
			close(work)
			wait.Wait()
		})
	}
}
