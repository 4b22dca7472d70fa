package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// sideBySide is how long two full-time jobs may overlap: notice, leave still due, a slow handover.
const sideBySide = 92 * 24 * time.Hour

// anachronism raises A03: a technology used in a job that ended before the public could use it, or two
// full-time jobs side by side for more than a quarter of a year.
func anachronism(w *World, d *core.Dossier, out *core.Sink) {
	early, what := usedTooEarly(w, d)
	twice, jobs := workedTwice(w, d)
	ev, what := append(early, twice...), append(what, jobs...)
	if len(ev) == 0 {
		return
	}
	slices.Sort(what)
	out.Raise("A03", d.ID, time.Time{}, core.Args{"what": strings.Join(slices.Compact(what), ", ")}, ev...)
}

func usedTooEarly(w *World, d *core.Dossier) (ev []core.Evidence, what []string) {
	for i, j := range d.Stated.Work {
		for k, t := range j.Technologies {
			year := w.Tech[strings.ToLower(strings.TrimSpace(t))]
			if year == 0 || !j.To.Given() || j.To.Year() >= year {
				continue
			}
			ev = append(ev, d.At(core.Key(core.Key("stated.work", i, "technologies"), k), t), d.At(core.Key("stated.work", i, "to"), j.To.Format(time.DateOnly)))
			what = append(what, t+" ("+strconv.Itoa(year)+") – "+j.Employer+" ("+strconv.Itoa(j.To.Year())+")")
		}
	}
	return ev, what
}

func workedTwice(w *World, d *core.Dossier) (ev []core.Evidence, what []string) {
	for i, a := range d.Stated.Work {
		for j := i + 1; j < len(d.Stated.Work); j++ {
			b := d.Stated.Work[j]
			if !a.FullTime || !b.FullTime || overlap(w, a, b) <= sideBySide {
				continue
			}
			ev = append(ev, d.At(core.Key("stated.work", i, "from"), a.Employer), d.At(core.Key("stated.work", j, "from"), b.Employer))
			what = append(what, min(a.Employer, b.Employer)+" / "+max(a.Employer, b.Employer))
		}
	}
	return ev, what
}

// overlap is how long two jobs ran side by side at least.
func overlap(w *World, a, b core.Job) time.Duration {
	if !a.From.Given() || !b.From.Given() {
		return 0
	}
	from, to := latestStart(a.From), end(w, a)
	if f := latestStart(b.From); f.After(from) {
		from = f
	}
	if e := end(w, b); e.Before(to) {
		to = e
	}
	return to.Sub(from)
}

// latestStart is the last day a job can have begun. A year written alone arrives as its first of
// January, so that a January is read as "some time in that year".
func latestStart(d core.Date) time.Time {
	if d.Month() == time.January && d.Day() == 1 {
		return time.Date(d.Year(), time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	return d.Time
}

func end(w *World, j core.Job) time.Time {
	if j.To.Given() {
		return j.To.Time
	}
	return w.Now
}
