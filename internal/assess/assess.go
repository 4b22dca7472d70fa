// Package assess turns findings into an explained sum. It is pure arithmetic on integers: the order
// of findings never matters, removing a finding never raises a score, and nothing about a person
// beyond the findings goes in.
package assess

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// FamilyCap is the most that one family can count, in hundredths of log odds: five oddities of one
// network are one oddity.
const FamilyCap = 300

// Thresholds, in hundredths of log odds. They are documented judgements, set so that one medium
// contradiction asks a question, and a review needs several that are independent; see
// docs/explanation/scoring.md for the reasons and `taupier demo` for what they do.
const (
	AskFrom    = 80
	ReviewFrom = 320
	UrgentFrom = 600
)

// Weigh sums one person's findings on Taupier's own scale.
func Weigh(person string, findings []core.Finding, unknown []core.Unknown) core.Assessment {
	return Scale{}.Weigh(person, findings, unknown)
}

// Weigh sums one person's findings. All of them must be about that person.
//
// Within a family the heaviest finding counts in full, the second half, each further one a quarter,
// up to FamilyCap: the coefficients fall, so that leaving a finding out can only lower the sum.
// One signal that fired several times counts once, at its heaviest.
func (s Scale) Weigh(person string, findings []core.Finding, unknown []core.Unknown) core.Assessment {
	terms := make([]core.Term, 0, len(findings))
	for _, f := range findings {
		if f.Person() != person {
			panic("BUG: a finding about " + f.Person() + " in the assessment of " + person)
		}
		terms = append(terms, s.term(f))
	}
	slices.SortFunc(terms, compareTerms)
	terms = slices.CompactFunc(terms, func(a, b core.Term) bool { return a.Finding == b.Finding })
	count(terms)
	return core.NewAssessment(person, s.level(terms), terms, unknown, s.next(terms))
}

func (s Scale) term(f core.Finding) core.Term {
	signal := f.Signal()
	full := s.weight(signal)
	basis := core.BasisStrength
	if _, own := s.Weights[signal.ID]; own {
		basis = core.BasisCompany
	}
	return core.Term{
		Finding: f.ID(), Signal: signal.ID, Family: signal.Family, Full: full, Basis: basis,
		Weight: s.faded(full, signal.Family, f.At()), Grave: signal.Strength == core.Grave,
	}
}

// compareTerms puts the heaviest first; equal weights are ordered by name so that input order does
// not show.
func compareTerms(a, b core.Term) int {
	return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Signal, b.Signal), cmp.Compare(a.Finding, b.Finding))
}

// count fills Counted of terms sorted by compareTerms.
func count(terms []core.Term) {
	type state struct{ n, sum int }
	families := map[core.Family]*state{}
	signals := map[string]bool{}
	for i := range terms {
		t := &terms[i]
		if signals[t.Signal] {
			continue
		}
		signals[t.Signal] = true
		f := families[t.Family]
		if f == nil {
			f = &state{}
			families[t.Family] = f
		}
		t.Counted = min(t.Weight/divisor(f.n), FamilyCap-f.sum)
		f.n++
		f.sum += t.Counted
	}
}

func divisor(rank int) int {
	switch rank {
	case 0:
		return 1
	case 1:
		return 2
	}
	return 4
}

// level maps the sum to what it calls for. Review and urgent also need independent families, unless
// a recorded grave event asks for a human by itself.
func (s Scale) level(terms []core.Term) core.Level {
	sum, grave := 0, false
	families := map[core.Family]int{}
	for _, t := range terms {
		sum += t.Counted
		families[t.Family] += t.Counted
		grave = grave || t.Grave && t.Weight > 0
	}
	independent := 0
	for _, counted := range families {
		if counted >= core.Medium.Weight() {
			independent++
		}
	}
	switch {
	case sum >= UrgentFrom-s.shift() && independent >= 3:
		return core.LevelUrgent
	case sum >= ReviewFrom-s.shift() && independent >= 2, grave:
		return core.LevelReview
	case sum >= AskFrom:
		return core.LevelAsk
	}
	return core.LevelNone
}
