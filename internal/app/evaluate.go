package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/demo/worlds"
	"github.com/taupier-eu/taupier/internal/evaluation"
)

// EvalOptions are the choices of an evaluation.
type EvalOptions struct {
	Seeds   []int64
	Quick   bool     // fewer days are looked at, and only small worlds
	LastDay bool     // worlds are looked at on their last day only: levels and ranks, no delays
	Missing []string // sources to take away, one at a time
	Parser  []string // see ScanOptions
	Workers int      // worlds at a time; 0 means two
	Told    func(world string)
	Failed  func(error) // a world that could not be looked at; the others go on
}

// watch is how long a story is looked at every day after its first clue; later it is every week.
const watch = 14

// evalEnd is the last day of every world, fixed so that a seed always gives the same bytes.
var evalEnd = demoEnd

// Evaluate lets the judges look at worlds whose truth is known.
func (k *Knowledge) Evaluate(ctx context.Context, list []worlds.World, opt EvalOptions) (evaluation.Report, error) {
	type job struct {
		world   worlds.World
		seed    int64
		missing string
	}
	var jobs []job
	for _, seed := range opt.Seeds {
		for _, w := range list {
			if opt.Quick && w.People > quickPeople {
				continue
			}
			for _, m := range append([]string{""}, opt.Missing...) {
				if m == "" || seed == opt.Seeds[0] && !slices.Contains(w.Missing, m) && worthTaking(w, m) {
					jobs = append(jobs, job{w, seed, m})
				}
			}
		}
	}
	slices.SortStableFunc(jobs, func(a, b job) int { return b.world.People*b.world.Days - a.world.People*a.world.Days }) // the long ones first
	trials := make([]evaluation.Trial, len(jobs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, opt.Workers))
	for i, j := range jobs {
		group.Go(func() error {
			if opt.Told != nil {
				opt.Told(strings.TrimSuffix(j.world.Name+" without "+j.missing, " without "))
			}
			t, err := k.try(ctx, j.world, j.seed, j.missing, opt)
			if err == nil {
				trials[i] = t
				return nil
			}
			if opt.Failed == nil || ctx.Err() != nil {
				return err
			}
			opt.Failed(err)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return evaluation.Report{}, err
	}
	trials = slices.DeleteFunc(trials, func(t evaluation.Trial) bool { return t.World == "" })
	return evaluation.Summarise(trials), nil
}

// worthTaking reports whether a source is taken away from a world: any where an open infiltration is to
// be found in a small company, elsewhere agreements only, on which false alarms depend most.
func worthTaking(w worlds.World, source string) bool {
	open := slices.ContainsFunc(w.Stories, func(s demo.Story) bool { return !s.Innocent && !s.Evasive })
	return source == "agreements" || open && w.People <= quickPeople
}

// quickPeople is the size up to which a world is part of a quick evaluation.
const quickPeople = 200

// try looks at one world on the days that matter.
func (k *Knowledge) try(ctx context.Context, world worlds.World, seed int64, missing string, opt EvalOptions) (evaluation.Trial, error) {
	s := world.Scenario
	if missing != "" {
		s.Missing = append(slices.Clone(s.Missing), missing)
	}
	c, err := s.Plan(seed, evalEnd)
	if err != nil {
		return evaluation.Trial{}, fmt.Errorf("%s: %w", world.File, err)
	}
	t := evaluation.Trial{World: world.Name, Seed: seed, Missing: missing, People: c.People(), Days: c.Days()}
	for _, r := range c.Roles() {
		t.Parts = append(t.Parts, evaluation.Part{Person: r.ID, Kind: r.Kind, Innocent: r.Innocent, Evasive: r.Evasive, First: r.First})
	}
	for d := range c.Days() {
		if !due(&t, c, d, missing != "" || opt.LastDay, opt.Quick) {
			continue
		}
		if err := k.look(ctx, &t, c, d, opt); err != nil {
			return t, fmt.Errorf("%s, seed %d, day %d: %w", world.File, seed, d, err)
		}
	}
	return t, nil
}

// due reports whether a day is looked at: the last one always; every day for a while after a first clue,
// until it has been found; else each fortnight. A large world is looked at each fortnight only: it tells
// false alarms and ranks, not delays.
func due(t *evaluation.Trial, c *demo.Company, d int, lastOnly, quick bool) bool {
	left := c.Days() - 1 - d
	if left == 0 || lastOnly {
		return left == 0
	}
	step := 14
	if quick {
		step = 35
	}
	large := t.Honest() >= evaluation.LargeFrom
	return left%step == 0 || !large && t.Open(core.LevelReview, c.Day(d), watch)
}

// look scans the company as it stood on a day.
func (k *Knowledge) look(ctx context.Context, t *evaluation.Trial, c *demo.Company, d int, opt EvalOptions) error {
	folder, err := c.AsOf(d)
	if err != nil {
		return err
	}
	res, err := k.Scan(ctx, folder, ScanOptions{Now: c.Day(d).Add(24*time.Hour - time.Second), Workers: 1, Parser: opt.Parser})
	if err != nil {
		return err
	}
	for _, in := range res.Inputs {
		if in.Rejected > 0 || len(in.Problems) > 0 {
			return fmt.Errorf("the world writes what cannot be read: %s: %v", in.Path, in.Problems)
		}
	}
	t.See(evaluation.Standing{Day: c.Day(d), Assessments: res.Assessments, Sways: swaysOf(t, res)})
	return nil
}

// swaysOf are the weights that decide the level of those who have an infiltration's part.
func swaysOf(t *evaluation.Trial, res *Result) map[string][]core.Sway {
	of := map[string][]core.Finding{}
	for _, f := range res.Findings {
		of[f.Person()] = append(of[f.Person()], f)
	}
	out := map[string][]core.Sway{}
	for _, p := range t.Parts {
		if !p.Innocent {
			out[p.Person] = res.Scale.Sensitivity(p.Person, of[p.Person])
		}
	}
	return out
}
