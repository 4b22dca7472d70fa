package assess

import (
	"maps"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Sensitivity lists, for one person, every signal whose weight decides the level: halved or raised by half, alone, it gives
// another one.
func (s Scale) Sensitivity(person string, findings []core.Finding) []core.Sway {
	base := s.Weigh(person, findings, nil).Level()
	signals := map[string]core.Signal{}
	for _, f := range findings {
		signals[f.Signal().ID] = f.Signal()
	}
	var out []core.Sway
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
				out = append(out, core.Sway{Signal: id, Factor: try.factor, From: base, To: to})
			}
		}
	}
	return out
}
