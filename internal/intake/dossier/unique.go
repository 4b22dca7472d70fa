package dossier

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Unique keeps the first dossier, by path, of each id. Each other one is a problem that names both files.
func Unique(people []core.Person) ([]core.Person, []core.Problem) {
	sorted := slices.Clone(people)
	slices.SortFunc(sorted, func(a, b core.Person) int { return cmp.Compare(a.Dossier.Input, b.Dossier.Input) })
	first := map[string]string{}
	var out []core.Person
	var problems []core.Problem
	for _, p := range sorted {
		d := p.Dossier
		if other, twice := first[d.ID]; twice {
			problems = append(problems, core.Problem{
				Input: d.Input, Line: d.Lines["id"],
				Says: fmt.Sprintf("id %s is taken by %s, which was read; %s was not: give it another id", short(d.ID), other, d.Input),
			})
			continue
		}
		first[d.ID] = d.Input
		out = append(out, p)
	}
	return out, problems
}
