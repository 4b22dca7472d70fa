package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// The wall is written twice: as a question to one person or case, and from the viewer's side for lists. Both keep the same from
// everybody, whatever stands above whom, is merged, sealed, opened for an hour or named as in conflict.
func TestTheWallOfAListKeepsWhatTheWallOfOneKeeps(t *testing.T) {
	for name, place := range map[string]func(*testing.T) string{"SQLite": (*testing.T).TempDir, "PostgreSQL": nil} {
		t.Run(name, func(t *testing.T) {
			if place == nil {
				place = PostgresPlaces(t)
			}
			db, err := Open(t.Context(), Options{Place: place(t), Random: rand.Reader, KeyFile: filepath.Join(t.TempDir(), "master.key")})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			rapid.Check(t, func(t *rapid.T) {
				if err := db.Act(context.Background(), ledger.Entry{At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Actor: "server", Act: "test.world"}, nil, func(x *Tx) error { return drawWorld(t, x) }); err != nil {
					t.Fatal(err)
				}
				for n := range 5 {
					person, user := fmt.Sprintf("p-%d", n), fmt.Sprintf("u-%d", n)
					same(t, db, "people p", "p.id", wallPerson, wallPeople, person)
					same(t, db, "cases c", "c.id", wallCase, wallCases, person, user)
				}
			})
		})
	}
}

// drawWorld makes a small company of five people and six cases, in the place of the one before.
func drawWorld(t *rapid.T, x *Tx) error {
	var errs []error
	do := func(statement string, args ...any) { errs = append(errs, x.exec(statement, args...)) }
	for _, table := range []string{"case_members", "case_conflicts", "case_line", "cases", "superiors", "people"} {
		do("delete from " + table)
	}
	one := func(of string, n int) string { return fmt.Sprintf("%s-%d", of, rapid.IntRange(0, n-1).Draw(t, of)) }
	for i := range 5 {
		do("insert into people (id, stage, level, level_rank, score, turn, changed_at, digest, line, name, title, why, doc) values ($1, '', '', 0, 0, 0, 0, '', '', '', '', '', '')", fmt.Sprintf("p-%d", i))
	}
	for range rapid.IntRange(0, 6).Draw(t, "superiors") {
		do("insert into superiors (person, superior) values ($1, $2) on conflict do nothing", one("p", 6), one("p", 5))
	}
	for i := range 6 {
		do("insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing, sealed, root) values ($1, $2, 'open', '', '', 0, 0, '', $3, $4)",
			fmt.Sprintf("c-%d", i), one("p", 6), rapid.IntRange(0, 1).Draw(t, "sealed"), fmt.Sprintf("c-%d", min(i, rapid.IntRange(0, 5).Draw(t, "root"))))
	}
	for range rapid.IntRange(0, 5).Draw(t, "conflicts") {
		do("insert into case_line (case_id, person) values ($1, $2) on conflict do nothing", one("c", 6), one("p", 5))
		do("insert into case_conflicts (case_id, user_id) values ($1, $2) on conflict do nothing", one("c", 6), one("u", 5))
	}
	for range rapid.IntRange(0, 8).Draw(t, "members") {
		do("insert into case_members (case_id, user_id, until) values ($1, $2, $3) on conflict do nothing", one("c", 6), one("u", 5), rapid.SampledFrom([]int64{0, 1, 1 << 60}).Draw(t, "until"))
	}
	return firstOf(errs...)
}

func same(t *rapid.T, db *DB, from, id, one, list string, viewer ...any) {
	var diff []string
	err := db.View(context.Background(), func(v *View) (err error) {
		diff, err = v.texts("select "+id+" from "+from+" where ("+one+") and not ("+list+") or ("+list+") and not ("+one+")", viewer...)
		return err
	})
	if err != nil || len(diff) > 0 {
		t.Fatalf("the walls of %s differ for %v: %v (%v)", from, viewer, diff, err)
	}
}
