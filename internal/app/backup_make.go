package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// backupOf says what is backed up, and for whom.
type backupOf struct {
	dir    string
	master string // file of the master key when it goes along; "": it does not
	to     []backup.Recipient
	tell   func(backupMade) error // before the file gets its name; nil: whoever asks tells afterwards
}

// backupMade is a backup that was written.
type backupMade struct {
	backup.Manifest
	ID, Path, SHA256 string
	Bytes            int64
	Lost             int // files that the database still names and that are not there
}

// makeBackup copies what a server must not lose into one encrypted file, while it runs. The copy of the database lies in the data
// directory until the file is written; the ledger in it is verified before.
func makeBackup(ctx context.Context, db *store.DB, of backupOf, path string, now time.Time) (backupMade, error) {
	if err := sweep(of.dir, backupTemp, now); err != nil {
		return backupMade{}, err
	}
	tmp, err := os.MkdirTemp(of.dir, backupTemp)
	if err != nil {
		return backupMade{}, fmt.Errorf("make a place for the copy: %w", err)
	}
	defer os.RemoveAll(tmp)
	if err := db.CopyTo(ctx, tmp); err != nil {
		return backupMade{}, err
	}
	c, err := lookAtCopy(ctx, of.dir, tmp, now)
	if err != nil {
		return backupMade{}, err
	}
	c.m.Engine = db.Engine()
	if c.m.LeftOut, err = leftOut(of); err != nil {
		return backupMade{}, err
	}
	made := backupMade{Path: path}
	err = backup.Keep(path, true, func(w io.Writer) error {
		sum := sha256.New()
		count := &counter{w: io.MultiWriter(w, sum)}
		if err := c.write(of, tmp, count, &made); err != nil {
			return err
		}
		if err := c.sameKeys(ctx, db); err != nil {
			return err
		}
		if made.Lost, err = c.lost(ctx, db); err != nil {
			return err
		}
		made.Bytes, made.SHA256 = count.n, hex.EncodeToString(sum.Sum(nil))
		if of.tell != nil {
			return of.tell(made)
		}
		return nil
	})
	return made, err
}

// backupTemp begins the name of the folder of a copy. A process that was killed leaves it; the first backup after a day removes it.
const backupTemp = ".backup-copy-"

// backupCopy is what was found out about the copy of a database.
type backupCopy struct {
	m     backup.Manifest
	key   store.Key
	blobs []string
	keys  []string
}

// lost counts the missing files that are still named: what was handed in may be removed meanwhile.
func (c *backupCopy) lost(ctx context.Context, db *store.DB) (n int, err error) {
	if len(c.m.Missing) == 0 {
		return 0, nil
	}
	err = db.View(ctx, func(v *store.View) error {
		return v.Blobs(func(name string) error {
			if slices.Contains(c.m.Missing, name) {
				n++
			}
			return nil
		})
	})
	return n, err
}

// sameKeys refuses a backup during which the keys were changed: evidence could be sealed under one that its database does not have.
func (c *backupCopy) sameKeys(ctx context.Context, db *store.DB) error {
	return db.View(ctx, func(v *store.View) error {
		now, err := v.KeyIDs()
		if err == nil && !slices.Equal(now, c.keys) {
			err = errors.New("the keys of the store were changed meanwhile: make the backup again")
		}
		return err
	})
}

// lookAtCopy checks a copy and signs its ledger. What is damaged is not backed up over what may be whole: it is said.
func lookAtCopy(ctx context.Context, dir, tmp string, now time.Time) (*backupCopy, error) {
	private, err := os.ReadFile(filepath.Join(dir, backup.LedgerKey))
	if err != nil {
		return nil, fmt.Errorf("read the key of the ledger: %w", err)
	}
	public, err := os.ReadFile(filepath.Join(dir, backup.LedgerPub))
	if err != nil {
		return nil, fmt.Errorf("read the key of the ledger: %w", err)
	}
	c := &backupCopy{}
	if c.key, err = keyOf(strings.TrimSpace(string(private))); err != nil {
		return nil, err
	}
	db, err := store.OpenSealed(ctx, tmp)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if err := db.CheckFile(ctx); err != nil {
		return nil, &exitError{exitIntegrity, err}
	}
	if _, err := db.VerifySealed(ctx, strings.TrimSpace(string(public))); err != nil {
		return nil, &exitError{exitIntegrity, err}
	}
	head, err := db.Head(ctx)
	if err != nil {
		return nil, err
	}
	err = db.View(ctx, func(v *store.View) error {
		if c.m.Steps, err = v.Steps(); err != nil {
			return err
		}
		if c.keys, err = v.KeyIDs(); err != nil {
			return err
		}
		return v.Blobs(func(name string) error { c.blobs = append(c.blobs, name); return nil })
	})
	if err != nil {
		return nil, err
	}
	c.m.Made, c.m.Program, c.m.Origin, c.m.Entries = now.UTC().Truncate(time.Second), buildVersion(), c.key.Origin, head.Size
	at := now
	if at.Before(head.Last) {
		at = head.Last
	}
	note, err := ledger.Sign(ledger.Checkpoint{Origin: c.key.Origin, Size: head.Size, Root: head.Root, At: at}, c.key.Private)
	c.m.Checkpoint = string(note)
	return c, err
}

func (c *backupCopy) write(of backupOf, tmp string, to io.Writer, made *backupMade) error {
	w, err := backup.NewWriter(to, of.to)
	if err != nil {
		return err
	}
	if err := addFile(w, backup.Database, filepath.Join(tmp, backup.Database)); err != nil {
		return err
	}
	for _, name := range backup.Files {
		path := filepath.Join(of.dir, name)
		if name == backup.MasterKey {
			if path = of.master; path == "" {
				continue
			}
		}
		if err := addFile(w, name, path); err != nil && !(errors.Is(err, fs.ErrNotExist) && name != backup.MasterKey) {
			return err
		}
	}
	for _, name := range c.blobs {
		err := addFile(w, name, filepath.Join(of.dir, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) {
			c.m.Missing = append(c.m.Missing, name)
		} else if err != nil {
			return err
		}
	}
	made.Manifest, made.ID, err = w.Close(c.m, c.key.Private)
	return err
}

func addFile(w *backup.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("back up %s: %w", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("back up %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("back up %s: it is no plain file", name)
	}
	return w.Add(name, info.Size(), f)
}

// leftOut names what lies in a data directory and goes into no backup.
func leftOut(of backupOf) ([]string, error) {
	all, err := os.ReadDir(of.dir)
	if err != nil {
		return nil, fmt.Errorf("read the data directory: %w", err)
	}
	var out []string
	for _, e := range all {
		name := e.Name()
		switch {
		case name == backup.MasterKey && of.master == "", name == "company":
		case slices.Contains(backup.Folders, name), strings.HasPrefix(name, backup.Database), strings.HasPrefix(name, "taupier.lock"), strings.HasPrefix(name, backupTemp), strings.HasPrefix(name, handNote), strings.HasPrefix(name, ownNote), slices.Contains(backup.Files, name):
			continue
		}
		out = append(out, name)
	}
	return out, nil
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
