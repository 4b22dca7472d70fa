package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Head is how far the ledger has come.
type Head struct {
	Size   int64
	Root   ledger.Hash
	Last   time.Time // of the last entry
	Signed int64     // entries that the newest checkpoint covers
	Note   string    // the newest checkpoint, signed
}

// Head reads the head of the ledger and derives its root from the stored tree.
func (db *DB) Head(ctx context.Context) (Head, error) {
	var h Head
	err := db.View(ctx, func(v *View) error {
		var err error
		h, err = v.head()
		return err
	})
	return h, err
}

func (v *View) head() (Head, error) {
	var h Head
	var last int64
	if err := v.row("select size, last_at from ledger_head where id = 1").Scan(&h.Size, &last); err != nil {
		return h, fmt.Errorf("head of the ledger: %w", err)
	}
	h.Last = fromMicros(last)
	err := v.row("select size, note from ledger_checkpoints order by size desc limit 1").Scan(&h.Signed, &h.Note)
	if err != nil && err != sql.ErrNoRows {
		return h, fmt.Errorf("head of the ledger: %w", err)
	}
	h.Root, err = ledger.Root(h.Size, v)
	return h, err
}

// Sign signs a checkpoint over all entries when the newest does not cover them, and reports whether it did. A checkpoint is no
// act: it says what the ledger already holds.
func (db *DB) Sign(ctx context.Context, now time.Time) (bool, error) {
	signed := false
	err := db.write(ctx, func(t *Tx) error {
		h, err := t.head()
		if err != nil || h.Signed == h.Size {
			return err
		}
		at := now
		if at.Before(h.Last) {
			at = h.Last
		}
		note, err := ledger.Sign(ledger.Checkpoint{Origin: db.key.Origin, Size: h.Size, Root: h.Root, At: at}, db.key.Private)
		if err != nil {
			return err
		}
		signed = true
		return t.exec("insert into ledger_checkpoints (size, note) values ($1, $2)", h.Size, string(note))
	})
	if err != nil {
		return false, fmt.Errorf("sign the ledger: %w", err)
	}
	return signed, nil
}

// Export writes the ledger for a verifier elsewhere, with the time stamps of its checkpoints.
func (db *DB) Export(ctx context.Context, w io.Writer) error {
	return db.View(ctx, func(v *View) error {
		points, err := v.points()
		if err != nil {
			return err
		}
		stamps, err := v.stamps()
		if err != nil {
			return err
		}
		begin := ledger.NewExporter
		if len(stamps) > 0 {
			begin = ledger.NewStampedExporter
		}
		x, err := begin(w)
		if err != nil {
			return err
		}
		err = v.each(func(r *sql.Rows) error { return v.exportRow(x, r, points, stamps) },
			"select l.seq, l.leaf, d.salt, d.body from ledger_leaves l left join ledger_details d on d.seq = l.seq order by l.seq")
		if err != nil {
			return err
		}
		return x.Close()
	})
}

// points are the signed checkpoints, by size.
func (v *View) points() (map[int64]string, error) {
	points := map[int64]string{}
	return points, v.each(func(r *sql.Rows) error {
		var size int64
		var note string
		err := r.Scan(&size, &note)
		points[size] = note
		return err
	}, "select size, note from ledger_checkpoints")
}

func (v *View) exportRow(x *ledger.Exporter, r *sql.Rows, points map[int64]string, stamps map[int64][]byte) error {
	var seq int64
	var leaf string
	var salt, body sql.NullString
	if err := r.Scan(&seq, &leaf, &salt, &body); err != nil {
		return err
	}
	var d *ledger.Detail
	if salt.Valid {
		var err error
		if d, err = v.detail(seq, salt.String, body.String); err != nil {
			return err
		}
	}
	if err := x.Leaf([]byte(leaf), d); err != nil {
		return err
	}
	note, ok := points[seq+1]
	if !ok {
		return nil
	}
	if err := x.Checkpoint([]byte(note)); err != nil {
		return err
	}
	if token, ok := stamps[seq+1]; ok {
		return x.Stamp(token)
	}
	return nil
}

// detail opens what an entry said, as it is kept.
func (v *View) detail(seq int64, salt, body string) (*ledger.Detail, error) {
	s, err := base64.StdEncoding.DecodeString(salt)
	if err != nil {
		return nil, fmt.Errorf("the detail of entry %d is damaged", seq)
	}
	if err := v.unseal("ledger_details.body", strconv.FormatInt(seq, 10), &body); err != nil {
		return nil, err
	}
	return &ledger.Detail{Salt: s, Text: []byte(body)}, nil
}

// EraseDetail forgets what an entry said beyond ids. The ledger stays valid; the erasure is an entry of its own.
func (t *Tx) EraseDetail(seq int64) error {
	return t.change("delete from ledger_details where seq = $1", seq)
}
