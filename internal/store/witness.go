package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
)

// Witnessed keeps the newest checkpoint of each other ledger (witness.Memory). keys are their public keys, by origin.
func (db *DB) Witnessed(keys map[string]string) *Witnessed { return &Witnessed{db, keys} }

// Witnessed is what this server has seen of other ledgers.
type Witnessed struct {
	db   *DB
	keys map[string]string
}

// Known gives the newest checkpoint of a ledger; Size 0 when none was seen.
func (w *Witnessed) Known(ctx context.Context, origin string) (ledger.Checkpoint, error) {
	var note string
	err := w.db.View(ctx, func(v *View) error {
		return v.row("select note from witnessed where origin = $1", origin).Scan(&note)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return ledger.Checkpoint{Origin: origin}, nil
	}
	if err != nil {
		return ledger.Checkpoint{}, fmt.Errorf("what was seen of %s: %w", origin, err)
	}
	return ledger.OpenCheckpoint([]byte(note), w.keys[origin])
}

// Remember puts a checkpoint in the place of one of old entries; core.ErrConflict when another is known meanwhile.
func (w *Witnessed) Remember(ctx context.Context, old int64, c ledger.Checkpoint, signed []byte, now time.Time) error {
	return w.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "witness.cosign", Object: c.Origin}, nil, func(t *Tx) error {
		var have int64
		err := t.row("select size from witnessed where origin = $1", c.Origin).Scan(&have)
		switch {
		case errors.Is(err, sql.ErrNoRows) && old == 0:
			return t.exec("insert into witnessed (origin, size, note, at) values ($1, $2, $3, $4)", c.Origin, c.Size, string(signed), micros(now))
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
		case have != old:
			return core.ErrConflict
		}
		return t.change("update witnessed set size = $1, note = $2, at = $3 where origin = $4 and size = $5", c.Size, string(signed), micros(now), c.Origin, old)
	})
}

// WitnessAnswer is how far a witness of this ledger has come.
type WitnessAnswer struct {
	Name     string
	Size     int64     // entries that it has seen
	Note     string    // its newest checkpoint, with its signature when it gives one
	Answered time.Time // when it took that
	Tried    time.Time
	Problem  string // of the last try; "" when it went well
}

// WitnessAnswers lists the witnesses that were ever asked, by name.
func (v *View) WitnessAnswers() ([]WitnessAnswer, error) {
	var out []WitnessAnswer
	err := v.each(func(r *sql.Rows) error {
		var a WitnessAnswer
		var answered, tried int64
		err := r.Scan(&a.Name, &a.Size, &a.Note, &answered, &tried, &a.Problem)
		a.Answered, a.Tried = fromMicros(answered), fromMicros(tried)
		out = append(out, a)
		return err
	}, "select name, size, note, answered_at, tried_at, problem from witness_answers order by name")
	return out, err
}

// PutWitnessAnswer keeps the newest answer. It says of the ledger what others said of it and is no act of anybody: like a
// checkpoint it is not an entry itself, or each answer would ask for the next. A problem may hold any bytes: it is kept as plain words.
func (db *DB) PutWitnessAnswer(ctx context.Context, a WitnessAnswer) error {
	err := db.write(ctx, func(t *Tx) error {
		return t.exec(`insert into witness_answers (name, size, note, answered_at, tried_at, problem) values ($1, $2, $3, $4, $5, $6)
 on conflict (name) do update set size = excluded.size, note = excluded.note, answered_at = excluded.answered_at, tried_at = excluded.tried_at, problem = excluded.problem`,
			a.Name, a.Size, a.Note, micros(a.Answered), micros(a.Tried), stamp.Plain(a.Problem))
	})
	if err != nil {
		return fmt.Errorf("keep a witness's answer: %w", err)
	}
	return nil
}

// ProveGrowth proves that the ledger of size entries begins with that of old entries.
func (db *DB) ProveGrowth(ctx context.Context, size, old int64) ([]ledger.Hash, error) {
	var proof []ledger.Hash
	err := db.View(ctx, func(v *View) error {
		var err error
		proof, err = ledger.ProveGrowth(size, old, v)
		return err
	})
	return proof, err
}
