package app

import (
	"crypto/rand"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/setup"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// An applicant is read until his days are over, erased by a pass, and passed by from then on, although the folder still holds him; when he
// applies again, he is read again. Nothing is written into the folder.
func TestAnApplicantPastHisDaysIsErasedAndNotReadAgain(t *testing.T) {
	folder, dir := t.TempDir(), t.TempDir()
	day := func(n int) time.Time { return storetest.Now.AddDate(0, 0, n) }
	put := func(id, stage string, applied int) {
		t.Helper()
		at := filepath.Join(folder, "people", id)
		text := fmt.Sprintf("id: %s\nstage: %s\nidentity: {name: Name of %s}\ndates: {applied: %s}\n", id, stage, id, day(applied).Format(time.DateOnly))
		if err := os.MkdirAll(at, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at, "person.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a-1", "application", -10)
	put("a-2", "interview", 90)
	put("e-1", "employed", -900)
	put("never", "application", -900)
	key, _ := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: dir, Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.SaveAnswers(t.Context(), setup.Answers{Retention: setup.Retention{ClosedCases: 365, Applications: 100}}, setup.StepRetention, day(0)); err != nil {
		t.Fatal(err)
	}
	shelf, err := evidence.OpenShelf(filepath.Join(dir, "evidence"), db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	s := &server{c: &cli{err: t.Output(), env: func(string) string { return "" }}, db: db, reading: newReading(folder, companyConfig{})}
	s.keep = s.keeper(shelf)
	read := func(n, over int, want ...string) {
		t.Helper()
		mark, err := s.importMark(t.Context())
		if err == nil {
			err = s.read(t.Context(), "server", false, mark, day(n))
		}
		if err != nil {
			t.Fatal(err)
		}
		known, err := db.Known(t.Context())
		if got := slices.Sorted(maps.Keys(known)); err != nil || !slices.Equal(got, want) || s.reading.now().Over != over {
			t.Errorf("day %d: %q are kept and %d passed by, want %q and %d (%v)", n, got, s.reading.now().Over, want, over, err)
		}
	}
	read(0, 1, "a-1", "a-2", "e-1")
	before, err := s.importMark(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := 85; n <= 93; n += 2 {
		if _, err := s.keep.Tick(t.Context(), day(n)); err != nil {
			t.Fatal(err)
		}
		if n < 93 {
			read(n, 1, "a-1", "a-2", "e-1") // also past his days, while it is announced
		}
	}
	if after, err := s.importMark(t.Context()); err != nil || after == before {
		t.Errorf("no reading follows: %v, then %v (%v)", before, after, err)
	}
	read(93, 2, "a-2", "e-1")
	read(94, 2, "a-2", "e-1")
	put("a-1", "application", 93)
	read(95, 1, "a-1", "a-2", "e-1")
	if text, err := os.ReadFile(filepath.Join(folder, "people", "never", "person.yaml")); err != nil || !strings.Contains(string(text), "Name of never") {
		t.Errorf("the folder was written to: %q %v", text, err)
	}
}

// What a backup that was killed left holds what is erased by now; one that is being made stays.
func TestACopyThatAKilledBackupLeftGoes(t *testing.T) {
	dir := t.TempDir()
	key, _ := storetest.Keys(t)
	db, err := store.Open(t.Context(), store.Options{Place: dir, Random: rand.Reader, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := &server{c: &cli{err: t.Output(), env: func(string) string { return "" }}, db: db, dir: dir, reading: newReading(t.TempDir(), companyConfig{})}
	s.keep = s.keeper(nil)
	for name, age := range map[string]time.Duration{"killed": 25 * time.Hour, "going on": time.Hour} {
		at := filepath.Join(dir, backupTemp+name)
		if err := os.Mkdir(at, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(at, "taupier.db"), []byte("a copy"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(at, storetest.Now.Add(-age), storetest.Now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.keepOnce(t.Context(), storetest.Now); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, backupTemp+"*")); err != nil || len(left) != 1 || filepath.Base(left[0]) != backupTemp+"going on" {
		t.Errorf("%q %v", left, err)
	}
}
