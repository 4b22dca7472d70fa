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
	note := ""
	of.tell = func(m backupMade) (err error) {
		note, err = noteByHand(of, m)
		return err
	}
	made, err := makeBackup(ctx, db, of, path, now)
	if err != nil && note != "" && !exists(path) {
		err = errors.Join(err, os.Remove(note))
	}
	return made, err
}

// noteByHand writes the note. Whoever makes backups may be another user than the server, who must read it: the folder keeps it
// from others.
func noteByHand(of backupOf, m backupMade) (string, error) {
	one := store.Backup{ID: m.ID, Name: filepath.Base(m.Path), Made: m.Made, Size: m.Bytes, SHA256: m.SHA256, Entries: m.Entries}
	text, err := json.Marshal(store.MadeByHand{Backup: one, By: whoRuns(), Master: of.master != ""})
	if err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	part := filepath.Join(of.dir, handNote+m.ID)
	if err := writeSynced(part, string(text), 0o644); err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	if err := os.Rename(part, part+handDone); err != nil {
		return "", fmt.Errorf("note the backup: %w", err)
	}
	return part + handDone, backup.SyncDir(of.dir)
}

// tellByHand writes into the ledger which backups were made by hand.
func tellByHand(ctx context.Context, db *store.DB, dir string, now time.Time) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the data directory: %w", err)
	}
	for _, e := range all {
		if !strings.HasPrefix(e.Name(), handNote) || !strings.HasSuffix(e.Name(), handDone) {
			continue
		}
		if err := tellOneByHand(ctx, db, filepath.Join(dir, e.Name()), now); err != nil {
			return fmt.Errorf("write that a backup was made by hand (%s): %w", e.Name(), err)
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
