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

// anachronism raises A03: a technology used in a job that ended before the public could use it, two
// full-time jobs side by side for more than a quarter of a year, or a job or a study that ended before it
// began.
func anachronism(w *World, d *core.Dossier, out *core.Sink) {
	var ev []core.Evidence
	var what []string
	for _, find := range []func(*World, *core.Dossier) ([]core.Evidence, []string){usedTooEarly, workedTwice, endedBefore} {
		seen, said := find(w, d)
		ev, what = append(ev, seen...), append(what, said...)
	}
	if len(ev) == 0 {
		return
	}
	slices.Sort(what)
	out.Raise("A03", d.ID, time.Time{}, core.Args{"what": strings.Join(slices.Compact(what), ", ")}, ev...)
}

func usedTooEarly(w *World, d *core.Dossier) (ev []core.Evidence, what []string) {
	for i, j := range d.Stated.Work {
		for k, t := range j.Technologies {
			year := firstYear(w.Tech, t)
			if year == 0 || !j.To.Given() || j.To.Year() >= year {
				continue
			}
			ev = append(ev, d.At(core.Key(core.Key("stated.work", i, "technologies"), k), t), d.At(core.Key("stated.work", i, "to"), j.To.Format(time.DateOnly)))
			what = append(what, t+" ("+strconv.Itoa(year)+") – "+j.Employer+" ("+strconv.Itoa(j.To.Year())+")")
		}
	}
	return ev, what
}

// firstYear is the year from which a technology could be used, 0 when nobody dated it: that of the version
// when one is written and known, else that of the name.
func firstYear(tech map[string]int, written string) int {
	name := strings.Join(strings.Fields(strings.ToLower(written)), " ")
	if year, ok := tech[name]; ok {
		return year
	}
	i := len(strings.TrimRight(name, "0123456789."))
	version := strings.Trim(name[i:], ".")
	name = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(name[:i], " version "), " v"), " @-")
	for version != "" {
		if year, ok := tech[name+" "+version]; ok {
			return year
		}
		version = version[:max(strings.LastIndexByte(version, '.'), 0)]
	}
	return tech[name]
}

// endedBefore points at jobs and studies that ended before they began, however coarse the dates are.
func endedBefore(_ *World, d *core.Dossier) (ev []core.Evidence, what []string) {
	compare := func(list string, i int, name string, from, to core.Date) {
		if !from.Given() || !to.Given() || !latestEnd(to).Before(from.Time) {
			return
		}
		ev = append(ev, d.At(core.Key(list, i, "from"), written(from)), d.At(core.Key(list, i, "to"), written(to)))
		what = append(what, name+" ("+from.Format("2006-01")+" → "+to.Format("2006-01")+")")
	}
	for i, j := range d.Stated.Work {
		compare("stated.work", i, j.Employer, j.From, j.To)
	}
	for i, s := range d.Stated.Education {
		compare("stated.education", i, s.School, s.From, s.To)
	}
	return ev, what
}

// latestEnd is the last day that a written end can mean: of a year alone its December, of a month alone its
// last day.
func latestEnd(d core.Date) time.Time {
	switch {
	case d.Month() == time.January && d.Day() == 1:
		return d.AddDate(1, 0, -1)
	case d.Day() == 1:
		return d.AddDate(0, 1, -1)
	}
	return d.Time
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
