package report

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Facts are all that a report could say; Document leaves out what its audience is not told.
type Facts struct {
	evidence.File
	Company casework.Company
	Viewer  access.Actor
	Now     time.Time
	Ledger  Ledger
}

// Ledger is how far the ledger was when the report was made.
type Ledger struct {
	Size   int64
	Root   string
	Signed int64 // entries that the newest checkpoint covers
}

// Desk is where an actor has reports made.
type Desk struct{ Store evidence.Store }

// Facts gathers what a report is made of. That one was made, and for whom, is an entry of the ledger.
func (d Desk) Facts(ctx context.Context, who access.Actor, caseID string, a Audience, now time.Time) (Facts, error) {
	f := Facts{Viewer: who, Now: now}
	if !access.May(who, access.WorkCases) || a.Name().EN == "" {
		return f, core.ErrNotFound
	}
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "report.print", Object: caseID, Why: string(a)}, nil, func(w evidence.Writer) error {
		var err error
		if f.File, err = evidence.Look(w, who, caseID); err != nil {
			return err
		}
		f.Company, err = w.Company()
		return err
	})
	return f, err
}
