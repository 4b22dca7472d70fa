package retention

import (
	"context"
	"fmt"
	"time"
)

// Eraser erases what is past its time, one bounded batch in each act, so that others get in between. Each batch says how much it did; 0
// is the end. What it did is added to the pass in the same act, so that a pass that was cut off goes on where it was.
type Eraser interface {
	Pass(ctx context.Context) (last Pass, open *Pass, err error) // the last that ended, and the one that was cut off
	EraseCases(ctx context.Context, p Pass, closedUntil, now time.Time) (int, error)
	EraseApplications(ctx context.Context, p Pass, endedBy, now time.Time) (int, error)
	EraseLeftovers(ctx context.Context, p Pass, searchedBy, now time.Time) (int, error)
	FilesToErase(ctx context.Context, most int) ([]File, error)
	FilesErased(ctx context.Context, list []File, now time.Time) error
	EndPass(ctx context.Context, p Pass, now time.Time) (Done, error)
	Settle(ctx context.Context) (bool, error) // what was erased leaves the files of the database; false: not yet, somebody reads
}

// File is one that is to leave the disk.
type File struct{ Shelf, Blob string }

// Shelf holds files. It removes them, and returns once the disk knows.
type Shelf interface{ Erase(blobs []string) error }

// Keeper makes the passes.
type Keeper struct {
	Store   Eraser
	Periods func(context.Context) (Periods, error)
	Shelves map[string]Shelf
	Alone   func(func() error) error // does something while no reading is written

	unsettled bool
}

const filesAtOnce = 200

// Tick makes a pass when one is due, and goes on with one that was cut off. It reports whether anything was erased.
func (k *Keeper) Tick(ctx context.Context, now time.Time) (Done, error) {
	if err := k.files(ctx, now); err != nil {
		return Done{}, err
	}
	if err := k.settle(ctx); err != nil {
		return Done{}, err
	}
	last, open, err := k.Store.Pass(ctx)
	if err != nil {
		return Done{}, err
	}
	pass, due := Next(last, now)
	if open != nil {
		pass, due = open.resumed(now), true
	}
	if !due {
		return Done{}, nil
	}
	return k.pass(ctx, pass, now)
}

func (k *Keeper) pass(ctx context.Context, p Pass, now time.Time) (Done, error) {
	days, err := k.Periods(ctx)
	if err != nil {
		return Done{}, err
	}
	if p.Erases(now) {
		if err := k.erase(ctx, p, days, now); err != nil {
			return Done{}, fmt.Errorf("erase what is past its time: %w", err)
		}
	}
	done, err := k.Store.EndPass(ctx, p, now)
	if err != nil {
		return done, err
	}
	k.unsettled = true
	return done, k.settle(ctx)
}

func (k *Keeper) erase(ctx context.Context, p Pass, days Periods, now time.Time) error {
	type batch = func() (int, error)
	var all []batch
	if days.ClosedCases > 0 {
		all = append(all, func() (int, error) { return k.Store.EraseCases(ctx, p, Cutoff(now, days.ClosedCases), now) })
	}
	if days.Applications > 0 {
		all = append(all, func() (int, error) { return k.Store.EraseApplications(ctx, p, Cutoff(now, days.Applications), now) })
	}
	if n := days.Shorter(); n > 0 {
		all = append(all, func() (int, error) { return k.Store.EraseLeftovers(ctx, p, Cutoff(now, n), now) })
	}
	for _, one := range all {
		for {
			n := 0
			err := k.Alone(func() (err error) { n, err = one(); return err })
			if err == nil {
				err = k.files(ctx, now)
			}
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	return nil
}

// files removes files that nothing names any more. The database has forgotten them already: were the server killed in between, it would go on here.
func (k *Keeper) files(ctx context.Context, now time.Time) error {
	for {
		list, err := k.Store.FilesToErase(ctx, filesAtOnce)
		if err != nil || len(list) == 0 {
			return err
		}
		by := map[string][]string{}
		for _, f := range list {
			by[f.Shelf] = append(by[f.Shelf], f.Blob)
		}
		for name, blobs := range by {
			shelf, ok := k.Shelves[name]
			if !ok {
				return fmt.Errorf("no folder called %q to erase files from", name)
			}
			if err := shelf.Erase(blobs); err != nil {
				return err
			}
		}
		if err := k.Store.FilesErased(ctx, list, now); err != nil {
			return err
		}
	}
}

// settle has what was erased leave the database's files. While somebody reads what was there before, it has to wait for the next tick.
func (k *Keeper) settle(ctx context.Context) error {
	if !k.unsettled {
		return nil
	}
	done, err := k.Store.Settle(ctx)
	k.unsettled = !done
	return err
}
