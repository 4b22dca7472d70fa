package store

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// A full disk: nothing is taken, nothing half-written, health says so, and it goes on when there is room.
func TestAFullDiskIsSaidAndPasses(t *testing.T) {
	private, _, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Options{Place: t.TempDir(), Random: rand.Reader, Key: Key{"x", private}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Now()
	if err := db.Ready(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	act := func() error {
		return db.Act(t.Context(), ledger.Entry{At: now, Actor: "x", Act: "x.y"}, make([]byte, 64<<10), func(*Tx) error { return nil })
	}
	if _, err := db.engine.writer.ExecContext(t.Context(), "pragma max_page_count = 1"); err != nil { // no page more than there are
		t.Fatal(err)
	}
	if err := act(); !errors.Is(err, core.ErrUnavailable) || !core.NoRoom(err) {
		t.Errorf("%v", err)
	}
	if h, err := db.Head(t.Context()); err != nil || h.Size != 0 {
		t.Errorf("%+v %v: something was half-written", h, err)
	}
	if _, err := db.engine.writer.ExecContext(t.Context(), "pragma max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if err := act(); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if _, err := db.engine.writer.ExecContext(t.Context(), "pragma query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Ready(t.Context(), now.Add(time.Minute)); !errors.Is(err, core.ErrUnavailable) {
		t.Errorf("a store that takes nothing is called ready: %v", err)
	}
}

// Whoever asks and goes before he is answered makes the store unwritable to nobody.
func TestWhoeverGoesBeforeTheAnswerIsNoSignOfIll(t *testing.T) {
	private, _, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Options{Place: t.TempDir(), Random: rand.Reader, Key: Key{"x", private}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	gone, leave := context.WithCancel(t.Context())
	leave()
	now := time.Now()
	_ = db.Ready(gone, now)
	if err := db.Ready(t.Context(), now); err != nil {
		t.Errorf("whoever stayed is told %v", err)
	}
}
