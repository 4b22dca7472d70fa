package app

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whoever makes a backup by hand takes everything away in a file: the ledger says so, once, also when the server was killed
// between the entry and the removal of the note.
func TestABackupMadeByHandStandsInTheLedgerOnce(t *testing.T) {
	b, _ := planned(t, 2)
	public, _ := trustee(t)
	file := filepath.Join(t.TempDir(), "b.age")
	_, _, errs := run(t, "backup", "create", file, "--data-dir", b.of.dir, "--recipient", public, "--with-master-key")
	if strings.Contains(errs, handNote) {
		t.Errorf("the note is said to be left out: %s", errs)
	}
	notes, err := filepath.Glob(filepath.Join(b.of.dir, handNote+"*"+handDone))
	if err != nil || len(notes) != 1 {
		t.Fatalf("%q %v %s", notes, err, errs)
	}
	kept, err := os.ReadFile(notes[0])
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := tellByHand(t.Context(), b.db, b.of.dir, time.Now()); err != nil {
			t.Fatal(err)
		}
		if exists(notes[0]) {
			t.Error("the note stays")
		}
		put(t, notes[0], string(kept))
	}
	var export strings.Builder
	if err := b.db.Export(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(export.String(), "backup.make"); got != 1 {
		t.Errorf("it stands %d times in the ledger", got)
	}
	_, detail, _ := strings.Cut(export.String(), `"text":"`)
	detail, _, _ = strings.Cut(detail, `"`)
	if text, err := base64.StdEncoding.DecodeString(detail); err != nil || !strings.Contains(string(text), `"by":"`+whoRuns()+`"`) || !strings.Contains(string(text), `"with_master_key":true`) {
		t.Errorf("who made it, and whether it holds the master key: %s %v", text, err)
	}
	if s := b.says(t); s.Kept != 0 || !s.Last.IsZero() {
		t.Errorf("the server takes it for one of its own: %+v", s)
	}
}

func TestABackupThatWasNotMadeLeavesNoNote(t *testing.T) {
	b, _ := planned(t, 2)
	public, _ := trustee(t)
	if code, _, _ := run(t, "backup", "create", filepath.Join(t.TempDir(), "none", "b.age"), "--data-dir", b.of.dir, "--recipient", public); code == exitOK {
		t.Fatal("it was made")
	}
	if notes, err := filepath.Glob(filepath.Join(b.of.dir, handNote+"*")); err != nil || len(notes) != 0 {
		t.Errorf("%q %v", notes, err)
	}
}

// A copy that a killed process left is as large as the database.
func TestAForgottenCopyIsRemovedByABackupMadeByHand(t *testing.T) {
	b, _ := planned(t, 2)
	public, _ := trustee(t)
	old := filepath.Join(b.of.dir, backupTemp+"old")
	long := time.Now().Add(-25 * time.Hour)
	if err := firstOf(os.Mkdir(old, 0o700), os.Chtimes(old, long, long)); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", "create", filepath.Join(t.TempDir(), "b.age"), "--data-dir", b.of.dir, "--recipient", public)
	if exists(old) {
		t.Error("it stays")
	}
}
