package casework

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Join puts a case into another that the actor holds too, or, with split, takes it out again. The reason says what links them.
func (d Desk) Join(ctx context.Context, who access.Actor, into, from, why string, split bool, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	e := Event{At: now, By: who.User, Kind: Merging, Text: why, Other: from}
	do := Merge
	if split {
		e.Kind, do = Splitting, Split
	}
	return d.act(ctx, into, e, func(w Writer) error {
		a, err := w.Case(who, into)
		if err != nil {
			return err
		}
		b, err := w.Case(who, from)
		if err != nil {
			return err
		}
		if a, b, err = do(a, b, e); err != nil {
			return err
		}
		return first(w.PutCase(a, a.Events[len(a.Events)-1]), w.PutCase(b, b.Events[len(b.Events)-1]))
	})
}
