package check

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// retold is how far two tellings of one post may lie apart: a year rounded, a contract counted with its
// notice.
const retold = 400 * 24 * time.Hour

// toldTwice raises A03b: an own export or CV tells a post with other years than the dossier does. Posts that
// only one of them tells are no contradiction: nobody lists everything everywhere.
func toldTwice(_ *World, d *core.Dossier, out *core.Sink) {
	var ev []core.Evidence
	var what []string
	for _, t := range d.Presence.Tellings {
		for i, told := range t.Work {
			if k := tells(d.Stated.Work, told); k >= 0 && apart(told, d.Stated.Work[k]) && only(t.Work, told) && only(d.Stated.Work, told) {
				line := 0
				if i < len(t.Lines) {
					line = t.Lines[i]
				}
				ev = append(ev, d.At(core.Key("stated.work", k, "from"), span(d.Stated.Work[k])), core.Evidence{Input: t.Input, Line: line, Field: "work", Value: told.Employer + " " + span(told)})
				what = append(what, d.Stated.Work[k].Employer+" ("+span(d.Stated.Work[k])+" / "+span(told)+")")
			}
		}
	}
	if len(ev) > 0 {
		slices.Sort(what)
		out.Raise("A03b", d.ID, time.Time{}, core.Args{"what": strings.Join(slices.Compact(what), ", ")}, ev...)
	}
}

// tells is which job is the post that is told; -1 when none is.
func tells(work []core.Job, told core.Job) int {
	return slices.IndexFunc(work, func(j core.Job) bool { return sameEmployer(j.Employer, told.Employer) })
}

// only reports whether a career has one post at that employer: two posts there may be told as one.
func only(work []core.Job, told core.Job) bool {
	n := 0
	for _, j := range work {
		if sameEmployer(j.Employer, told.Employer) {
			n++
		}
	}
	return n == 1
}

// apart reports whether beginnings or ends that both give lie further apart than people round.
func apart(a, b core.Job) bool {
	far := func(x, y core.Date) bool {
		return x.Given() && y.Given() && x.Sub(y.Time).Abs() > retold
	}
	return far(a.From, b.From) || far(a.To, b.To)
}

func span(j core.Job) string {
	year := func(d core.Date) string {
		if !d.Given() {
			return "…"
		}
		return d.Format("2006-01")
	}
	return year(j.From) + "–" + year(j.To)
}
