package ruleset

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/sigma"
)

// once leaves out every document whose id another one has already: which of the two is meant when the
// id is named cannot be told.
func (s *Set) once() {
	seen := map[string]place{}
	again := func(id, file string, line int) bool {
		if id == "" {
			return false
		}
		id = strings.ToLower(id)
		first, ok := seen[id]
		if !ok {
			seen[id] = place{file, line}
			return false
		}
		s.Failed = append(s.Failed, Failure{file, line, fmt.Sprintf("the id %s stands in %s, line %d, as well: give one of them another id", id, first.file, first.line)})
		return true
	}
	s.Rules = slices.DeleteFunc(s.Rules, func(r *sigma.Rule) bool { return again(r.ID, r.File, r.Line) })
	s.Correlations = slices.DeleteFunc(s.Correlations, func(c *sigma.Correlation) bool { return again(c.ID, c.File, c.Line) })
	s.Filters = slices.DeleteFunc(s.Filters, func(f *sigma.Filter) bool { return again(f.ID, f.File, f.Line) })
}
