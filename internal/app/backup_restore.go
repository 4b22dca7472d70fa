package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/store"
)

const (
	restoringDir = ".restoring"    // holds what is being restored until all of it is there
	restoredFile = "restored.json" // tells the first start after it, which writes it into the ledger
)

// restoreBackup puts a backup into a folder that is empty, and its database into one in PostgreSQL that is, where the place names one.
// Everything is checked before anything gets its name, the database last; what is interrupted leaves a folder that no server takes.
func restoreBackup(ctx context.Context, r io.Reader, k backupKeys, to serverPlace, by string, now time.Time, random io.Reader) (*backupFound, error) {
	dir := to.dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	if err := emptyFolder(dir); err != nil {
		return nil, err
	}
	tmp := filepath.Join(dir, restoringDir)
	if err := os.Mkdir(tmp, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	f, err := readBackup(ctx, r, k, tmp, true)
	if err == nil {
		err = noteRestoration(tmp, f, by, now, random)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(tmp))
	}
	if err := moveUp(ctx, tmp, to); err != nil {
		return nil, err // tmp stays: it tells a server that this is half a restoration
	}
	return f, nil
}

// emptyFolder refuses a folder that holds anything, but for what a new file system has by itself.
func emptyFolder(dir string) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("read the data directory: %w", err)
	}
	for _, e := range all {
		if e.Name() != "lost+found" {
			return fmt.Errorf("%s holds %s: a backup is restored into an empty folder only, so that nothing is overwritten (%w)", dir, e.Name(), fs.ErrExist)
		}
	}
	return nil
}

func noteRestoration(dir string, f *backupFound, by string, now time.Time, random io.Reader) error {
	id, err := access.NewID("r-", random)
	if err != nil {
		return err
	}
	text, err := json.Marshal(store.Restoration{ID: id, Backup: f.ID, Made: f.Made, Entries: f.Entries, At: now.UTC().Truncate(time.Second), By: by})
	if err != nil {
		return fmt.Errorf("note the restoration: %w", err)
	}
	w, err := takeOut(filepath.Join(dir, restoredFile))
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return errors.Join(err, w.Close())
}

// moveUp gives everything its place, the database last: without it there is no server to be taken for a whole one.
func moveUp(ctx context.Context, tmp string, to serverPlace) error {
	all, err := os.ReadDir(tmp)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	names := []string{}
	for _, e := range all {
		if e.Name() != backup.Database {
			names = append(names, e.Name())
		}
		if e.IsDir() {
			if err := backup.SyncDir(filepath.Join(tmp, e.Name())); err != nil {
				return err
			}
		}
	}
	if to.database == "" {
		names = append(names, backup.Database)
	}
	for _, name := range names {
		if err := os.Rename(filepath.Join(tmp, name), filepath.Join(to.dir, name)); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	if to.database != "" {
		if err := store.Fill(ctx, to.database, tmp); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(tmp); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return backup.SyncDir(to.dir)
}

// whole refuses a data directory in which a restoration was interrupted.
func whole(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, restoringDir)); err == nil {
		return fmt.Errorf("a restoration into %s was interrupted: empty the folder and restore again (%w)", dir, core.ErrUnavailable)
	}
	return nil
}

// tellRestored writes into the ledger that the server was restored, once it is first opened to be changed.
func tellRestored(ctx context.Context, db *store.DB, dir string, now time.Time) error {
	path := filepath.Join(dir, restoredFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var r store.Restoration
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err == nil {
		err = db.PutRestoration(ctx, r, now)
	}
	if err != nil {
		return fmt.Errorf("write that this server was restored (%s): %w", path, err)
	}
	return os.Remove(path)
}
