package store

import (
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// summed is a store with evidence in one case, which knows nothing of hashes of its sums yet; an item in the middle was damaged.
func summed(t *testing.T, n, damaged int) (*DB, Options) {
	t.Helper()
	private, _, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Place: t.TempDir(), Random: rand.Reader, Key: Key{"x", private}, KeyFile: filepath.Join(t.TempDir(), "master.key")}
	db := opened(t, o)
	err = db.Act(t.Context(), ledger.Entry{At: time.Unix(1, 0).UTC(), Actor: "server", Act: "user.add"}, nil, func(x *Tx) error {
		err := x.exec("insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing, root) values ('c-1', 'p-1', 'open', 'u-1', 'u-1', 1, 1, '', 'c-1')")
		for i := 0; err == nil && i < n; i++ {
			id := fmt.Sprintf("e-%04d", i)
			sum, _ := x.seal("evidence.sha256", id, oldSum(i))
			if i == damaged {
				sum = sum[:len(sum)-4] + "AAAA"
			}
			err = x.exec("insert into evidence (id, case_id, n, name, note, size, sha256, blob, by_user, at) values ($1, 'c-1', $2, '', '', 1, $3, 'b', 'u-1', 1)", id, i+1, sum)
		}
		if err == nil {
			err = x.exec("delete from sealing_steps where step = $1", sumStep)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return db, o
}

func opened(t *testing.T, o Options) *DB {
	t.Helper()
	db, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func (db *DB) sumKeys(t *testing.T) (all []string) {
	t.Helper()
	if err := db.View(t.Context(), func(v *View) (err error) { all, err = v.texts("select sum_key from evidence order by id"); return err }); err != nil {
		t.Fatal(err)
	}
	return all
}

func (db *DB) finds(t *testing.T, i int) bool {
	t.Helper()
	found := 0
	if err := db.View(t.Context(), func(v *View) error {
		hits, err := v.FindEvidence(access.Actor{User: "u-1"}, oldSum(i), 5)
		found = len(hits)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return found == 1
}

func TestASumThatWasDamagedKeepsNoServerFromStarting(t *testing.T) {
	n := 2*batchSize + 1
	db, o := summed(t, n, batchSize-1)
	db.Close()
	db = opened(t, o)
	for i := range n {
		if db.finds(t, i) == (i == batchSize-1) {
			t.Fatalf("item %d is found: %v", i, i == batchSize-1)
		}
	}
}

func TestAChangeOfTheDataKeyMakesTheHashesOfSumsAnew(t *testing.T) {
	db, o := summed(t, batchSize+1, -1)
	db.Close()
	db = opened(t, o)
	before := db.sumKeys(t)
	if _, err := db.RotateData(t.Context(), time.Unix(2, 0), func(*Sealer) ([]string, error) { return nil, nil }); err != nil {
		t.Fatal(err)
	}
	after := db.sumKeys(t)
	for i := range after {
		if after[i] == before[i] || len(after[i]) != 32 || strings.Contains(oldSum(i), after[i]) || !db.finds(t, i) {
			t.Fatalf("item %d: %q, and before %q", i, after[i], before[i])
		}
	}
}
