package app

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
)

func TestKeysAreChangedOnTheMachineWhileTheServerIsStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv")
	if code, _, errs := run(t, "user", "add", "--data-dir", dir, "--name", "Anna Example", "--role", "trustee"); code != exitOK {
		t.Fatal(errs)
	}
	master := filepath.Join(dir, "master.key")
	before, err := os.ReadFile(master)
	if err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "key", "rotate", "--data-dir", dir)
	if code != exitOK || errs != "" {
		t.Fatalf("%d %s", code, errs)
	}
	if after, err := os.ReadFile(master); err != nil || string(after) == string(before) {
		t.Errorf("the master key is the same: %v", err)
	}
	old, err := filepath.Glob(master + ".*.old")
	if err != nil || len(old) != 1 || !strings.Contains(out, old[0]) {
		t.Errorf("%q %v %s", old, err, out)
	}
	if code, out, errs = run(t, "key", "rotate", "--data-dir", dir, "--data"); code != exitOK || !strings.Contains(out, "texts and the files are sealed under") {
		t.Errorf("%d %s%s", code, out, errs)
	}
	if code, out, _ = run(t, "key", "rotate", "--data-dir", dir, "--data"); code != exitOK || strings.Contains(out, "does not open") {
		t.Errorf("%d %s", code, out)
	}
	if _, out, _ = run(t, "user", "list", "--data-dir", dir); !strings.Contains(out, "Anna Example") {
		t.Error(out)
	}
	_, out, _ = run(t, "ledger", "export", "--data-dir", dir)
	if strings.Count(out, "key.rotate") != 3 || strings.Count(out, "key.retire") != 2 {
		t.Errorf("the ledger does not say what was changed:\n%s", out)
	}
	if code, _, errs = run(t, "key", "rotate", "--data-dir", t.TempDir()); code != exitIO || !strings.Contains(errs, "no folder of a server") {
		t.Errorf("%d %s", code, errs)
	}
	if code, _, _ = run(t, "key", "rotate"); code != exitUsage {
		t.Errorf("%d without a folder", code)
	}
	running := t.TempDir()
	serveDemo(t, running)
	if code, _, errs = run(t, "key", "rotate", "--data-dir", running); code != exitIO || !strings.Contains(errs, "another process") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestAFileSealedUnderTheKeyBeforeIsFoundWhereverItStands(t *testing.T) {
	dir := t.TempDir()
	mark := []byte("s1.abcd.")
	for _, at := range []int{0, 1<<20 - 3, 1 << 20, 3<<20 - 1} {
		data := append(make([]byte, at), mark...)
		if err := os.WriteFile(filepath.Join(dir, "x"), append(data, make([]byte, 100)...), 0o600); err != nil {
			t.Fatal(err)
		}
		if left, err := sealedBefore(dir, [][]byte{[]byte("s1.other."), mark}); err != nil || len(left) != 1 {
			t.Errorf("at %d: %q %v", at, left, err)
		}
		if left, err := sealedBefore(dir, [][]byte{[]byte("s1.other.")}); err != nil || len(left) != 0 {
			t.Errorf("at %d: %q %v", at, left, err)
		}
	}
}

// Whoever forgets where the database is does not lock the server out of it: its master key stays in its place.
func TestTheKeyOfAServerWhoseDatabaseWasNotNamedStays(t *testing.T) {
	dir := t.TempDir()
	if _, err := ledgerKey(dir, "taupier.example"); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, store.MasterFile)
	db, err := store.Open(t.Context(), store.Options{Place: dir, Random: rand.Reader}) // makes the key; the database is elsewhere
	if err == nil {
		err = errors.Join(db.Close(), os.Remove(filepath.Join(dir, "taupier.db")))
	}
	if err != nil {
		t.Fatal(err)
	}
	before := read(t, at)
	for _, more := range [][]string{nil, {"--data"}} {
		code, out, errs := run(t, append([]string{"key", "rotate", "--data-dir", dir}, more...)...)
		if code == exitOK || !strings.Contains(errs, "--database") || read(t, at) != before {
			t.Errorf("%q: %d %s %s", more, code, out, errs)
		}
	}
}
