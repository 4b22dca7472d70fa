package store_test

import (
	"crypto/rand"
	"testing"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// One act alone: entry, detail, tree, and a sync to disk.
func BenchmarkAct(b *testing.B) {
	key, _ := storetest.Keys(b)
	db, err := store.Open(b.Context(), store.Options{Place: b.TempDir(), Random: rand.Reader, Key: key})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for b.Loop() {
		err := db.Act(b.Context(), ledger.Entry{At: storetest.Now, Actor: "u", Act: "x.y", Object: "o"}, []byte("a detail"), func(*store.Tx) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
}
