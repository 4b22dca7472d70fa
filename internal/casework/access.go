package casework

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Access is an entry of the ledger that says who looked at what, or came and went.
type Access struct {
	At     time.Time
	By     string // user
	Name   string // of that user
	Act    string // such as person.view
	Object string // id of a person or case; "" when the act has none
}

// AccessScan is how many entries back the log of accesses looks.
const AccessScan = 2000

// Accesses lists who looked at what of late, for whoever watches over it. Looking there is an entry too.
func (d Desk) Accesses(ctx context.Context, who access.Actor, now time.Time) ([]Access, error) {
	if !access.May(who, access.SeeTrust) {
		return nil, core.ErrNotFound
	}
	var list []Access
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "accesses.view"}, nil, func(w Writer) error {
		var err error
		list, err = w.AccessLog(who, AccessScan)
		return err
	})
	return list, err
}
