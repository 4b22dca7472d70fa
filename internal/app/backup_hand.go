package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/store"
)

// handNote begins the name of a file in the data directory that tells the server of a backup made by hand: the ledger is the
// server's to write. It is there before the backup has its name.
const (
	handNote = ".backup-made-"
	handDone = ".json" // ends the name of one that is whole
)

// makeByHand makes a backup that nobody but the machine knows of, and leaves word of it for the ledger.
func makeByHand(ctx context.Context, db *store.DB, of backupOf, path string, now time.Time) (backupMade, error) {
	made, _, err := makeNoted(ctx, db, of, path, now, noteByHand)
	return made, err
}

// makeNoted makes a backup of which a note is on disk before the file has its name, so that no kill leaves a file that nobody knows of.
func makeNoted(ctx context.Context, db *store.DB, of backupOf, path string, now time.Time, write func(backupOf, backupMade) (string, error)) (made backupMade, note string, err error) {
	of.tell = func(m backupMade) (err error) {
		note, err = write(of, m)
		return err
	}
	made, err = makeBackup(ctx, db, of, path, now)
	if err != nil && note != "" && !exists(path) {
		err = errors.Join(err, os.Remove(note))
	}
	return made, note, err
}

// noteByHand writes the note. Whoever makes backups may be another user than the server, who must read it: the folder keeps it
// from others.
func noteByHand(of backupOf, m backupMade) (string, error) {
	return writeNote(of.dir, handNote+m.ID, store.MadeByHand{Backup: m.row(), By: whoRuns(), Master: of.master != ""})
}

// row is how a backup is written down.
func (m backupMade) row() store.Backup {
	return store.Backup{ID: m.ID, Name: filepath.Base(m.Path), Made: m.Made, Size: m.Bytes, SHA256: m.SHA256, Entries: m.Entries}
}

// writeNote writes a note into the data directory, whole or not at all, and gives its path.
func writeNote(dir, name string, what any) (string, error) {
	text, err := json.Marshal(what)
	if err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	part := filepath.Join(dir, name)
	if err := writeSynced(part, string(text), 0o644); err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	if err := os.Rename(part, part+handDone); err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	return part + handDone, backup.SyncDir(dir)
}

// tellByHand writes into the ledger which backups were made by hand.
func tellByHand(ctx context.Context, db *store.DB, dir string, now time.Time) error {
	return eachNote(dir, handNote, func(path string) error { return tellOneByHand(ctx, db, path, now) })
}

// eachNote does something for every whole note whose name begins so.
func eachNote(dir, prefix string, do func(path string) error) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the data directory: %w", err)
	}
	for _, e := range all {
		if !strings.HasPrefix(e.Name(), prefix) || !strings.HasSuffix(e.Name(), handDone) {
			continue
		}
		if err := do(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("write that a backup was made (%s): %w", e.Name(), err)
		}
	}
	return nil
}

func tellOneByHand(ctx context.Context, db *store.DB, path string, now time.Time) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var m store.MadeByHand
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	if err := db.PutBackupByHand(ctx, m, now); err != nil {
		return err
	}
	return os.Remove(path)
}
