package detect

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// whereabouts compares the places from which an account is used with each other, with what the
// person stated, and with where the issued device is (signals H05, H06, H07, H07b, J15).
type whereabouts struct {
	w       *World
	account *trails
	device  *trails
	issued  *issued // reads what that detector was fed, once all has been
}

func newWhereabouts(w *World, x *issued) Detector {
	return &whereabouts{w: w, account: newTrails(w), device: newTrails(w), issued: x}
}

func (x *whereabouts) Feed(d *core.Dossier, o *core.Observation) {
	switch {
	case o.Kind == core.KindDeviceSeen:
		x.device.add(o)
	case ofAccount(o) && !interviewing(d, o.At):
		x.account.add(o)
	}
}

func (x *whereabouts) Raise(out *core.Sink) {
	for id, d := range x.w.People {
		if x.account.people[id] == nil {
			continue
		}
		x.travel(d, out)
		x.twoPlaces(d, out)
		x.abroad(d, out)
		x.neverHome(d, out)
		x.neverWithDevice(d, out)
	}
}

// Improbable travel: more than 750 miles at more than 500 mph, the published thresholds of Splunk's
// detection for remote workers (catalogue source SPL).
const (
	travelKilometres = 1200
	travelSpeed      = 800 // km/h
)

// travel raises H05 for two acts of an account too far apart to be one traveller. It looks at the
// first and last act in each place of a day and the day after; every pair it compares was seen.
func (x *whereabouts) travel(d *core.Dossier, out *core.Sink) {
	var worst *leap
	days := Days{}
	var before []sighting
	beforeDay := 0
	x.account.days(d.ID, func(day int, seen []sighting) {
		pool := seen
		if day == beforeDay+1 {
			pool = append(append([]sighting{}, before...), seen...)
		}
		for i, a := range pool {
			for _, b := range pool[i+1:] {
				if l := x.leap(a, b); l != nil && !d.Explained("vpn", l.to.time(), "") {
					days.Add(l.to.time())
					if worst == nil || l.to.before(worst.to) {
						worst = l
					}
				}
			}
		}
		before, beforeDay = seen, day
	})
	if worst == nil {
		return
	}
	a, b := x.account.places[worst.a], x.account.places[worst.b]
	out.Raise("H05", d.ID, worst.to.time(), core.Args{
		"from": name(a), "to": name(b), "km": strconv.Itoa(worst.km), "minutes": strconv.Itoa(worst.minutes), "days": strconv.Itoa(days.Len()),
	}, x.account.evidence(worst.from, a), x.account.evidence(worst.to, b))
}

// leap is two acts in two places, from the earlier to the later.
type leap struct {
	from, to    moment
	a, b        int32
	km, minutes int
}

// leap finds the fastest impossible pair among the first and last moments of two sightings.
func (x *whereabouts) leap(a, b sighting) *leap {
	if a.place == b.place {
		return nil
	}
	km, ok := x.w.Atlas.Kilometres(x.account.at(a), x.account.at(b))
	if !ok || km < travelKilometres {
		return nil
	}
	var best *leap
	for _, m := range []moment{a.first, a.last} {
		for _, n := range []moment{b.first, b.last} {
			l := leap{from: m, to: n, a: a.place, b: b.place, km: int(km)}
			if n.before(m) {
				l = leap{from: n, to: m, a: b.place, b: a.place, km: int(km)}
			}
			gap := l.to.time().Sub(l.from.time())
			l.minutes = int(gap.Minutes())
			if km/max(gap.Hours(), 1.0/60) < travelSpeed {
				continue
			}
			if best == nil || gap < best.to.time().Sub(best.from.time()) {
				best = &l
			}
		}
	}
	return best
}

// twoPlacesDays is on how many days one account must be active in two places at once.
const twoPlacesDays = 2

// twoPlaces raises J15: the account acts within the same quarter of an hour in two places more than
// place.NearKilometres apart, on several days.
func (x *whereabouts) twoPlaces(d *core.Dossier, out *core.Sink) {
	days := Days{}
	var a, b sighting
	x.account.days(d.ID, func(_ int, seen []sighting) {
		for i, s := range seen {
			for _, o := range seen[i+1:] {
				both := s.quarters[0]&o.quarters[0] != 0 || s.quarters[1]&o.quarters[1] != 0
				if !both || !x.w.Atlas.Elsewhere(x.account.at(s), x.account.at(o)) || d.Explained("vpn", s.first.time(), "") {
					continue
				}
				if days.Len() == 0 {
					a, b = s, o
				}
				days.Add(s.first.time())
			}
		}
	})
	if days.Len() < twoPlacesDays {
		return
	}
	p, q := x.account.at(a), x.account.at(b)
	out.Raise("J15", d.ID, a.first.time(), core.Args{"days": strconv.Itoa(days.Len()), "here": name(p), "there": name(q), "day": a.first.time().Format(time.DateOnly)},
		x.account.evidence(a.first, p), x.account.evidence(b.first, q), x.account.evidence(a.last, p), x.account.evidence(b.last, q))
}
