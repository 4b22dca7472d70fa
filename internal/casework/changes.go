package casework

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Change is that something happened in a case. Its place counts all changes, also those that a viewer may not know of: it is never
// shown.
type Change struct {
	Place int64
	Case  string
	Kind  Kind
}

// Follow begins to follow what changes, and gives the place from which on. That somebody follows is an entry of the ledger.
func (d Desk) Follow(ctx context.Context, who access.Actor, now time.Time) (int64, error) {
	if !access.May(who, access.WorkCases) {
		return 0, core.ErrNotFound
	}
	var place int64
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "changes.follow"}, nil, func(w Writer) error {
		var err error
		_, place, err = w.Changes(who, 0, 0)
		return err
	})
	return place, err
}

// Changes lists what changed after a place in cases that the viewer may see, so many at most, and gives the place to go on from:
// that of the last one listed, or that of the last there is.
func (d Desk) Changes(ctx context.Context, who access.Actor, after int64, limit int) ([]Change, int64, error) {
	if !access.May(who, access.WorkCases) {
		return nil, 0, core.ErrNotFound
	}
	var out []Change
	place := after
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		out, place, err = r.Changes(who, after, limit)
		return err
	})
	return out, place, err
}
