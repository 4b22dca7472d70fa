package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// DB is an open store.
type DB struct {
	engine *engine
	random io.Reader
	key    Key
	health health
	feed   feed
	links  gathered
	turns  turns
	sealer *Sealer

	closings   closings
	masterFile string
	holder     string // as the store names this process; "": it is not owned yet

	guessing sync.Mutex // held while a password is looked at
}

// Options say where a store is and what it signs with.
type Options struct {
	Place  string    // a data directory, or the address of a PostgreSQL database (postgres://...)
	Random io.Reader // for salts, such as crypto/rand.Reader
	Key    Key       // signs checkpoints

	// KeyFile is the master key's file; "" is MasterFile in the data directory, which is for trying things out: whoever copies
	// the directory copies the key. A PostgreSQL database needs one.
	KeyFile string

	// Together bounds how many acts share a sync; 0 is the usual bound.
	Together int
}

func (o Options) keyFile() (string, error) {
	if o.KeyFile != "" {
		return o.KeyFile, nil
	}
	if isPostgres(o.Place) {
		return "", fmt.Errorf("%w: a store in PostgreSQL needs the file of its master key", core.ErrInvalid)
	}
	return filepath.Join(o.Place, MasterFile), nil
}

// Key signs the checkpoints of a ledger.
type Key struct {
	Origin  string // name of the ledger
	Private string // as ledger.GenerateKey gives it
}

// Open opens a store for this process alone and brings its schema up to date. It refuses when another process has it.
func Open(ctx context.Context, o Options) (*DB, error) {
	e, err := connect(ctx, o.Place, true)
	if err != nil {
		return nil, err
	}
	steps, err := migrations()
	if err == nil {
		err = migrate(ctx, e.writer, steps)
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	db := &DB{engine: e, random: o.Random, key: o.Key, turns: turns{most: cmp.Or(o.Together, mostTogether)}}
	if err = db.hold(ctx); err == nil {
		err = db.unlockKeys(ctx, o)
	}
	if err == nil {
		err = db.sealClear(ctx)
	}
	if err == nil {
		err = db.fillSums(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return db, nil
}

// unlockKeys opens the keys of a store, and makes the first for one that has none.
func (db *DB) unlockKeys(ctx context.Context, o Options) error {
	path, err := o.keyFile()
	if err != nil {
		return err
	}
	db.masterFile = path
	return db.write(ctx, func(t *Tx) error {
		by, err := t.wrappedBy()
		if err != nil {
			return fmt.Errorf("keys of the store: %w", err)
		}
		m, err := openMaster(path, o.Random, by)
		if err == nil && by == "" {
			err = t.firstKey(m)
		}
		if err == nil && by != "" {
			err = settleMaster(path, by)
		}
		if err == nil {
			db.sealer, err = t.keyring(m)
		}
		if err == nil {
			t.sealer = db.sealer
			_, err = t.termer()
		}
		return err
	})
}

func (t *Tx) firstKey(m master) error {
	key := make([]byte, KeySize)
	if _, err := io.ReadFull(t.random, key); err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	id, err := access.NewID("", t.random)
	if err != nil {
		return err
	}
	return t.putKey(m, id[:8], key, time.Time{})
}

// OpenToRead opens a store beside the process that owns it. Nothing can be written through it.
func OpenToRead(ctx context.Context, place string) (*DB, error) {
	return OpenToReadWith(ctx, Options{Place: place})
}

// OpenToReadWith is OpenToRead with the place of the master key.
func OpenToReadWith(ctx context.Context, o Options) (*DB, error) {
	e, err := connect(ctx, o.Place, false)
	if err != nil {
		return nil, err
	}
	db := &DB{engine: e}
	path, err := o.keyFile()
	if err == nil {
		err = db.View(ctx, func(v *View) error {
			by, err := v.wrappedBy()
			if err != nil {
				return err
			}
			m, err := openMaster(path, nil, cmp.Or(by, "none"))
			if err != nil {
				return err
			}
			db.sealer, err = v.keyring(m)
			return err
		})
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return db, nil
}

// Sealer seals for this store what is kept beside it, such as files.
func (db *DB) Sealer() *Sealer { return db.sealer }

func isPostgres(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

func connect(ctx context.Context, place string, own bool) (*engine, error) {
	if isPostgres(place) {
		return openPostgres(ctx, place, own)
	}
	return openSQLite(ctx, place, own)
}

// Close ends the use of a store and leaves it to another process.
func (db *DB) Close() error { return db.engine.close() }

// micros is how times are stored; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// oneIf is how a yes or no is stored.
func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
