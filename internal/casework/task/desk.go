package task

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer, through the wall: whoever a case concerns is shown no question of it, and is counted none. The
// questions of a closed case are asked of nobody.
type Reader interface {
	Case(viewer access.Actor, id string) (casework.Case, error)
	TaskHolders(id string) ([]Holder, error)                    // who may do tasks, with regard to a case
	TasksOf(viewer access.Actor, id string) ([]Task, error)     // of a case that the viewer may see, in the order asked
	TasksBy(viewer access.Actor) ([]Task, error)                // that the viewer asked and that are open, by day
	Slips(viewer access.Actor, since time.Time) ([]Slip, error) // asked of the viewer: open, by day; then those he answered since
	Slip(viewer access.Actor, id string) (Slip, string, error)  // one of them, and its case
}

// Writer changes tasks inside an act.
type Writer interface {
	Reader
	PutTask(Task) error
	EndTask(Task) error                         // answered or withdrawn
	AddEvent(id string, e casework.Event) error // to the timeline of a case, by somebody who need not see it
	Notify(casework.Notice) error               // a reminder, in this act or not at all
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where questions are asked and answered.
type Desk struct {
	Store  Store
	Random io.Reader
}

// Ask puts a question from a case to somebody. Whoever holds the case asks.
func (d Desk) Ask(ctx context.Context, who access.Actor, caseID string, t Task, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	fresh, err := access.NewID("t-", d.Random)
	if err != nil {
		return err
	}
	t.ID, t.Case, t.By, t.Asked, t.Question = fresh, caseID, who.User, now, strings.TrimSpace(t.Question)
	if err := t.Check(); err != nil {
		return err
	}
	detail, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("task: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "task.ask", Object: t.ID}, detail, func(w Writer) error {
		c, err := held(w, who, caseID)
		if err != nil {
			return err
		}
		holders, err := w.TaskHolders(c.ID)
		if err != nil {
			return err
		}
		if err := Route(t.To, holders); err != nil {
			return err
		}
		if err := w.PutTask(t); err != nil {
			return err
		}
		if err := w.AddEvent(c.ID, casework.Event{At: now, By: who.User, Kind: Asked, Text: t.Question}); err != nil {
			return err
		}
		return w.Notify(casework.Notice{Kind: "task.asked", Role: t.To.Role, User: t.To.User, Case: caseID, Path: "/tasks/" + t.ID, At: now})
	})
}

// held reads a case that the actor holds and that is not closed.
func held(r Reader, who access.Actor, id string) (casework.Case, error) {
	c, err := r.Case(who, id)
	switch {
	case err != nil:
		return c, err
	case c.State == casework.Closed:
		return c, fmt.Errorf("%w: closed", core.ErrConflict)
	case c.Owner != who.User:
		return c, fmt.Errorf("%w: task_not_owner", core.ErrConflict)
	}
	return c, nil
}

// Withdraw takes a question back. Its addressee sees it no more.
func (d Desk) Withdraw(ctx context.Context, who access.Actor, caseID, id string, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "task.withdraw", Object: id}, nil, func(w Writer) error {
		tasks, err := w.TasksOf(who, caseID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == id })
		if i < 0 {
			return core.ErrNotFound
		}
		if _, err := held(w, who, caseID); err != nil {
			return err
		}
		t := tasks[i]
		if !t.Open() {
			return fmt.Errorf("%w: task_ended", core.ErrConflict)
		}
		t.Ended = now
		if err := w.EndTask(t); err != nil {
			return err
		}
		return w.AddEvent(caseID, casework.Event{At: now, By: who.User, Kind: Withdrawn, Text: t.Question})
	})
}

// Kept is how long an addressee sees what he answered.
const Kept = 7 * 24 * time.Hour

// List shows the questions that are asked of the actor.
func (d Desk) List(ctx context.Context, who access.Actor, now time.Time) ([]Slip, error) {
	if !access.May(who, access.DoTasks) {
		return nil, core.ErrNotFound
	}
	var out []Slip
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "task.list"}, nil, func(w Writer) error {
		var err error
		out, err = w.Slips(who, now.Add(-Kept))
		return err
	})
	return out, err
}

// Show shows one of them.
func (d Desk) Show(ctx context.Context, who access.Actor, id string, now time.Time) (Slip, error) {
	if !access.May(who, access.DoTasks) {
		return Slip{}, core.ErrNotFound
	}
	var out Slip
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "task.view", Object: id}, nil, func(w Writer) error {
		var err error
		out, _, err = w.Slip(who, id)
		return err
	})
	return out, err
}

// Answer gives the answer back to the case, whose timeline says who gave it and when.
func (d Desk) Answer(ctx context.Context, who access.Actor, id, text string, now time.Time) error {
	if !access.May(who, access.DoTasks) {
		return core.ErrNotFound
	}
	text = strings.TrimSpace(text)
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "task.answer", Object: id}, []byte(text), func(w Writer) error {
		slip, caseID, err := w.Slip(who, id)
		switch {
		case err != nil:
			return err
		case !slip.Answered.IsZero():
			return fmt.Errorf("%w: task_ended", core.ErrConflict)
		case text == "":
			return fmt.Errorf("%w: task_empty", core.ErrInvalid)
		case len(text) > MaxText:
			return fmt.Errorf("%w: too_long", core.ErrInvalid)
		}
		if err := w.EndTask(Task{ID: id, Answer: text, Who: who.User, Answered: now}); err != nil {
			return err
		}
		if err := w.AddEvent(caseID, casework.Event{At: now, By: who.User, Kind: Answered, Text: text}); err != nil {
			return err
		}
		return w.Notify(casework.Notice{Kind: "task.answered", Case: caseID, Path: "/", At: now})
	})
}

// OfCase lists the questions of a case, for whoever reads the case: casework's entry of the ledger stands for the reading.
func (d Desk) OfCase(ctx context.Context, who access.Actor, id string) (out []Task, err error) {
	if !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error { out, err = r.TasksOf(who, id); return err })
	return out, err
}

// Holders lists whom a question of a case may be put to.
func (d Desk) Holders(ctx context.Context, who access.Actor, id string) (out []Holder, err error) {
	if !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error {
		if _, err := r.Case(who, id); err != nil {
			return err
		}
		out, err = r.TaskHolders(id)
		return err
	})
	return out, err
}

// Waiting counts what is asked of the actor, and lists what he asked and awaits.
func (d Desk) Waiting(ctx context.Context, who access.Actor, now time.Time) (open, late int, asked []Task, err error) {
	err = d.Store.View(ctx, func(r Reader) error {
		if access.May(who, access.DoTasks) {
			slips, err := r.Slips(who, now)
			if err != nil {
				return err
			}
			for _, s := range slips {
				if s.Answered.IsZero() {
					open++
				}
				if s.Overdue(now) {
					late++
				}
			}
		}
		if access.May(who, access.WorkCases) {
			asked, err = r.TasksBy(who)
		}
		return err
	})
	return open, late, asked, err
}
