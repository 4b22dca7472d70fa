package bulk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Batch is how many are done before it is looked again who ordered it and whether he still may.
const Batch = 50

// Work does what was started, job by job, until nothing is left. Each of the people is an act of its own that says in the same
// transaction that it was done: after a crash the next start goes on where it stopped, and nothing is done twice.
func (d Desk) Work(ctx context.Context, now func() time.Time) error {
	for ctx.Err() == nil {
		more := false
		for _, state := range []State{Running, Undoing} {
			did, err := d.batch(ctx, state, now())
			if err != nil {
				return err
			}
			more = more || did
		}
		if !more {
			return nil
		}
	}
	return nil
}

// batch does some of the first job in a state, and reports whether there was one.
func (d Desk) batch(ctx context.Context, state State, now time.Time) (bool, error) {
	var j Job
	var by access.Actor
	from := Waiting
	if state == Undoing {
		from = Made
	}
	err := d.Store.View(ctx, func(r Reader) error {
		id, actor, err := r.ManyWaiting(state)
		if err != nil {
			return err
		}
		if j, err = r.ManyOrder(id); err != nil {
			return err
		}
		by = actor
		j.Items, err = r.ManyItems(id, from, Batch)
		return err
	})
	if errors.Is(err, core.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("work of many: %w", err)
	}
	if len(j.Items) == 0 {
		return true, d.end(ctx, j, now)
	}
	for _, i := range j.Items {
		err := d.item(ctx, by, j, i, now)
		if errors.Is(err, errTurned) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}

func (d Desk) end(ctx context.Context, j Job, now time.Time) error {
	was := j.State
	j.State, j.Ended = Done, now
	if was == Undoing {
		j.State = Undone
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: j.By, Act: "many.end", Object: j.ID, Why: string(j.State)}, nil, func(w Writer) error {
		return w.ChangeMany(j, was)
	})
	if errors.Is(err, core.ErrConflict) {
		return nil // it was stopped meanwhile
	}
	return err
}

// errTurned says that a job no longer does what it did when its people were read: it was stopped.
var errTurned = errors.New("the job was turned meanwhile")

// mark says what became of one of the people, while the job still goes on.
func mark(w Writer, j Job, i Item) error {
	now, err := w.ManyOrder(j.ID)
	if err != nil {
		return err
	}
	if now.State != j.State {
		return errTurned
	}
	return w.MarkMany(j.ID, i)
}

// item does one, or writes down why it was not done.
func (d Desk) item(ctx context.Context, by access.Actor, j Job, i Item, now time.Time) error {
	done, left := Made, Left
	do := d.do
	if j.State == Undoing {
		done, left, do = Back, Kept, d.undo
	}
	err := do(ctx, by, j, i, now, func(check func(Writer) error) context.Context {
		return d.Store.Alongside(ctx, func(w Writer) error {
			if err := check(w); err != nil {
				return err
			}
			i.State, i.Why = done, ""
			return mark(w, j, i)
		})
	})
	word := wordOf(err)
	if err == nil || word == "" {
		return err
	}
	i.State, i.Why = left, word
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: by.User, Act: "many.left", Object: j.ID, Why: word}, nil, func(w Writer) error {
		return mark(w, j, i)
	})
}

// marked gives the context of an act that marks its item as done, when a check holds after the act.
type marked func(check func(Writer) error) context.Context

func holds(Writer) error { return nil }

func (d Desk) do(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
	switch j.Order.Act {
	case Take:
		return d.Cases.Do(with(unsealed(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Claiming}, now)
	case GiveBack:
		return d.Cases.Do(with(unsealed(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Releasing}, now)
	case Ask:
		q := j.Order.task(now)
		err := d.Store.View(ctx, func(r Reader) error {
			asked, err := r.TasksOf(by, i.Case)
			if _, twice := same(asked, q, by.User); twice {
				return fmt.Errorf("%w: many_asked", core.ErrConflict)
			}
			return err
		})
		if err != nil {
			return err
		}
		return d.Tasks.Ask(with(holds), by, i.Case, q, now)
	case SetAside:
		a := j.Order.aside(i.Person)
		a.ID = asideID(j, i)
		return d.Cases.SetAside(with(holds), by, a, now)
	}
	return fmt.Errorf("%w: many_act", core.ErrInvalid)
}

// asideID is the id of what a job sets aside.
func asideID(j Job, i Item) string { return fmt.Sprintf("%s-%d", j.ID, i.N) }

// unsealed refuses a case that was sealed meanwhile: each of those is opened by itself, with a proof.
func unsealed(by access.Actor, id string) func(Writer) error {
	return func(w Writer) error {
		c, err := w.Case(by, id)
		if err == nil && c.Sealed {
			return fmt.Errorf("%w: many_sealed", core.ErrConflict)
		}
		return err
	}
}

func (d Desk) undo(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
	switch j.Order.Act {
	case Take:
		return d.Cases.Do(with(nothingSince(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Releasing}, now)
	case GiveBack:
		return d.Cases.Do(with(unsealed(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Claiming}, now)
	case Ask:
		var id string
		err := d.Store.View(ctx, func(r Reader) error {
			asked, err := r.TasksOf(by, i.Case)
			t, open := same(asked, j.Order.task(now), by.User)
			if err == nil && !open {
				err = fmt.Errorf("%w: task_ended", core.ErrConflict)
			}
			id = t.ID
			return err
		})
		if err != nil {
			return err
		}
		return d.Tasks.Withdraw(with(holds), by, i.Case, id, now)
	case SetAside:
		return d.Store.Act(with(holds), ledger.Entry{At: now, Actor: by.User, Act: "person.bring_back", Object: i.Person}, nil, func(w Writer) error {
			a, err := w.AsideOf(by, i.Person)
			if err != nil || a.ID != asideID(j, i) {
				return fmt.Errorf("%w: many_changed", core.ErrConflict)
			}
			return w.EndAside(a.ID, now)
		})
	}
	return fmt.Errorf("%w: many_act", core.ErrInvalid)
}

// nothingSince refuses to give a case back on which somebody has worked since it was taken.
func nothingSince(by access.Actor, id string) func(Writer) error {
	return func(w Writer) error {
		c, err := w.Case(by, id)
		if err != nil {
			return err
		}
		if n := len(c.Events); n < 2 || c.Events[n-2].Kind != casework.Claiming || c.Events[n-2].By != by.User {
			return fmt.Errorf("%w: many_changed", core.ErrConflict)
		}
		return nil
	}
}

// wordOf is the word for why somebody was left out; "" for what is no reason but a fault.
func wordOf(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, access.ErrProof):
		return "many_sealed"
	case errors.Is(err, core.ErrNotFound):
		return "many_gone"
	case errors.Is(err, core.ErrConflict), errors.Is(err, core.ErrInvalid):
		text := err.Error()
		return text[strings.LastIndex(text, " ")+1:]
	}
	return ""
}
