package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Waits is what may wait for an actor as the second person.
type Waits struct {
	Approvals []Pending
	Knocks    []Knock
}

// Waits lists it. Nothing of a case is in it but whom it is about and what was proposed.
func (d Desk) Waits(ctx context.Context, who access.Actor, now time.Time) (Waits, error) {
	var w Waits
	if !access.May(who, access.ApproveActs) {
		return w, core.ErrNotFound
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "approvals.view"}, nil, func(r Writer) error {
		var err error
		if w.Approvals, err = r.Approvals(who, now); err != nil {
			return err
		}
		w.Knocks, err = r.Knocks(who, now)
		return err
	})
	return w, err
}

// Approval is a pending action with the facts for and against it.
type Approval struct {
	Pending
	Action Action
	Hash   string
	View   string // first view of whoever proposed it
	Case   Case
	Person Person
	Stale  bool // the person's open questions are no longer those that it stands on
}

// Approval shows one, to somebody who may be its second person. It counts as a look at the person concerned.
func (d Desk) Approval(ctx context.Context, who access.Actor, id string, now time.Time) (Approval, error) {
	var a Approval
	if !access.May(who, access.ApproveActs) {
		return a, core.ErrNotFound
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "approval.view", Object: id}, nil, func(w Writer) error {
		var err error
		if a, err = pending(w, who, id, now); err != nil {
			return err
		}
		return d.Browsing.admit(who.User, a.Case.Subject, now)
	})
	if err = d.shows(ctx, who, a.Case.Subject, now, err); err != nil {
		return Approval{}, err
	}
	return a, nil
}

func pending(r Reader, who access.Actor, id string, now time.Time) (Approval, error) {
	var a Approval
	all, err := r.Approvals(who, now)
	if err != nil {
		return a, err
	}
	at := slices.IndexFunc(all, func(p Pending) bool { return p.ID == id })
	if at < 0 {
		return a, core.ErrNotFound
	}
	a.Pending = all[at]
	if a.Case, err = r.Case(who, a.Pending.Case); err != nil {
		return a, err
	}
	action, ok := a.Case.Waiting()
	if !ok {
		return a, core.ErrNotFound
	}
	a.Action, a.Hash = action, action.Hash()
	if a.Person, err = r.Person(who, a.Case.Subject); err != nil {
		return a, err
	}
	a.Stale = !slices.Equal(questions(a.Person), a.Action.Questions)
	for _, e := range a.Case.Events {
		if e.Kind == Viewing && e.By == action.By {
			a.View = e.Text
		}
	}
	return a, nil
}

// Answer approves or declines a pending action, with a reason and a recent proof. hash is that of the action as it was shown: what
// was shown is what is approved, or nothing is.
func (d Desk) Answer(ctx context.Context, who access.Actor, id string, approve bool, hash, text string, now time.Time) error {
	if !access.May(who, access.ApproveActs) {
		return core.ErrNotFound
	}
	if err := access.Recent(who, now); err != nil {
		return d.onlyIf(ctx, err, func(r Reader) error { _, err := pending(r, who, id, now); return err })
	}
	e := Event{At: now, By: who.User, Kind: Declining, Text: text, Approval: id, Hash: hash}
	if approve {
		e.Kind = Approving
	}
	detail, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("case: %w", err)
	}
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "case." + string(e.Kind), Object: id, Why: hash}, detail, func(w Writer) error {
		a, err := pending(w, who, id, now)
		if err != nil {
			return err
		}
		if approve && a.Stale {
			return refused("facts_changed")
		}
		e.Outcome = a.Action.Outcome
		return apply(w, a.Case, e)
	})
	return d.recordRefusal(ctx, who, "approval.refused", id, now, err)
}

// onlyIf gives an error to whoever may know that there is something to refuse, and core.ErrNotFound to others.
func (d Desk) onlyIf(ctx context.Context, err error, there func(Reader) error) error {
	if missing := d.Store.View(ctx, there); missing != nil {
		return missing
	}
	return err
}

// bare is a context without what the act that was refused would have done beside.
type bare struct{ context.Context }

// Value is none (context.Context).
func (bare) Value(any) any { return nil }

// recordRefusal writes that something was tried and refused. The entry is an act of its own: what belongs to the refused one, such as
// the answer that says it was done, is not done with it.
func (d Desk) recordRefusal(ctx context.Context, who access.Actor, act, object string, now time.Time, err error) error {
	if err == nil {
		return nil
	}
	if told := d.Store.Act(bare{ctx}, ledger.Entry{At: now, Actor: who.User, Act: act, Object: object}, nil, func(Writer) error { return nil }); told != nil {
		return told
	}
	return err
}

// questions are the ids of a person's open questions.
func questions(p Person) []string {
	var out []string
	for _, q := range p.Questions {
		out = append(out, q.ID)
	}
	return out
}
