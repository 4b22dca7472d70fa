// Package ruleset reads folders of Sigma rules: rules, correlations and filters, as they are written
// and however they are nested. What cannot be used is a Failure with file, line and reason; the rest
// is used all the same.
package ruleset

import (
	"cmp"
	"errors"
	"slices"

	"github.com/taupier-eu/taupier/sigma"
)

// Failure is a document or a file that cannot be used, and why.
type Failure struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // 1-based; 0 is the whole file
	Reason string `json:"reason"`
}

// Set is what a folder holds.
type Set struct {
	Rules        []*sigma.Rule // with the filters applied
	Correlations []*sigma.Correlation
	Filters      []*sigma.Filter
	Failed       []Failure // by file and line
	Files        int       // of rules that were found, whether or not they could be used
}

// Loaded counts the documents that can be used.
func (s *Set) Loaded() int { return len(s.Rules) + len(s.Correlations) + len(s.Filters) }

// finish joins what the files hold: ids stand once, filters are applied, correlations find their rules.
func (s *Set) finish() {
	s.once()
	rules, err := sigma.ApplyFilters(s.Rules, s.Filters)
	s.Rules = rules
	bad := s.fail("", err)
	s.Filters = slices.DeleteFunc(s.Filters, func(f *sigma.Filter) bool { return bad[place{f.File, f.Line}] })
	s.joinable()
	slices.SortFunc(s.Failed, func(a, b Failure) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Reason, b.Reason))
	})
	s.Failed = slices.Compact(s.Failed)
}

// joinable leaves out correlations whose rules are not there, until those that remain can be joined.
func (s *Set) joinable() {
	for len(s.Correlations) > 0 {
		_, err := sigma.NewCorrelator(s.Rules, s.Correlations, sigma.CorrelatorOptions{})
		if err == nil {
			return
		}
		bad, before := s.fail("", err), len(s.Correlations)
		s.Correlations = slices.DeleteFunc(s.Correlations, func(c *sigma.Correlation) bool { return bad[place{c.File, c.Line}] })
		if len(s.Correlations) == before {
			s.Correlations = nil // a reason that names no correlation
		}
	}
}

type place struct {
	file string
	line int
}

// fail notes the reasons of an error, and says where they stand.
func (s *Set) fail(file string, err error) map[place]bool {
	at := map[place]bool{}
	for _, f := range failures(file, err) {
		s.Failed = append(s.Failed, f)
		at[place{f.File, f.Line}] = true
	}
	return at
}

// failures takes joined errors apart. What is no *sigma.Error is about the file.
func failures(file string, err error) []Failure {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []Failure
		for _, e := range joined.Unwrap() {
			out = append(out, failures(file, e)...)
		}
		return out
	}
	var bad *sigma.Error
	if errors.As(err, &bad) {
		return []Failure{{bad.File, bad.Line, bad.Reason}}
	}
	return []Failure{{file, 0, err.Error()}}
}
