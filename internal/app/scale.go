package app

import (
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/assess"
	"github.com/taupier-eu/taupier/internal/core"
)

// scale is how findings are weighed, by the company's policy. What of it cannot be used is a problem of company.yaml, and
// the catalogue's value stands.
func (k *Knowledge) scale(f *folder, now time.Time) assess.Scale {
	p := f.company.Policy
	s := assess.Scale{Now: now, Weights: map[string]int{}}
	refuse := func(key, format string, args ...any) {
		f.file([]core.Problem{{Input: f.company.Input, Line: f.company.Lines[key], Says: fmt.Sprintf(format, args...)}})
	}
	switch v := p.PriorPer10000; {
	case v == 0:
	case v < 1 || v > 500:
		refuse("policy.prior_per_10000", "prior_per_10000: %d: want 1 to 500; %d was used", v, assess.DefaultPrior)
	default:
		s.Prior = v
	}
	for i, w := range p.Weights {
		key := core.Key("policy.weights", i)
		signal, known := k.Catalogue[w.Signal]
		switch {
		case !known:
			refuse(key, "weights: no signal %q in the catalogue: taupier signals list", w.Signal)
		case w.Weight < 0 || w.Weight > assess.FamilyCap:
			refuse(key, "weights: %d: want 0 to %d; the catalogue's %d was used", w.Weight, assess.FamilyCap, signal.Strength.Weight())
		default:
			s.Weights[w.Signal] = w.Weight
		}
	}
	return s
}
