package store_test

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// A process that brings a store of an older program up to date is killed a hundred times, in the steps of the schema and while it seals
// what stood in clear; the next one goes on, and at the end everything is there and nothing in clear.
func TestAnUpdateThatIsKilledGoesOn(t *testing.T) {
	kills := storetest.Kills(t, 100)
	killed, updates := 0, 0
	for killed < kills && updates < 10*kills {
		dir, words := t.TempDir(), storetest.NewCanaries()
		o := store.NewOld(t, dir, words.Word)
		takes := storetest.UpdateTakes(t, filepath.Join(dir, "measured"), o.KeyFile()+".measured", o.Key())
		empty := filepath.Join(dir, "empty") // all steps are to be done
		killed += storetest.KillUpdates(t, empty, o.KeyFile()+".empty", o.Key(), takes, (kills-killed)/2)
		if db, err := store.Open(t.Context(), store.Options{Place: empty, Random: rand.Reader, Key: o.Key(), KeyFile: o.KeyFile() + ".empty"}); err != nil {
			t.Fatal(err)
		} else if err := errors.Join(db.Ready(t.Context(), time.Now()), db.Close()); err != nil {
			t.Fatal(err)
		}
		killed += storetest.KillUpdates(t, dir, o.KeyFile(), o.Key(), takes, kills-killed)
		updates++
		o.Check(t)
		if _, held := words.Folder(t, dir); len(held) > 0 {
			t.Fatalf("update %d: in clear: %q", updates, held)
		}
	}
	if killed < kills {
		t.Errorf("only %d kills in %d updates", killed, updates)
	}
	t.Logf("%d kills in %d updates", killed, updates)
}
