package assess

import (
	"math"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Scale is what a company may set about how findings are weighed. The zero Scale is Taupier's own.
type Scale struct {
	Now     time.Time      // what fades is measured from here; zero: nothing fades
	Prior   int            // expected cases among 10,000 remote workers; 0 means DefaultPrior
	Weights map[string]int // by signal, in hundredths of log odds, in place of its strength's
}

// DefaultPrior is the expectation that the levels are set for: ten cases among 10,000 remote workers. No survey supports a
// figure (docs/explanation/scoring.md); a company that knows better says so.
const DefaultPrior = 10

// maxShift bounds what a prior may do: a belief about the company must not replace contradictions.
const maxShift = 150

// shift is how far the thresholds of review and urgent come down, in hundredths: the log of how many times more cases are
// expected. Posterior odds are prior odds times the product of the ratios, so that a prior ten times higher asks for
// evidence ten times weaker; the bound keeps two independent families necessary either way.
func (s Scale) shift() int {
	if s.Prior <= 0 {
		return 0
	}
	n := int(math.Round(100 * math.Log(float64(s.Prior)/DefaultPrior)))
	return max(-maxShift, min(maxShift, n))
}

// weight is what a finding weighs on this scale, before it fades.
func (s Scale) weight(signal core.Signal) int {
	if w, ok := s.Weights[signal.ID]; ok {
		return w
	}
	return signal.Strength.Weight()
}

// lasts is how many days a contradiction of a family weighs in full after it was seen; over as many days again it fades to
// nothing. Families that are missing do not fade: a forged paper is as forged next year. Addresses change hands, devices
// are replaced, habits change; the durations are judgements (marked D).
var lasts = map[core.Family]int{
	core.FamilyNetwork:   180,
	core.FamilyBehaviour: 180,
	core.FamilyEndpoint:  365,
	core.FamilyShipping:  730,
}

const day = 24 * time.Hour

// faded is what is left of a weight for something seen at a time. Whole numbers and straight lines: the same on every
// machine.
func (s Scale) faded(weight int, family core.Family, at time.Time) int {
	days, fades := lasts[family]
	if !fades || s.Now.IsZero() || at.IsZero() {
		return weight
	}
	over := int(s.Now.Sub(at)/day) - days
	if over <= 0 {
		return weight
	}
	return max(0, weight*(days-over)/days)
}
