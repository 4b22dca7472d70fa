package store

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// loseLock ends what keeps other processes out: of SQLite the handle of the lock, of PostgreSQL the session.
func (db *DB) loseLock(t *testing.T) {
	t.Helper()
	var err error
	if db.Engine() == "postgresql" {
		_, err = db.engine.reader.ExecContext(t.Context(), `select pg_terminate_backend(pid) from pg_locks
			where locktype = 'advisory' and classid = $1 and objid::bigint = hashtext(current_schema())::bigint & 4294967295`, lockNumber)
	} else {
		err = db.engine.unlock()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A process whose lock is lost while it lives goes on until another one takes the store, and writes nothing from then on.
func TestWhoeverIsFollowedWritesNothingMore(t *testing.T) {
	for engine, fresh := range map[string]func(*testing.T) string{
		"SQLite":     func(t *testing.T) string { return t.TempDir() },
		"PostgreSQL": func(t *testing.T) string { return PostgresPlaces(t)(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			private, public, err := ledger.GenerateKey(rand.Reader, "x")
			if err != nil {
				t.Fatal(err)
			}
			o := Options{Place: fresh(t), Random: rand.Reader, Key: Key{"x", private}, KeyFile: filepath.Join(t.TempDir(), "master.key")}
			open := func() *DB {
				db, err := Open(t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { db.engine.unlock = nil; db.Close() })
				return db
			}
			act := func(db *DB) error {
				return db.Act(t.Context(), ledger.Entry{At: time.Unix(1, 0), Actor: "server", Act: "company.read"}, nil, func(t *Tx) error { return nil })
			}
			first := open()
			if _, err := Open(t.Context(), o); !errors.Is(err, core.ErrUnavailable) {
				t.Fatalf("a second process was let in: %v", err)
			}
			first.loseLock(t)
			if err := act(first); err != nil {
				t.Errorf("nobody has followed yet: %v", err)
			}
			second := open()
			if err := act(first); !errors.Is(err, core.ErrUnavailable) {
				t.Errorf("the first acts on: %v", err)
			}
			if err := first.Ready(t.Context(), time.Unix(2, 0)); !errors.Is(err, core.ErrUnavailable) {
				t.Errorf("the first says that it can write: %v", err)
			}
			if err := act(second); err != nil {
				t.Error(err)
			}
			if v, err := second.VerifySealed(t.Context(), public); err != nil || v.Entries != 2 {
				t.Errorf("%+v %v", v, err)
			}
		})
	}
}
