package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Problem is something in an input that could not be used. Person is the dossier that it is about, or "".
type Problem struct {
	core.Problem
	Person string
}

// Store keeps what was seen. BeginGap and EndGap stand in the ledger.
type Store interface {
	Sources(ctx context.Context) ([]Seen, error)
	Gaps(ctx context.Context, newest int) ([]Gap, error) // open ones first, then the latest
	BeginGap(ctx context.Context, g Gap) error
	EndGap(ctx context.Context, g Gap) error
	// Problems lists those of the last reading that a viewer may see, and counts all of them.
	Problems(ctx context.Context, viewer access.Actor, most int) (list []Problem, all int, err error)
}

// Watch notices sources that fall silent and that come back.
type Watch struct {
	Store  Store
	Every  map[string]time.Duration // by kind
	Start  time.Time                // since when what was never seen is expected
	Random io.Reader
}

// States lists the sources.
func (w Watch) States(ctx context.Context) ([]State, error) {
	seen, err := w.Store.Sources(ctx)
	return Expected(seen, w.Every, w.Start), err
}

// openGaps bounds how many gaps are looked at: more than there can be kinds.
const openGaps = 1000

// Look writes down which sources fell silent and which came back since it looked last.
func (w Watch) Look(ctx context.Context, now time.Time) error {
	states, err := w.States(ctx)
	if err != nil {
		return fmt.Errorf("look at the sources: %w", err)
	}
	gaps, err := w.Store.Gaps(ctx, openGaps)
	if err != nil {
		return fmt.Errorf("look at the sources: %w", err)
	}
	var open []Gap
	for _, g := range gaps {
		if g.Ended.IsZero() {
			open = append(open, g)
		}
	}
	begun, ended := Changes(states, open, now)
	var errs []error
	for _, g := range begun {
		if g.ID, err = access.NewID("gap-", w.Random); err == nil {
			err = w.Store.BeginGap(ctx, g)
		}
		errs = append(errs, err)
	}
	for _, g := range ended {
		errs = append(errs, w.Store.EndGap(ctx, g))
	}
	return errors.Join(errs...)
}
