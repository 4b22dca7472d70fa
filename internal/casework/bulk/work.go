package bulk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Batch is how many are read at once. Who ordered it, and what he may by now, is looked at in the act of each.
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
		id, err := r.ManyWaiting(state)
		if err != nil {
			return err
		}
		if j, err = r.ManyOrder(id); err != nil {
			return err
		}
		if by, err = r.ManyActor(j.By); err != nil && !errors.Is(err, core.ErrNotFound) {
			return err
		}
		j.Items, err = r.ManyItems(id, from, Batch)
		return err
	})
	if errors.Is(err, core.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("work of many: %w", err)
	}
	switch {
	case !may(by):
		return true, d.end(ctx, j, Stopped, now)
	case len(j.Items) == 0 && state == Undoing:
		return true, d.end(ctx, j, Undone, now)
	case len(j.Items) == 0:
		return true, d.end(ctx, j, Done, now)
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

// end ends a job; when whoever ordered it is out or may no more, the server stops it.
func (d Desk) end(ctx context.Context, j Job, as State, now time.Time) error {
	was := j.State
	j.State, j.Ended = as, now
	actor := j.By
	if as == Stopped {
		actor = "server"
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: actor, Act: "many.end", Object: j.ID, Why: string(j.State)}, nil, func(w Writer) error {
		return w.ChangeMany(j, was)
	})
	if errors.Is(err, core.ErrConflict) {
		return nil // it was stopped meanwhile
	}
	return err
}

// errTurned says that a job is no longer what it was when its people were read: it was stopped, or whoever ordered it is out or may
// something else by now.
var errTurned = errors.New("the job was turned meanwhile")

// mark says what became of one of the people, while the job still goes on and whoever ordered it may what he might when the act began.
func mark(w Writer, by access.Actor, j Job, i Item) error {
	now, err := w.ManyOrder(j.ID)
	if err != nil {
		return err
	}
	who, err := w.ManyActor(j.By)
	if err != nil && !errors.Is(err, core.ErrNotFound) {
		return err
	}
	if now.State != j.State || who.Person != by.Person || !slices.Equal(who.Roles, by.Roles) {
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
	err := do(ctx, by, j, i, now, func(check func(Writer) (string, error)) context.Context {
		return d.Store.Alongside(ctx, func(w Writer) (err error) {
			if i.Mark, err = check(w); err != nil {
				return err
			}
			i.State, i.Why = done, ""
			return mark(w, by, j, i)
		})
	})
	word := wordOf(err)
	if err == nil || word == "" {
		return err
	}
	i.State, i.Why = left, word
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: by.User, Act: "many.left", Object: j.ID, Why: word}, nil, func(w Writer) error {
		return mark(w, by, j, i)
	})
}

// marked gives the context of an act that marks its item as done, when a check holds after the act; the check gives the mark.
type marked func(check func(Writer) (string, error)) context.Context

func holds(Writer) (string, error) { return "", nil }

func (d Desk) do(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
	switch j.Order.Act {
	case Take:
		return d.Cases.Do(with(unsealed(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Claiming}, now)
	case GiveBack:
		return d.Cases.Do(with(unsealed(by, i.Case)), by, i.Case, casework.Event{Kind: casework.Releasing}, now)
	case Ask:
		return d.ask(ctx, by, j, i, now, with)
	case SetAside:
		a := j.Order.aside(i.Person)
		a.ID, a.Known = asideID(j, i), i.Mark
		return d.Cases.SetAside(with(holds), by, a, now)
	}
	return fmt.Errorf("%w: many_act", core.ErrInvalid)
}

func (d Desk) ask(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
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
	return d.Tasks.Ask(with(func(w Writer) (string, error) {
		asked, err := w.TasksOf(by, i.Case)
		t, _ := same(asked, q, by.User)
		return t.ID, err
	}), by, i.Case, q, now)
}

// asideID is the id of what a job sets aside.
func asideID(j Job, i Item) string { return fmt.Sprintf("%s-%d", j.ID, i.N) }

// unsealed refuses a case that was sealed meanwhile: each of those is opened by itself, with a proof. The mark is what the case came to.
func unsealed(by access.Actor, id string) func(Writer) (string, error) {
	return func(w Writer) (string, error) {
		c, err := w.Case(by, id)
		if err != nil {
			return "", err
		}
		if c.Sealed {
			return "", fmt.Errorf("%w: many_sealed", core.ErrConflict)
		}
		return strconv.Itoa(c.Events[len(c.Events)-1].N), nil
	}
}

func (d Desk) undo(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
	switch j.Order.Act {
	case Take:
		return d.Cases.Do(with(nothingSince(by, i, casework.Claiming)), by, i.Case, casework.Event{Kind: casework.Releasing}, now)
	case GiveBack:
		return d.Cases.Do(with(nothingSince(by, i, casework.Releasing)), by, i.Case, casework.Event{Kind: casework.Claiming}, now)
	case Ask:
		return d.withdraw(ctx, by, j, i, now, with)
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

// withdraw takes back the question that a job asked, and no other in the same words.
func (d Desk) withdraw(ctx context.Context, by access.Actor, j Job, i Item, now time.Time, with marked) error {
	var id string
	err := d.Store.View(ctx, func(r Reader) error {
		asked, err := r.TasksOf(by, i.Case)
		t, open := same(asked, j.Order.task(now), by.User)
		if err == nil && (!open || i.Mark != "" && i.Mark != t.ID) {
			err = fmt.Errorf("%w: task_ended", core.ErrConflict)
		}
		id = t.ID
		return err
	})
	if err != nil {
		return err
	}
	return d.Tasks.Withdraw(with(holds), by, i.Case, id, now)
}

// nothingSince refuses to undo what a job did to a case with which somebody has gone on since, also whoever ordered it. What older
// programs did has no mark: its kind says what it was.
func nothingSince(by access.Actor, i Item, kind casework.Kind) func(Writer) (string, error) {
	return func(w Writer) (string, error) {
		mark, err := unsealed(by, i.Case)(w)
		if err != nil {
			return "", err
		}
		c, err := w.Case(by, i.Case)
		if err != nil {
			return "", err
		}
		n := len(c.Events)
		if n < 2 || c.Events[n-2].Kind != kind || c.Events[n-2].By != by.User || i.Mark != "" && i.Mark != strconv.Itoa(c.Events[n-2].N) {
			return "", fmt.Errorf("%w: many_changed", core.ErrConflict)
		}
		return mark, nil
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
