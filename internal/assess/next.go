package assess

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// next are what an ordinary explanation of each signal would leave of the sum, the most telling first: the lowest level,
// then the lowest sum. It is found by taking the signal's findings out and counting again, not by a formula, so that what is
// promised is what would happen.
func (s Scale) next(terms []core.Term) []core.Answer {
	var out []core.Answer
	for i, t := range terms {
		if t.Counted == 0 || slices.ContainsFunc(terms[:i], func(o core.Term) bool { return o.Signal == t.Signal }) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(terms), func(o core.Term) bool { return o.Signal == t.Signal })
		count(rest)
		score := 0
		for _, r := range rest {
			score += r.Counted
		}
		out = append(out, core.Answer{Finding: t.Finding, Signal: t.Signal, Score: score, Level: s.level(rest)})
	}
	slices.SortStableFunc(out, func(a, b core.Answer) int {
		return cmp.Or(cmp.Compare(slices.Index(core.Levels, a.Level), slices.Index(core.Levels, b.Level)), cmp.Compare(a.Score, b.Score), cmp.Compare(a.Signal, b.Signal))
	})
	return out
}
