package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Deadlines gives the store to whoever sets and meets them.
func (db *DB) Deadlines() deadline.Store { return deadlines{db} }

type deadlines struct{ db *DB }

func (s deadlines) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(deadline.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s deadlines) View(ctx context.Context, do func(deadline.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

func (v *View) deadlineRows(words, where string, args ...any) ([]deadline.Deadline, error) {
	var out []deadline.Deadline
	err := v.each(func(r *sql.Rows) error {
		var d deadline.Deadline
		var set, due, done int64
		var person string
		err := r.Scan(&d.ID, &d.Case, &d.Kind, &d.Text, &d.By, &set, &due, &done, &d.Name, &person)
		if err == nil {
			err = errors.Join(v.unseal("people.name", person, &d.Name), v.unseal("deadlines.words", d.ID, &d.Text))
		}
		d.Set, d.Due, d.Done = fromMicros(set), fromMicros(due), fromMicros(done)
		out = append(out, d)
		return err
	}, `select d.id, d.case_id, d.kind, `+words+`, d.by_user, d.set_at, d.due_at, d.done_at, coalesce(p.name, ''), coalesce(p.id, '')
 from deadlines d join cases c on c.id = d.case_id left join people p on p.id = c.subject where `+where, args...)
	return out, err
}

// DeadlinesOf lists what is due in a case that a viewer may see, by day.
func (v *View) DeadlinesOf(viewer access.Actor, id string) ([]deadline.Deadline, error) {
	return v.deadlineRows("d.words", "d.case_id = $3 and"+wallCase+"order by d.done_at, d.due_at, d.id", viewer.Person, viewer.User, id)
}

// Deadlines lists what is due in the cases that a viewer holds, by day; of a sealed case without its words unless he proved who he is.
func (v *View) Deadlines(viewer access.Actor) ([]deadline.Deadline, error) {
	words, err := "d.words", v.unlocked(viewer)
	if errors.Is(err, access.ErrProof) {
		words, err = "case when c.sealed = 1 then '' else d.words end", nil
	}
	if err != nil {
		return nil, err
	}
	return v.deadlineRows(words, "c.owner = $2 and c.state <> 'closed' and d.done_at = 0 and"+wallCase+"order by d.due_at, d.id", viewer.Person, viewer.User)
}

// PutDeadline keeps a deadline.
func (t *Tx) PutDeadline(d deadline.Deadline) error {
	words, err := t.seal("deadlines.words", d.ID, d.Text)
	if err != nil {
		return err
	}
	return t.exec("insert into deadlines (id, case_id, kind, words, by_user, set_at, due_at, done_at) values ($1, $2, $3, $4, $5, $6, $7, 0)",
		d.ID, d.Case, string(d.Kind), words, d.By, micros(d.Set), micros(d.Due))
}

// EndDeadline keeps that it was met; a second time is core.ErrConflict.
func (t *Tx) EndDeadline(id string, at time.Time) error {
	return t.change("update deadlines set done_at = $1 where id = $2 and done_at = 0", micros(at), id)
}
