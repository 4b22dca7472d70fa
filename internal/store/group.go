package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/taupier-eu/taupier/internal/core"
)

// mostTogether bounds how many acts share a transaction, and with it how long the first of them waits for the sync.
const mostTogether = 64

// group is acts in one transaction, each in a savepoint of its own: one that fails takes nothing from the others, and all of
// them reach the disk by one sync.
type group struct {
	tx     *sql.Tx
	acts   int           // that went well
	broken error         // the transaction itself is gone
	done   chan struct{} // closed once the group is on disk, or is not
	err    error         // of the commit; to be read after done

	committing bool // the commit was sent
}

// turns lets one act after another write. Whoever is done leaves the group open for whoever waits; when nobody does, or the
// group is large enough, he commits it. So an act alone never waits for company, and many share a sync.
type turns struct {
	most int
	mu   sync.Mutex
	busy bool
	line []chan struct{} // of those who wait, the first first
	open *group          // belongs to whoever has the turn
	dead error           // a sync failed: what the disk holds is known only after a new start
}

// take waits for the turn.
func (t *turns) take(ctx context.Context) error {
	t.mu.Lock()
	if !t.busy {
		t.busy = true
		t.mu.Unlock()
		return nil
	}
	mine := make(chan struct{})
	t.line = append(t.line, mine)
	t.mu.Unlock()
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if at := slices.Index(t.line, mine); at >= 0 {
		t.line = slices.Delete(t.line, at, at+1)
		return ctx.Err()
	}
	return nil // the turn came meanwhile: it is taken, and given on as any other
}

// pass gives the turn to the next. With an open group it does so only when somebody waits for it and there is room; it reports
// whether the turn is still here, and the group is to be ended first.
func (t *turns) pass() (kept bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g := t.open; g != nil && (g.broken != nil || len(t.line) == 0 || g.acts >= t.most) {
		return true
	}
	if len(t.line) == 0 {
		t.busy = false
		return false
	}
	close(t.line[0])
	t.line = t.line[1:]
	return false
}

// write does something in a transaction that it may share, and returns once it is on disk.
func (db *DB) write(ctx context.Context, do func(*Tx) error) error {
	if err := db.turns.take(ctx); err != nil {
		return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
	}
	g, err := db.inGroup(ctx, do)
	if err != nil {
		return db.said(err)
	}
	<-g.done
	return g.err
}

// said adds to an error of an act that the disk took nothing.
func (db *DB) said(err error) error {
	if err != nil && !errors.Is(err, core.ErrNoRoom) && db.engine.noRoom(err) {
		return fmt.Errorf("%w: %w", core.ErrNoRoom, err)
	}
	return err
}

// inGroup does an act in the open group, or in a new one, while it has the turn.
func (db *DB) inGroup(ctx context.Context, do func(*Tx) error) (*group, error) {
	defer db.leave()
	if db.turns.dead != nil {
		return nil, db.turns.dead
	}
	g := db.turns.open
	if g == nil {
		tx, err := db.engine.writer.BeginTx(context.WithoutCancel(ctx), nil)
		if err != nil {
			return nil, unavailable(err)
		}
		if err := db.stillHolds(context.WithoutCancel(ctx), tx); err != nil {
			return nil, errors.Join(err, ended(tx.Rollback()))
		}
		g = &group{tx: tx, done: make(chan struct{})}
		db.turns.open = g
	}
	return g, g.do(ctx, db, do)
}

// do runs an act in a savepoint. A statement that is interrupted would take the whole transaction with it, so that a context
// that ends is looked at before and after.
func (g *group) do(ctx context.Context, db *DB, do func(*Tx) error) error {
	if ctx.Err() != nil {
		return unavailable(ctx.Err())
	}
	t := &Tx{View: View{ctx: context.WithoutCancel(ctx), tx: g.tx, sealer: db.sealer, closings: &db.closings, strict: db.engine.strict()}, random: db.random}
	if err := t.exec("savepoint act"); err != nil {
		g.broken = err
		return err
	}
	whole := false
	defer func() { // also when do panics
		if whole {
			g.acts++
			return
		}
		if db.engine.unsure(t.failed) {
			g.broken = t.failed
			return
		}
		t.failed = nil
		if err := errors.Join(t.exec("rollback to savepoint act"), t.exec("release savepoint act")); err != nil {
			g.broken = err
		}
	}()
	if err := do(t); err != nil {
		return err
	}
	if err := errors.Join(t.failed, ctx.Err()); err != nil {
		return unavailable(err)
	}
	if err := t.exec("release savepoint act"); err != nil {
		return err
	}
	whole = true
	return nil
}

// leave gives the turn on, and ends the group before when that is due.
func (db *DB) leave() {
	for db.turns.pass() {
		g := db.turns.open
		db.turns.open = nil
		switch {
		case g.broken != nil:
			g.err = errors.Join(g.broken, ended(g.tx.Rollback()))
		case g.acts == 0:
			g.err = ended(g.tx.Rollback())
		default:
			g.committing = true
			g.err = unavailable(g.tx.Commit())
		}
		switch {
		case g.err == nil:
		case db.engine.unsure(g.err):
			db.turns.dead = fmt.Errorf("%w: a sync failed, and what the disk holds is known after a new start only: nothing more is taken until the server is started again: %w", core.ErrUnavailable, g.err)
			g.err = fmt.Errorf("%w: %w", core.ErrUnsure, db.turns.dead)
		case g.committing && db.engine.cut(g.err):
			g.err = fmt.Errorf("%w: %w", core.ErrUnsure, g.err)
		default:
			g.err = db.said(g.err)
		}
		close(g.done)
	}
}

// ended leaves out that a transaction had ended by itself.
func ended(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
