package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Erasing gives the store to the keeper, who erases what is past its time.
func (db *DB) Erasing() retention.Eraser { return erasing{db} }

type erasing struct{ db *DB }

// What one act erases at most.
const (
	casesAtOnce        = 10
	applicationsAtOnce = 50
	leftoversAtOnce    = 500
)

// Pass reads the last pass that ended, and the one that was cut off.
func (x erasing) Pass(ctx context.Context) (last retention.Pass, open *retention.Pass, err error) {
	err = x.db.View(ctx, func(v *View) (err error) {
		if last, err = v.LastPass(); err != nil {
			return err
		}
		p, err := v.aPass("ended_at = 0 limit 1")
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		open = &p
		return err
	})
	return last, open, err
}

// erased is what one act has erased: it goes into its entry and into the pass.
type erased struct {
	retention.Done
	IDs []string `json:"ids"` // keyed hashes: whoever has an id and the store can tell that it was erased

	left int // rows that nobody needs any more
}

// batch erases something in one act. Its entry says how much it was, and by keyed hashes what; when it was nothing, there is none.
func (x erasing) batch(ctx context.Context, p retention.Pass, now time.Time, do func(*Tx) (erased, error)) (int, error) {
	var e erased
	err := x.actThen(ctx, ledger.Entry{At: now, Actor: "server", Act: "retention.erase"}, func(t *Tx) (_ erased, err error) {
		if e, err = do(t); err == nil && e.Cases+e.Applications+e.Details+e.left == 0 {
			err = errNothing
		}
		if err == nil {
			err = t.addToPass(p, e)
		}
		return e, err
	})
	if errors.Is(err, errNothing) {
		return 0, nil
	}
	return e.Cases + e.Applications + e.Details + e.left, err
}

// errNothing undoes an act that found nothing to do.
var errNothing = errors.New("nothing to erase")

// actThen does something and writes into the ledger what it was: the detail is known only afterwards. Acts of one process stand in a row, so
// that nobody comes between.
func (x erasing) actThen(ctx context.Context, e ledger.Entry, do func(*Tx) (erased, error)) error {
	err := x.db.write(ctx, func(t *Tx) error {
		done, err := do(t)
		if err != nil {
			return err
		}
		detail, err := json.Marshal(done)
		if err != nil {
			return fmt.Errorf("what was erased: %w", err)
		}
		return x.db.enter(t, e, detail)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", e.Act, err)
	}
	return nil
}

// addToPass adds what an act erased to the pass that is open, which it begins.
func (t *Tx) addToPass(p retention.Pass, e erased) error {
	open, ids := p, ""
	err := t.row("select id, erased from retention_passes where ended_at = 0 limit 1").Scan(&open.ID, &ids)
	if errors.Is(err, sql.ErrNoRows) {
		if open.ID, err = access.NewID("r-", t.random); err == nil {
			err = t.exec("insert into retention_passes (id, at, since, ended_at, cases, applications, details, files, erased) values ($1, $2, $3, 0, 0, 0, 0, 0, '')", open.ID, micros(p.At), micros(p.Since))
		}
	}
	if err != nil {
		return err
	}
	all := append(strings.Fields(ids), e.IDs...)
	return t.change("update retention_passes set cases = cases + $1, applications = applications + $2, details = details + $3, files = files + $4, erased = $5 where id = $6",
		e.Cases, e.Applications, e.Details, e.Files, strings.Join(all, " "), open.ID)
}

// EndPass ends the pass with an entry that says how much went, and commits to what.
func (x erasing) EndPass(ctx context.Context, p retention.Pass, now time.Time) (retention.Done, error) {
	var e erased
	why := ""
	if !p.Erases(now) {
		why = "announced" // nothing is erased yet
	}
	err := x.actThen(ctx, ledger.Entry{At: now, Actor: "server", Act: "retention.pass", Why: why}, func(t *Tx) (erased, error) {
		if err := t.addToPass(p, erased{}); err != nil {
			return e, err
		}
		open, err := t.aPass("ended_at = 0 limit 1")
		if err != nil {
			return e, err
		}
		var ids string
		if err := t.row("select erased from retention_passes where id = $1", open.ID).Scan(&ids); err != nil {
			return e, err
		}
		e = erased{Done: open.Done, IDs: strings.Fields(ids)}
		return e, firstOf(t.change("update retention_passes set ended_at = $1, erased = '' where id = $2", micros(now), open.ID),
			t.exec("delete from retention_passes where ended_at > 0 and ended_at < $1", micros(now.AddDate(-1, 0, 0))),
			t.exec("delete from retention_passes where ended_at > $1", micros(now))) // of a clock that was ahead: they would stay the last for as long
	})
	return e.Done, err
}

// FilesToErase lists files that nothing names any more.
func (x erasing) FilesToErase(ctx context.Context, most int) (out []retention.File, err error) {
	return out, x.db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			var f retention.File
			err := r.Scan(&f.Shelf, &f.Blob)
			out = append(out, f)
			return err
		}, "select shelf, blob from erased_files order by blob limit $1", most)
	})
}

// FilesErased forgets them: they are gone.
func (x erasing) FilesErased(ctx context.Context, list []retention.File, now time.Time) error {
	return x.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "retention.files"}, nil, func(t *Tx) error {
		for _, f := range list {
			if err := t.exec("delete from erased_files where blob = $1 and shelf = $2", f.Blob, f.Shelf); err != nil {
				return err
			}
		}
		return nil
	})
}

// Settle has what was erased leave the files of the database: SQLite has written zeros over it (secure_delete), and what its log still holds
// of before goes with it. PostgreSQL frees the space and uses it again when it needs it.
func (x erasing) Settle(ctx context.Context) (bool, error) { return x.db.engine.settle(ctx) }
