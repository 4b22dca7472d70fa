package bulk

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer, through the wall.
type Reader interface {
	People(viewer access.Actor, f casework.Filter, at casework.Place, limit int) ([]casework.Row, error)
	PeopleByID(viewer access.Actor, ids []string) ([]casework.Row, error)
	Case(viewer access.Actor, id string) (casework.Case, error)
	TaskHolders(id string) ([]task.Holder, error)
	TasksOf(viewer access.Actor, id string) ([]task.Task, error)
	AsideOf(viewer access.Actor, person string) (casework.Aside, error)
	ManyJob(viewer access.Actor, id string) (Job, error)             // of his own, with the items that he may see
	ManyJobs(viewer access.Actor, since time.Time) ([]Job, error)    // of his own, newest first, without items
	ManyWaiting(state State) (job string, err error)                 // the first job in a state; core.ErrNotFound when there is none
	ManyActor(user string) (access.Actor, error)                     // what a user may by now; core.ErrNotFound when he is out
	ManyItems(job string, state ItemState, most int) ([]Item, error) // whatever the viewer may see
	ManyOrder(job string) (Job, error)                               // without items
}

// Writer changes jobs inside an act.
type Writer interface {
	Reader
	PutMany(Job) error                  // a new one with its items
	ChangeMany(j Job, from State) error // order, state and times; core.ErrConflict when it is in another state
	MarkMany(job string, i Item) error
	PutAside(casework.Aside) error
	EndAside(id string, now time.Time) error
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
	Alongside(ctx context.Context, do func(Writer) error) context.Context // the next act of a desk does this too, or neither is done
}

// Desk is where acts for many are ordered, and done.
type Desk struct {
	Store  Store
	Cases  casework.Desk
	Tasks  task.Desk
	Random io.Reader
	Begun  func() // called when there is something to do; may be nil
}

// may reports whether somebody may act for many: he works on cases, and may see the people whom a job names. A service token for the
// one alone may not.
func may(who access.Actor) bool {
	return access.May(who, access.WorkCases) && access.May(who, access.SeePeople)
}

// Selection says whom: everybody whom a filter matches, or those named.
type Selection struct {
	All    bool
	Filter casework.Filter
	People []string
}

// Plan says for whom an act would be done, and keeps it as a job under an id.
func (d Desk) Plan(ctx context.Context, who access.Actor, act Act, s Selection, now time.Time) (string, error) {
	if !may(who) {
		return "", core.ErrNotFound
	}
	o := Order{Act: act}
	if err := o.Check(now); err != nil && !o.Wordy() {
		return "", err
	}
	id, err := access.NewID("m-", d.Random)
	if err != nil {
		return "", err
	}
	j := Job{ID: id, By: who.User, Order: o, State: Planned, At: now}
	if o.Wordy() {
		j.State = Draft
	}
	detail, err := json.Marshal(struct {
		Act    Act
		Filter url.Values `json:",omitempty"`
		People []string   `json:",omitempty"`
	}{act, s.Filter.Values(), s.People})
	if err != nil {
		return "", fmt.Errorf("plan: %w", err)
	}
	return id, d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "many.plan", Object: id}, detail, func(w Writer) error {
		rows, err := s.rows(w, who)
		if err != nil {
			return err
		}
		if j.Items, err = plan(w, who, j.Order, rows, now); err != nil {
			return err
		}
		return w.PutMany(j)
	})
}

func (s Selection) rows(r Reader, who access.Actor) ([]casework.Row, error) {
	if !s.All {
		if len(s.People) == 0 {
			return nil, fmt.Errorf("%w: many_nobody", core.ErrInvalid)
		}
		if len(s.People) > Most {
			return nil, fmt.Errorf("%w: many_most", core.ErrInvalid)
		}
		people := slices.Clone(s.People)
		slices.Sort(people)
		return r.PeopleByID(who, slices.Compact(people))
	}
	var rows []casework.Row
	for at := (casework.Place{}); ; {
		page, err := r.People(who, s.Filter, at, casework.MaxPage)
		if rows = append(rows, page...); err != nil {
			return nil, err
		}
		if len(rows) > Most {
			return nil, fmt.Errorf("%w: many_most", core.ErrInvalid)
		}
		if len(page) < casework.MaxPage {
			return rows, nil
		}
		at.After = page[len(page)-1].ID
	}
}

// plan says of each whether the order can be done, and why not. Nobody whom the viewer may not see is among the rows.
func plan(r Reader, who access.Actor, o Order, rows []casework.Row, now time.Time) ([]Item, error) {
	out := make([]Item, 0, len(rows))
	seen := map[string]bool{}
	for n, row := range rows {
		i := Item{N: n, Person: row.ID, Case: row.Case, Mark: row.Known, State: Waiting}
		why, err := cannot(r, who, o, row, now)
		if err != nil {
			return nil, err
		}
		if why == "" && row.Case != "" && seen[row.Case] {
			why = "many_same_case"
		}
		seen[row.Case] = true
		if i.Why = why; why != "" {
			i.State = Left
		}
		out = append(out, i)
	}
	return out, nil
}

// cannot is the word for why an order is not done for somebody; "" when it can be.
func cannot(r Reader, who access.Actor, o Order, row casework.Row, now time.Time) (string, error) {
	switch {
	case o.Act == SetAside:
		return row.CannotSetAside(), nil
	case row.Case == "":
		return "many_no_case", nil
	case row.Sealed:
		return "many_sealed", nil
	case o.Act == Take && row.OwnerID == who.User:
		return "many_mine", nil
	case o.Act == Take && row.OwnerID != "":
		return "many_held", nil
	case o.Act != Take && row.OwnerID != who.User:
		return "many_not_mine", nil
	case o.Act == Ask && o.Question != "":
		return cannotAsk(r, who, o, row.Case, now)
	}
	return "", nil
}

func cannotAsk(r Reader, who access.Actor, o Order, id string, now time.Time) (string, error) {
	asked, err := r.TasksOf(who, id)
	if err != nil {
		return "", err
	}
	if _, twice := same(asked, o.task(now), who.User); twice {
		return "many_asked", nil
	}
	holders, err := r.TaskHolders(id)
	if err != nil {
		return "", err
	}
	return wordOf(task.Route(o.To, holders)), nil
}

// same finds an open question of somebody in the same words to the same.
func same(asked []task.Task, q task.Task, by string) (task.Task, bool) {
	for _, t := range asked {
		if t.Open() && t.By == by && t.Question == q.Question && t.To == q.To {
			return t, true
		}
	}
	return task.Task{}, false
}

// Word gives a job its words, and says again for whom it would be done.
func (d Desk) Word(ctx context.Context, who access.Actor, id string, o Order, now time.Time) error {
	if !may(who) {
		return core.ErrNotFound
	}
	detail, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("word: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "many.word", Object: id}, detail, func(w Writer) error {
		j, err := w.ManyJob(who, id)
		if err != nil {
			return err
		}
		if j.State != Draft && j.State != Planned {
			return fmt.Errorf("%w: many_begun", core.ErrConflict)
		}
		o.Act = j.Order.Act
		if err := o.Check(now); err != nil {
			return err
		}
		was := j.State
		j.Order, j.State = o, Planned
		if err := w.ChangeMany(j, was); err != nil {
			return err
		}
		return replan(w, who, j, now)
	})
}

func replan(w Writer, who access.Actor, j Job, now time.Time) error {
	var ids []string
	at := map[string]Item{}
	for _, i := range j.Items {
		ids, at[i.Person] = append(ids, i.Person), i
	}
	rows, err := w.PeopleByID(who, ids)
	if err != nil {
		return err
	}
	items, err := plan(w, who, j.Order, rows, now)
	if err != nil {
		return err
	}
	for _, i := range items {
		i.N = at[i.Person].N
		if err := w.MarkMany(j.ID, i); err != nil {
			return err
		}
	}
	return nil
}

// Show shows a job to whoever ordered it. It names people, so that looking is an entry.
func (d Desk) Show(ctx context.Context, who access.Actor, id string, now time.Time) (Job, error) {
	if !may(who) {
		return Job{}, core.ErrNotFound
	}
	var j Job
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "many.view", Object: id}, nil, func(w Writer) (err error) {
		j, err = w.ManyJob(who, id)
		return err
	})
	return j, err
}

// ShownFor is how long a job stays in the list of whoever ordered it.
const ShownFor = 30 * 24 * time.Hour

// List lists one's own jobs, newest first.
func (d Desk) List(ctx context.Context, who access.Actor, now time.Time) (out []Job, err error) {
	if !may(who) {
		return nil, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error {
		out, err = r.ManyJobs(who, now.Add(-ShownFor))
		return err
	})
	return out, err
}

// Start has a plan carried out. A job that was started already is left to go on: sent twice, it is done once.
func (d Desk) Start(ctx context.Context, who access.Actor, id string, yes Confirmation, now time.Time) error {
	return d.turn(ctx, who, "many.start", id, now, func(j Job) (Job, error) {
		switch j.State {
		case Draft, Planned:
			return j.begin(yes, now)
		case Stopped:
			return j, fmt.Errorf("%w: many_begun", core.ErrConflict)
		}
		return j, nil
	})
}

// Stop ends what a job is doing: once it returns, nobody else's turn comes. What was done stands, and can be undone; the rest
// is planned anew.
func (d Desk) Stop(ctx context.Context, who access.Actor, id string, now time.Time) error {
	return d.turn(ctx, who, "many.stop", id, now, func(j Job) (Job, error) {
		switch j.State {
		case Stopped:
			return j, nil
		case Running, Undoing:
			j.State, j.Ended = Stopped, now
			return j, nil
		}
		return j, fmt.Errorf("%w: many_idle", core.ErrConflict)
	})
}

// Undo has what a job did undone, as far as nobody went on with it.
func (d Desk) Undo(ctx context.Context, who access.Actor, id string, now time.Time) error {
	return d.turn(ctx, who, "many.undo", id, now, func(j Job) (Job, error) {
		switch {
		case j.State == Undoing || j.State == Undone:
			return j, nil
		case j.State != Done && j.State != Stopped:
			return j, fmt.Errorf("%w: many_begun", core.ErrConflict)
		}
		j.State = Undoing
		return j, nil
	})
}

func (d Desk) turn(ctx context.Context, who access.Actor, act, id string, now time.Time, to func(Job) (Job, error)) error {
	if !may(who) {
		return core.ErrNotFound
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: id}, nil, func(w Writer) error {
		j, err := w.ManyJob(who, id)
		if err != nil {
			return err
		}
		was := j.State
		if j, err = to(j); err != nil || j.State == was {
			return err
		}
		return w.ChangeMany(j, was)
	})
	if err == nil && d.Begun != nil {
		d.Begun()
	}
	return err
}
