package casework

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// CaseQuery says which cases; a field that is empty asks for nothing.
type CaseQuery struct {
	State   State
	Owner   string // user id; "none" for cases that nobody holds
	Subject string
	Since   time.Time // changed at this time or later
}

// CasePlace is a place in a list of cases, which is in order of change, then of id.
type CasePlace struct {
	Changed time.Time
	ID      string
}

// CaseRow is a case in a list: without events, with how many there are.
type CaseRow struct {
	Case
	Events int
}

// Cases lists cases after a place, so many at most. That somebody listed them is an entry of the ledger.
func (d Desk) Cases(ctx context.Context, who access.Actor, q CaseQuery, after CasePlace, limit int, now time.Time) ([]CaseRow, error) {
	if !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	var rows []CaseRow
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "cases.view"}, nil, func(w Writer) error {
		var err error
		rows, err = w.Cases(who, q, after, limit)
		return err
	})
	return rows, err
}
