package store_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// BenchmarkFindEvidence looks for a sum among 20,000 items of evidence in 1,000 cases, all of which the viewer may see. With
// TAUPIER_POSTGRES also in PostgreSQL.
func BenchmarkFindEvidence(b *testing.B) {
	const items = 20_000
	who := access.Actor{User: "u-1", Person: "p-0", Roles: []access.Role{access.Analyst}}
	for name, place := range map[string]func() string{"SQLite": b.TempDir, "PostgreSQL": func() string { return store.PostgresPlace(b) }} {
		b.Run(name, func(b *testing.B) {
			if name == "PostgreSQL" && os.Getenv("TAUPIER_POSTGRES") == "" {
				b.Skip("no PostgreSQL")
			}
			db := proofs(b, place(), items)
			defer db.Close()
			for n := 0; b.Loop(); n++ {
				err := db.View(b.Context(), func(v *store.View) error {
					hits, err := v.FindEvidence(who, sumOf(n*7919%items), 20)
					if err == nil && len(hits) != 1 {
						err = fmt.Errorf("%d hits", len(hits))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func sumOf(i int) string { return fmt.Sprintf("%064x", i) }

func proofs(b *testing.B, place string, items int) *store.DB {
	b.Helper()
	key, _ := storetest.Keys(b)
	db, err := store.Open(b.Context(), store.Options{Place: place, Random: rand.Reader, Key: key, KeyFile: b.TempDir() + "/master.key"})
	if err != nil {
		b.Fatal(err)
	}
	err = db.Act(b.Context(), ledger.Entry{At: storetest.Now, Actor: "u-1", Act: "x.y"}, nil, func(t *store.Tx) error {
		for i := range items {
			id := fmt.Sprintf("c-%d", i/20)
			if i%20 == 0 {
				c := casework.Case{ID: id, Subject: fmt.Sprintf("p-%d", 1+i/20), State: casework.Open, Owner: "u-1", OpenedBy: "u-1", Opened: storetest.Now, Changed: storetest.Now, Root: id}
				e := casework.Event{Kind: casework.Opening, By: "u-1", At: storetest.Now}
				if err := t.PutCase(c, e); err != nil {
					return err
				}
			}
			e := evidence.Item{ID: fmt.Sprintf("e-%d", i), Case: id, Name: "a.txt", Size: 1, SHA256: sumOf(i), Blob: "b", By: "u-1", At: time.Unix(int64(i), 0)}
			if _, err := t.AddEvidence(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}
