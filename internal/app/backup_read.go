package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/witness"
)

// backupKeys are what a backup is opened with and held against.
type backupKeys struct {
	ids    []backup.Identity
	public string // key of the ledger, got another way than with the backup; "": the backup's own
	known  []byte // checkpoints that a witness kept
}

// backupFound is a backup that holds.
type backupFound struct {
	*backup.Opened
	Ledger ledger.Verified
	Later  int64 // entries that a witness has seen; 0 when it has seen none that are not here
	Lost   int   // files that the database names and that are not here
}

// readBackup reads a backup to the end into a folder, checks everything about it, and leaves there what was asked for: all, or the
// database and the keys of the ledger.
func readBackup(ctx context.Context, r io.Reader, k backupKeys, into string, all bool) (*backupFound, error) {
	blobs := map[string]bool{}
	var private bytes.Buffer // of the ledger: it is written to no disk unless it is wanted there
	o, err := backup.Read(r, k.ids, func(name string, _ int64) (io.WriteCloser, error) {
		if backup.IsBlob(name) {
			blobs[name] = true
		}
		if !all && name != backup.Database {
			return kept(name, discarding{}, &private), nil
		}
		w, err := takeOut(filepath.Join(into, filepath.FromSlash(name)))
		return kept(name, w, &private), err
	})
	if err != nil {
		return nil, err
	}
	if k.public != "" {
		if err := o.SignedBy(k.public); err != nil {
			return nil, err
		}
	}
	f := &backupFound{Opened: o}
	if err := f.keyFits(private.String()); err != nil {
		return nil, err
	}
	return f, f.check(ctx, into, k.known, blobs)
}

// takeOut makes a file for its owner alone, which is on disk once it is closed. The folder is the caller's own and empty before.
func takeOut(path string) (io.WriteCloser, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return synced{f}, nil
}

type synced struct{ *os.File }

func (s synced) Close() error { return errors.Join(s.Sync(), s.File.Close()) }

// kept keeps the key of the ledger as it passes.
func kept(name string, w io.WriteCloser, key *bytes.Buffer) io.WriteCloser {
	if name != backup.LedgerKey || w == nil {
		return w
	}
	return teeing{io.MultiWriter(w, key), w}
}

type teeing struct {
	io.Writer
	io.Closer
}

type discarding struct{}

func (discarding) Write(p []byte) (int, error) { return len(p), nil }
func (discarding) Close() error                { return nil }

func unfit(format string, args ...any) error {
	return fmt.Errorf("%w: %w", backup.ErrBroken, fmt.Errorf(format, args...))
}

// keyFits has the private key sign something that the public one must know: with another key no verifier would believe what follows.
func (f *backupFound) keyFits(private string) error {
	s := ledger.Statement{Kind: "taupier try", Says: f.ID}
	note, err := ledger.SignStatement(s, private)
	if err == nil {
		err = ledger.CheckStatement(note, s, f.Public)
	}
	if err != nil {
		return unfit("its two keys of the ledger are no pair: %w", err)
	}
	return nil
}

// check opens the copy of the database and holds its ledger against the manifest and the witnesses.
func (f *backupFound) check(ctx context.Context, dir string, known []byte, blobs map[string]bool) error {
	point, err := ledger.OpenCheckpoint([]byte(f.Checkpoint), f.Public)
	if err != nil || point.Size != f.Entries || point.Origin != f.Origin {
		return unfit("its checkpoint is not one of its ledger: %w", errors.Join(err, fmt.Errorf("of %q, %d entries", point.Origin, point.Size)))
	}
	if have := store.Steps(); slices.ContainsFunc(f.Steps, func(n int) bool { return !slices.Contains(have, n) }) {
		return fmt.Errorf("the backup has the schema steps %v and this program knows %v: use the newer program, %s", f.Steps, have, f.Program)
	}
	points, err := f.seen(known)
	if err != nil {
		return err
	}
	db, err := store.OpenSealed(ctx, dir)
	if err != nil {
		return unfit("its database: %w", err)
	}
	err = f.checkStore(ctx, db, append(points, point), blobs)
	return errors.Join(err, db.Close())
}

func (f *backupFound) checkStore(ctx context.Context, db *store.DB, points []ledger.Checkpoint, blobs map[string]bool) error {
	if err := db.CheckFile(ctx); err != nil {
		return unfit("its database: %w", err)
	}
	var err error
	if f.Ledger, err = db.VerifySealed(ctx, f.Public, points...); err != nil {
		return unfit("its ledger: %w", err)
	}
	if f.Ledger.Entries != f.Entries {
		return unfit("its ledger has %d entries, and its manifest says %d", f.Ledger.Entries, f.Entries)
	}
	return db.View(ctx, func(v *store.View) error {
		steps, err := v.Steps()
		if err == nil && !slices.Equal(steps, f.Steps) {
			err = errors.New("its schema steps are not those of its manifest")
		}
		if err == nil {
			err = v.Blobs(func(name string) error {
				if !blobs[name] && !slices.Contains(f.Missing, name) {
					return fmt.Errorf("%s is not in it", name)
				}
				return nil
			})
		}
		if err != nil {
			return unfit("its database: %w", err)
		}
		f.Lost = len(f.Missing)
		return nil
	})
}

// seen reads what a witness kept. A witness goes on after a backup: what it has seen later is no fault of the backup, and says how
// many entries restoring it would lose at least.
func (f *backupFound) seen(known []byte) ([]ledger.Checkpoint, error) {
	var out []ledger.Checkpoint
	for _, note := range witness.Split(known) {
		p, err := ledger.OpenCheckpoint(note, f.Public)
		if err != nil {
			return nil, unfit("a checkpoint of the witness was not signed by the ledger of this backup: %w", err)
		}
		if p.Size > f.Entries {
			f.Later = max(f.Later, p.Size)
			continue
		}
		out = append(out, p)
	}
	return out, nil
}
