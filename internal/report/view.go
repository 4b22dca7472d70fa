package report

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// View is how a report is shown: never part of what was found.
type View struct {
	Lang    core.Lang
	Min     core.Level        // people below are counted, not listed, in tables and pages
	Now     time.Time         // printed as the day of the report
	Company string            // printed at the top
	Names   map[string]string // by dossier id; nil shows ids only
}

// name is how a person is called in tables and pages.
func (v View) name(id string) string {
	if n := v.Names[id]; n != "" {
		return n + " (" + id + ")"
	}
	return id
}

// shown are the people at or above the view's lowest level, in the order of the report.
func (v View) shown(r *Report) []Person {
	return slices.DeleteFunc(slices.Clone(r.People), func(p Person) bool { return !core.Level(p.Level).AtLeast(v.Min) })
}

// families are the families of a person's counted terms, the heaviest first.
func (p Person) families() []string {
	sums := map[string]int{}
	var names []string
	for _, t := range p.Terms {
		if t.Counted == 0 {
			continue
		}
		if sums[t.Family] == 0 {
			names = append(names, t.Family)
		}
		sums[t.Family] += t.Counted
	}
	slices.SortFunc(names, func(a, b string) int {
		if sums[a] != sums[b] {
			return sums[b] - sums[a]
		}
		return strings.Compare(a, b)
	})
	return names
}

// counted is what each finding adds, by finding id.
func (p Person) counted() map[string]int {
	m := make(map[string]int, len(p.Terms))
	for _, t := range p.Terms {
		m[t.Finding] = t.Counted
	}
	return m
}

// levels counts people by level.
func (r *Report) levels() map[string]int {
	m := map[string]int{}
	for _, p := range r.People {
		m[p.Level]++
	}
	return m
}

// records counts what was read and what was rejected.
func (r *Report) records() (read, rejected int) {
	for _, in := range r.Inputs {
		read += in.Records
		rejected += in.Rejected
	}
	return read, rejected
}

// Trouble is what could not be used of one input, and how many next to it in its folder say the same: a thousand files too
// many are one line for a human. Machines get every one.
type Trouble struct {
	Input

	More int // further files of the folder
}

// troubles are the inputs of which something could not be used.
func (r *Report) troubles() []Trouble {
	var out []Trouble
	for _, in := range r.Inputs {
		if in.Rejected == 0 && len(in.Problems) == 0 {
			continue
		}
		if n := len(out); n > 0 && alike(&out[n-1].Input, &in) {
			out[n-1].More++
			out[n-1].Rejected += in.Rejected
			continue
		}
		out = append(out, Trouble{Input: in})
	}
	return out
}

// alike reports whether two files of a folder have one and the same thing to say of the whole file.
func alike(a, b *Input) bool {
	return a.Kind == b.Kind && path.Dir(a.Path) == path.Dir(b.Path) && len(a.Problems) == 1 && len(b.Problems) == 1 &&
		a.Problems[0].Line == 0 && b.Problems[0].Line == 0 && a.Problems[0].Says == b.Problems[0].Says
}

// KindSum counts the inputs of one kind.
type KindSum struct {
	Kind                     string
	Files, Records, Rejected int
}

// Kinds counts inputs by kind, in the order of the kinds' names.
func (p page) Kinds() []KindSum {
	var out []KindSum
	for _, in := range p.Report.Inputs {
		i, ok := slices.BinarySearchFunc(out, in.Kind, func(k KindSum, name string) int { return strings.Compare(k.Kind, name) })
		if !ok {
			out = slices.Insert(out, i, KindSum{Kind: in.Kind})
		}
		out[i].Files++
		out[i].Records += in.Records
		out[i].Rejected += in.Rejected
	}
	return out
}
