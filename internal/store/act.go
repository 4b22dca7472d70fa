package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Tx is a transaction that writes. It exists only inside Act.
type Tx struct {
	View
	random io.Reader
	seq    int64 // of the entry of this act
	told   bool  // a change was written into the feed
	failed error // of a statement: nothing more is done in this act

	refused bool // a statement was refused because of it
}

// View is a transaction that reads.
type View struct {
	ctx      context.Context
	tx       *sql.Tx
	sealer   *Sealer
	closings *closings
	unready  *unready  // nil: no statement is kept ready
	at       time.Time // of the act that looks: its entry is not in the ledger yet
	strict   bool      // the engine refuses bytes that are no text, also to look for
}

// Act does something and writes it into the ledger, both or neither. The entry's At is now as the caller sees it: the ledger's
// clock never runs back, so that the entry stands at the latest time seen when that is later. Seq and Detail are filled in
// here; detail, which may be nil, is salted and kept apart, so that it can be erased.
//
// When Act returns nil, what was done is on disk. Acts at the same time share a sync (group.go); one that fails undoes itself
// alone.
//
// Who asks for it by a context (access.Acting) has to be let in still when it is done, with all that he was let in with; else it is
// core.ErrNotFound.
//
// An act whose verb is view or list (person.view, task.list) only reads: it is done on a snapshot of its own, beside those who write, and its
// entry is on disk before what was read is given. When it writes after all, it is done again among the writers: do assigns to
// what it captured and never adds to it.
func (db *DB) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(*Tx) error) error {
	var err error
	told := false
	if looks(ctx, e) {
		if err = db.look(ctx, e.At, do); err == nil {
			do = func(*Tx) error { return nil }
		}
	}
	if err == nil || errors.Is(err, errWrites) {
		err = db.write(ctx, func(t *Tx) error {
			if err := db.enter(t, e, detail); err != nil {
				return err
			}
			if err := t.standing(ctx, e.Actor); err != nil {
				return err
			}
			if err := do(t); err != nil {
				return err
			}
			told = t.told
			return withAlongside(ctx, t)
		})
	}
	if err != nil {
		return fmt.Errorf("%s: %w", e.Act, err)
	}
	if told {
		db.feed.wake()
	}
	return nil
}

// errWrites says that an act of reading wanted to write.
var errWrites = errors.New("an act of reading writes")

func looks(ctx context.Context, e ledger.Entry) bool {
	_, verb, _ := strings.Cut(e.Act, ".")
	return (verb == "view" || verb == "list") && ctx.Value(alongsideKey{}) == nil
}

// look does what an act at a time reads, on a snapshot.
func (db *DB) look(ctx context.Context, at time.Time, do func(*Tx) error) error {
	return db.View(ctx, func(v *View) error {
		v.at = at
		t := &Tx{View: *v, random: db.random, failed: errWrites}
		err := do(t)
		if t.refused {
			return errWrites
		}
		return err
	})
}

// View reads at one moment.
func (db *DB) View(ctx context.Context, do func(*View) error) error {
	tx, err := db.engine.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: db.engine.snapshot})
	if err != nil {
		return fmt.Errorf("read: %w: %w", core.ErrUnavailable, err)
	}
	v := &View{ctx: ctx, tx: tx, sealer: db.sealer, closings: &db.closings, strict: db.engine.strict()}
	if s := db.engine.statements; s != nil {
		v.unready = &unready{from: s}
		defer func() { s.ready(ctx, v.unready.queries) }()
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	return do(v)
}

// unavailable says that the store cannot take it, whatever the engine's reason.
func unavailable(err error) error {
	if err == nil || errors.Is(err, core.ErrUnavailable) {
		return err
	}
	return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
}

// enter appends the entry to the ledger. The head's row is taken first: whoever acts at the same time waits.
func (db *DB) enter(t *Tx, e ledger.Entry, text []byte) error {
	var size, last int64
	if err := t.row("update ledger_head set size = size + 1 where id = 1 returning size, last_at").Scan(&size, &last); err != nil {
		return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
	}
	t.seq = size - 1
	e.Seq, e.At = t.seq, e.At.UTC().Truncate(time.Microsecond)
	if before := fromMicros(last); e.At.Before(before) {
		e.At = before
	}
	if err := t.exec("update ledger_head set last_at = $1 where id = 1", micros(e.At)); err != nil {
		return err
	}
	if text != nil {
		if err := db.keep(t, &e, text); err != nil {
			return err
		}
	}
	leaf, err := e.Leaf()
	if err != nil {
		return fmt.Errorf("%w: %w", core.ErrInvalid, err)
	}
	if err := t.exec("insert into ledger_leaves (seq, leaf) values ($1, $2)", e.Seq, string(leaf)); err != nil {
		return err
	}
	return t.grow(e.Seq, leaf)
}

// keep stores the detail of an entry and commits the entry to it.
func (db *DB) keep(t *Tx, e *ledger.Entry, text []byte) error {
	d, err := ledger.NewDetail(text, db.random)
	if err != nil {
		return err
	}
	e.Detail = d.Commitment()
	body, err := t.seal("ledger_details.body", strconv.FormatInt(e.Seq, 10), string(d.Text))
	if err != nil {
		return err
	}
	return t.exec("insert into ledger_details (seq, salt, body) values ($1, $2, $3)", e.Seq, base64.StdEncoding.EncodeToString(d.Salt), body)
}

// grow stores the nodes that a leaf adds to the tree.
func (t *Tx) grow(seq int64, leaf []byte) error {
	grown, err := ledger.Grow(seq, leaf, t)
	if err != nil {
		return err
	}
	first := ledger.StoredCount(seq)
	for i, h := range grown {
		if err := t.exec("insert into ledger_nodes (idx, hash) values ($1, $2)", first+int64(i), base64.StdEncoding.EncodeToString(h[:])); err != nil {
			return err
		}
	}
	return nil
}

// ReadHashes reads nodes of the tree (ledger.Nodes).
func (v *View) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, at := range indexes {
		var text string
		if err := v.row("select hash from ledger_nodes where idx = $1", at).Scan(&text); err != nil {
			return nil, fmt.Errorf("node %d: %w", at, err)
		}
		h, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(h) != len(ledger.Hash{}) {
			return nil, fmt.Errorf("node %d is damaged", at)
		}
		out[i] = ledger.Hash(h)
	}
	return out, nil
}

// exec changes something. The statement's own words are in its error, never its values.
func (t *Tx) exec(statement string, args ...any) error {
	_, err := t.run(statement, args...)
	return err
}

// change changes exactly one row; none is core.ErrConflict.
func (t *Tx) change(statement string, args ...any) error {
	res, err := t.run(statement, args...)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n != 1 {
		return core.ErrConflict
	}
	return nil
}

// run runs a statement unless one of this act failed before: after some errors the engine has ended the transaction, and what
// came then would stand outside of it.
func (t *Tx) run(statement string, args ...any) (sql.Result, error) {
	if err := t.refuse(); err != nil {
		return nil, err
	}
	if strings.HasPrefix(statement, "delete ") {
		args = t.askable(args)
	} else if t.strict && slices.ContainsFunc(args, noText) {
		t.failed = fmt.Errorf("%w: what is no text cannot be written", core.ErrInvalid)
		return nil, t.failed
	}
	res, err := t.tx.ExecContext(t.ctx, statement, args...)
	if err != nil {
		t.failed = fmt.Errorf("%w: %.40s: %w", core.ErrUnavailable, statement, err)
	}
	return res, t.failed
}

func (t *Tx) refuse() error {
	if t.failed != nil {
		t.refused = true
	}
	return t.failed
}

// each reads rows one by one.
func (v *View) each(scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := v.query(query, args...)
	if err != nil {
		return fmt.Errorf("%.40s: %w", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%.40s: %w", query, err)
		}
	}
	return rows.Err()
}

// found turns the absence of a row into core.ErrNotFound.
func found(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return core.ErrNotFound
	}
	return err
}
