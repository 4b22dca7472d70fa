package deadline

import (
	"context"
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

// The events that deadlines leave in the timeline of their case.
const (
	WasSet  casework.Kind = "deadline_set"
	WasDone casework.Kind = "deadline_done"
)

// Reader reads for a viewer, through the wall.
type Reader interface {
	Case(viewer access.Actor, id string) (casework.Case, error)
	DeadlinesOf(viewer access.Actor, id string) ([]Deadline, error) // of a case, by day
	Deadlines(viewer access.Actor) ([]Deadline, error)              // open ones of the cases that the viewer holds, by day
}

// Writer changes deadlines inside an act.
type Writer interface {
	Reader
	PutDeadline(Deadline) error
	EndDeadline(id string, at time.Time) error
	AddEvent(id string, e casework.Event) error
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where deadlines are set and met.
type Desk struct {
	Store  Store
	Random io.Reader
}

// Set sets a deadline: for a step the day is when it is due, for the others when what is counted from came in.
func (d Desk) Set(ctx context.Context, who access.Actor, caseID string, kind Kind, text string, day, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	due, err := Due(kind, day)
	if err != nil {
		return err
	}
	fresh, err := access.NewID("d-", d.Random)
	if err != nil {
		return err
	}
	n := Deadline{ID: fresh, Case: caseID, Kind: kind, Text: strings.TrimSpace(text), By: who.User, Set: now, Due: due}
	if err := n.Check(day); err != nil {
		return err
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "deadline.set", Object: caseID, Why: string(kind)}, []byte(n.Text), func(w Writer) error {
		if err := held(w, who, caseID); err != nil {
			return err
		}
		if err := w.PutDeadline(n); err != nil {
			return err
		}
		return w.AddEvent(caseID, casework.Event{At: now, By: who.User, Kind: WasSet, Text: due.Format(time.DateOnly) + " · " + n.Text})
	})
}

// Done says that what was due is done, also after the end of the case: what is still due would keep it from being erased. A closed case gets no
// more events; the deadline itself then says when it was met.
func (d Desk) Done(ctx context.Context, who access.Actor, caseID, id string, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "deadline.done", Object: caseID}, nil, func(w Writer) error {
		all, err := w.DeadlinesOf(who, caseID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(x Deadline) bool { return x.ID == id })
		if i < 0 {
			return core.ErrNotFound
		}
		closed, err := owned(w, who, caseID)
		if err != nil {
			return err
		}
		if err := w.EndDeadline(id, now); err != nil || closed {
			return err
		}
		return w.AddEvent(caseID, casework.Event{At: now, By: who.User, Kind: WasDone, Text: all[i].Text})
	})
}

func held(r Reader, who access.Actor, id string) error {
	closed, err := owned(r, who, id)
	if err == nil && closed {
		err = fmt.Errorf("%w: closed", core.ErrConflict)
	}
	return err
}

// owned reports whether a case that the actor holds is closed.
func owned(r Reader, who access.Actor, id string) (closed bool, err error) {
	c, err := r.Case(who, id)
	if err == nil && c.Owner != who.User {
		err = fmt.Errorf("%w: deadline_not_owner", core.ErrConflict)
	}
	return c.State == casework.Closed, err
}

// OfCase lists what is due in a case, for whoever reads the case: casework's entry of the ledger stands for the reading.
func (d Desk) OfCase(ctx context.Context, who access.Actor, id string) (out []Deadline, err error) {
	if !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error { out, err = r.DeadlinesOf(who, id); return err })
	return out, err
}

// Mine lists what is due in the cases that the actor holds. That he looked is an entry of the ledger.
func (d Desk) Mine(ctx context.Context, who access.Actor, now time.Time) (out []Deadline, err error) {
	if !access.May(who, access.WorkCases) {
		return nil, nil
	}
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "deadlines.view"}, nil, func(w Writer) error { out, err = w.Deadlines(who); return err })
	return out, err
}
