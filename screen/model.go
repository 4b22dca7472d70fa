package screen

import "math"

// Level is what a probability asks for.
type Level string

// The two levels. Below Check nothing is reported.
const (
	Check       Level = "check"        // somebody compares what distinguishes the person from the entry
	NearCertain Level = "near-certain" // treat as the listed one until shown otherwise
)

// Thresholds of the levels, as probabilities.
const (
	CheckAt       = 0.5
	NearCertainAt = 0.97
)

// certainNats is what the agreement of two names must be worth for the name alone to be near-certain: a name that one
// person in 160,000 bears. A more frequent one has namesakes, and needs a fact that confirms.
const certainNats = 12

// most is where further agreement no longer counts.
const most = 24

// coefficients of the logistic model, in log-odds.
type coefficients struct {
	base, agree, full, slips, loose, conflict, extra, missing, side, order, single, weak float64
}

// fitted by `taupier screen eval --fit` on the tuning split; see docs/explanation/screening.md.
var fitted = coefficients{
	base: -7.5, agree: 0.75, full: 4.5, slips: -0.8, loose: -0.5, conflict: -4.5, extra: -1.5, missing: -1.2, side: -2.5,
	order: -0.7, single: -4, weak: -0.8,
}

// logOdds that two names are one.
func (k *coefficients) logOdds(f *features) float64 {
	return k.base + k.agree*float64(min(f.agree, most)) + k.full*float64(f.full) + k.slips*float64(f.slips) +
		k.loose*float64(f.loose) + k.conflict*float64(f.conflict) + k.extra*float64(f.extra) + k.missing*float64(f.missing) +
		k.side*float64(f.side) + k.order*float64(f.order) + k.single*float64(f.single) + k.weak*float64(f.weak)
}

func probability(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// leastAgree is the worth of agreement without which names do not reach log-odds z, whatever else.
func (k *coefficients) leastAgree(z float64) float32 { return float32((z - k.base - k.full) / k.agree) }
