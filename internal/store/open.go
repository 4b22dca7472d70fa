package store

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
)

// DB is an open store.
type DB struct {
	engine *engine
	random io.Reader
	key    Key
	health health
	feed   feed
}

// Options say where a store is and what it signs with.
type Options struct {
	Place  string    // a data directory, or the address of a PostgreSQL database (postgres://...)
	Random io.Reader // for salts, such as crypto/rand.Reader
	Key    Key       // signs checkpoints
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
	return &DB{engine: e, random: o.Random, key: o.Key}, nil
}

// OpenToRead opens a store beside the process that owns it. Nothing can be written through it.
func OpenToRead(ctx context.Context, place string) (*DB, error) {
	e, err := connect(ctx, place, false)
	if err != nil {
		return nil, err
	}
	return &DB{engine: e}, nil
}

func connect(ctx context.Context, place string, own bool) (*engine, error) {
	if strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://") {
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

// microsOrNone is 0 for the time that is none.
func microsOrNone(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return micros(t)
}

func flag(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
