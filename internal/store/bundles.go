package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Bundles gives the store to evidence bundles.
func (db *DB) Bundles() bundle.Store { return bundles{db} }

type bundles struct{ db *DB }

func (s bundles) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(bundle.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s bundles) View(ctx context.Context, do func(bundle.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

func (s bundles) Sign(ctx context.Context, now time.Time) (bool, error) { return s.db.Sign(ctx, now) }

// Seq is the place of the entry of this act.
func (t *Tx) Seq() int64 { return t.seq }

// Public is the key that verifies the checkpoints of this store.
func (db *DB) Public() (string, error) { return ledger.Public(db.key.Private) }

// EntriesOf lists the places of the entries whose object is one of those given. It reads the whole ledger: a bundle is made rarely,
// and an index over objects would say in one place who is in a case.
func (v *View) EntriesOf(objects ...string) ([]bundle.Place, error) {
	want := map[string]bool{}
	for _, o := range objects {
		want[o] = true
	}
	var out []bundle.Place
	err := v.each(func(r *sql.Rows) error {
		var p bundle.Place
		var leaf string
		var kept int
		if err := r.Scan(&p.Seq, &leaf, &kept); err != nil {
			return err
		}
		if _, after, ok := strings.Cut(leaf, `"object":"`); ok {
			if object, _, _ := strings.Cut(after, `"`); want[object] {
				p.Kept = kept == 1
				out = append(out, p)
			}
		}
		return nil
	}, "select l.seq, l.leaf, case when d.seq is null then 0 else 1 end from ledger_leaves l left join ledger_details d on d.seq = l.seq order by l.seq")
	return out, err
}

// Proven gives entries with proofs under the newest checkpoint.
func (v *View) Proven(seqs []int64) (bundle.Proven, error) {
	var p bundle.Proven
	var size int64
	if err := v.row("select size, note from ledger_checkpoints order by size desc limit 1").Scan(&size, &p.Checkpoint); err != nil {
		return p, fmt.Errorf("%w: no checkpoint: %w", core.ErrUnavailable, err)
	}
	for _, seq := range slices.Sorted(slices.Values(seqs)) {
		e, err := v.proven(size, seq)
		if err != nil {
			return p, err
		}
		p.Entries = append(p.Entries, e)
	}
	return p, nil
}

func (v *View) proven(size, seq int64) (bundle.Entry, error) {
	e := bundle.Entry{Seq: seq}
	var salt, body sql.NullString
	err := v.row("select l.leaf, d.salt, d.body from ledger_leaves l left join ledger_details d on d.seq = l.seq where l.seq = $1", seq).Scan(&e.Leaf, &salt, &body)
	if err != nil {
		return e, fmt.Errorf("entry %d: %w", seq, err)
	}
	if salt.Valid {
		if e.Detail, err = v.detail(seq, salt.String, body.String); err != nil {
			return e, err
		}
	}
	e.Proof, err = ledger.Prove(size, seq, v)
	return e, err
}
