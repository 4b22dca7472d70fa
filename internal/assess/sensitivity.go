package assess

import (
	"maps"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Sway is a weight whose change by half moves somebody to another level.
type Sway struct {
	Signal   string
	Factor   string // "-50 %" or "+50 %"
	From, To core.Level
}

// Sensitivity lists, for one person, every signal whose weight decides the level: halved or raised by half, alone, it gives
// another one.
func (s Scale) Sensitivity(person string, findings []core.Finding) []Sway {
	base := s.Weigh(person, findings, nil).Level()
	signals := map[string]core.Signal{}
	for _, f := range findings {
		signals[f.Signal().ID] = f.Signal()
	}
	var out []Sway
	for _, id := range slices.Sorted(maps.Keys(signals)) {
		w := s.weight(signals[id])
		for _, try := range []struct {
			factor string
			weight int
		}{{"-50 %", w / 2}, {"+50 %", w + w/2}} {
			other := s
			other.Weights = maps.Clone(s.Weights)
			if other.Weights == nil {
				other.Weights = map[string]int{}
			}
			other.Weights[id] = try.weight
			if to := other.Weigh(person, findings, nil).Level(); to != base {
				out = append(out, Sway{id, try.factor, base, to})
			}
		}
	}
	return out
}
