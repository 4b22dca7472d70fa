package casework

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Tally counts, for a viewer and through the wall, cases by how far they are.
type Tally struct{ Open, Decided, Unclaimed int }

// Tally counts the cases that the actor may see and that are not closed.
func (d Desk) Tally(ctx context.Context, who access.Actor) (t Tally, err error) {
	if !access.May(who, access.WorkCases) {
		return t, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error { t, err = r.Tally(who); return err })
	return t, err
}

// VisitGap is how long somebody was away when his next look at Today is another visit.
const VisitGap = 30 * time.Minute
