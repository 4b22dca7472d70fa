package payment

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer, through the wall: nobody sees a change of his own account, or of somebody who reports to him.
type Reader interface {
	// Payments lists changes used from a day on, and older ones about which something was proposed, the newest first, from after one
	// on; core.ErrNotFound when that one is gone.
	Payments(viewer access.Actor, since time.Time, after string, limit int) ([]Line, error)
	OpenPayments(viewer access.Actor) ([]Line, error) // held, or awaiting somebody; the newest first
	Payment(viewer access.Actor, id string) (Line, error)
}

// Writer keeps moves inside an act.
type Writer interface {
	Reader
	PutMove(Move) error
	EndMove(Move) error
	Notify(casework.Notice) error
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where payroll holds and releases.
type Desk struct {
	Store     Store
	Random    io.Reader
	CutoffDay int // of the month
}

// Before is for how long changes are listed that have reached a pay already.
const Before = 62 * 24 * time.Hour

// MaxPage is how many changes a page of the list holds at most.
const MaxPage = 200

// Listing is a page of the list of changes.
type Listing struct {
	Open  []Line // on the first page: those that are held or await somebody, whatever page they stand on
	Lines []Line
	Next  string // after whom the next page begins; "" when there is none
}

// List lists changes after one, the newest first.
func (d Desk) List(ctx context.Context, who access.Actor, after string, limit int, now time.Time) (Listing, error) {
	if !access.May(who, access.SeePayments) {
		return Listing{}, core.ErrNotFound
	}
	var l Listing
	limit = min(max(limit, 1), MaxPage)
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "payment.list"}, nil, func(w Writer) error {
		var err error
		if l.Lines, err = w.Payments(who, now.Add(-Before), after, limit+1); err != nil || after != "" {
			return err
		}
		l.Open, err = w.OpenPayments(who)
		return err
	})
	if len(l.Lines) > limit {
		l.Lines = l.Lines[:limit]
		l.Next = l.Lines[limit-1].ID
	}
	return l, err
}

// Propose proposes to hold or to release. Nothing happens until somebody else agrees.
func (d Desk) Propose(ctx context.Context, who access.Actor, id string, act Act, reason string, now time.Time) error {
	if !access.May(who, access.SeePayments) {
		return core.ErrNotFound
	}
	fresh, err := access.NewID("m-", d.Random)
	if err != nil {
		return err
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "payment.propose", Object: id, Why: string(act)}, []byte(reason), func(w Writer) error {
		l, err := w.Payment(who, id)
		if err != nil {
			return err
		}
		m, err := l.Propose(fresh, act, who.User, reason, now)
		if err != nil {
			return err
		}
		if err := w.PutMove(m); err != nil {
			return err
		}
		return w.Notify(casework.Notice{Kind: "approval.waiting", Role: access.Payroll, Path: "/payments", At: now})
	})
}

// Decide agrees to what somebody else proposed, or refuses it. Whoever agrees has proved a short while ago who he is.
func (d Desk) Decide(ctx context.Context, who access.Actor, id, move string, agree bool, now time.Time) error {
	if !access.May(who, access.SeePayments) {
		return core.ErrNotFound
	}
	act := "payment.refuse"
	if agree {
		if err := access.Recent(who, now); err != nil {
			return err
		}
		act = "payment.agree"
	}
	detail, err := json.Marshal(map[string]string{"move": move})
	if err != nil {
		return fmt.Errorf("payment: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: id}, detail, func(w Writer) error {
		l, err := w.Payment(who, id)
		if err != nil {
			return err
		}
		m, err := l.Decide(move, who.User, agree, now)
		if err != nil {
			return err
		}
		return w.EndMove(m)
	})
}

// Waiting counts the moves of others that the actor could decide.
func (d Desk) Waiting(ctx context.Context, who access.Actor) (n int, err error) {
	if !access.May(who, access.SeePayments) {
		return 0, nil
	}
	err = d.Store.View(ctx, func(r Reader) error {
		lines, err := r.OpenPayments(who)
		for _, l := range lines {
			if p := l.Pending(); p != nil && p.By != who.User {
				n++
			}
		}
		return err
	})
	return n, err
}
