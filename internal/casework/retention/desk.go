package retention

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer, through the wall.
type Reader interface {
	KeptCases(viewer access.Actor, now, closedUntil time.Time, most int) ([]Kept, error)                       // closed by then, the oldest first, each with why it stays
	KeptApplications(viewer access.Actor, after, until time.Time, most int) (_ []Kept, undated int, err error) // whose last day was between the two; and how many have none
	OfficerHolds(viewer access.Actor) ([]Hold, error)                                                          // that have not ended, by time
	MayHold(viewer access.Actor, about string) (bool, error)                                                   // there is such a case or dossier
	LastPass() (Pass, error)                                                                                   // the last that ended; zero when none did
}

// Writer changes holds inside an act.
type Writer interface {
	Reader
	PutHold(Hold) error
	EndHold(id, by string, at time.Time) (about string, err error) // core.ErrNotFound when there is none that has not ended
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where it is seen what will be erased, and where it is held.
type Desk struct {
	Store   Store
	Periods func(context.Context) (Periods, error)
	Random  io.Reader
}

// List is what will be erased within Ahead, and what stays although its days are over.
type List struct {
	Periods      Periods
	Last         Pass // that ended
	Cases        []Kept
	Applications []Kept
	Undated      int // applications that say no day, and are therefore not erased
	Holds        []Hold
}

// MaxListed is how many cases and how many applications are shown.
const MaxListed = 200

// List shows it. That somebody looked is an entry of the ledger.
func (d Desk) List(ctx context.Context, who access.Actor, now time.Time) (List, error) {
	if !access.May(who, access.SeeTrust) {
		return List{}, core.ErrNotFound
	}
	var l List
	var err error
	if l.Periods, err = d.Periods(ctx); err != nil {
		return l, err
	}
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "retention.view"}, nil, func(w Writer) error {
		l = List{Periods: l.Periods}
		if l.Last, err = w.LastPass(); err != nil {
			return err
		}
		seen := l.Last
		if next, due := Next(l.Last, now); due {
			seen = next
		}
		if days := l.Periods.ClosedCases; days > 0 {
			if l.Cases, err = w.KeptCases(who, now, Cutoff(now.Add(Ahead), days), MaxListed); err != nil {
				return err
			}
			dated(l.Cases, days, seen)
		}
		if days := l.Periods.Applications; days > 0 {
			after := Cutoff(now, days)
			if !seen.Erases(now) {
				after = time.Time{} // nothing has gone yet
			}
			if l.Applications, l.Undated, err = w.KeptApplications(who, after, Cutoff(now.Add(Ahead), days), MaxListed); err != nil {
				return err
			}
			dated(l.Applications, days, seen)
		}
		l.Holds, err = w.OfficerHolds(who)
		return err
	})
	return l, err
}

func dated(list []Kept, days int, seen Pass) {
	for i := range list {
		list[i].Goes = Goes(list[i].Since, days, seen)
	}
}

// Hold keeps a case or an application until the hold is ended, or, with Lifting, lets go of what held a case until now. What lets something
// be erased needs a proof.
func (d Desk) Hold(ctx context.Context, who access.Actor, about string, kind HoldKind, reason string, now time.Time) error {
	if !access.May(who, access.HoldErasure) {
		return core.ErrNotFound
	}
	about, reason = strings.TrimSpace(about), strings.TrimSpace(reason)
	switch {
	case kind != Holding && kind != Lifting:
		return fmt.Errorf("%w: kind", core.ErrInvalid)
	case len(strings.Fields(reason)) < casework.MinWords:
		return fmt.Errorf("%w: short_reason", core.ErrInvalid)
	case len(reason) > casework.MaxText:
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	}
	if kind == Lifting {
		if err := access.Recent(who, now); err != nil {
			return err
		}
	}
	id, err := access.NewID("h-", d.Random)
	if err != nil {
		return err
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "retention." + string(kind), Object: about}, []byte(reason), func(w Writer) error {
		there, err := w.MayHold(who, about)
		if err != nil {
			return err
		}
		if !there {
			return fmt.Errorf("%w: hold_nothing", core.ErrInvalid)
		}
		return w.PutHold(Hold{ID: id, About: about, Kind: kind, By: who.User, At: now, Reason: reason})
	})
}

// End ends a hold. It needs a proof.
func (d Desk) End(ctx context.Context, who access.Actor, id string, now time.Time) error {
	if !access.May(who, access.HoldErasure) {
		return core.ErrNotFound
	}
	if err := access.Recent(who, now); err != nil {
		return err
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "retention.release", Object: id}, nil, func(w Writer) error {
		about, err := w.EndHold(id, who.User, now)
		if err != nil {
			return err
		}
		if there, err := w.MayHold(who, about); err != nil || !there {
			return firstOf(err, core.ErrNotFound)
		}
		return nil
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
