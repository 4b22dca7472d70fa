package detect

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// trails keeps, per person and day, the places from which something was seen on lines that tell a
// place (core.Where.Ordinary). Its size is bounded by people, days and places per day.
type trails struct {
	w      *World
	places []core.Place
	index  map[core.Place]int32
	people map[string]*calendar[[]sighting]
}

func newTrails(w *World) *trails {
	return &trails{w: w, index: map[core.Place]int32{}, people: map[string]*calendar[[]sighting]{}}
}

// sighting is one place on one day.
type sighting struct {
	place       int32
	quarters    [2]uint64 // quarter hours of the day in which it was seen
	first, last moment
}

// moment is one observation, small.
type moment struct {
	at    int64 // Unix milliseconds
	line  int32
	input string
}

func (m moment) before(o moment) bool {
	return cmp.Or(cmp.Compare(m.at, o.at), cmp.Compare(m.input, o.input), cmp.Compare(m.line, o.line)) < 0
}

func (m moment) time() time.Time { return time.UnixMilli(m.at).UTC() }

// add keeps where o was, when o tells.
func (t *trails) add(o *core.Observation) {
	if !o.Where.Ordinary() || !o.Place.Known() {
		return
	}
	id := t.place(o.Place)
	days := t.people[o.Person]
	if days == nil {
		days = &calendar[[]sighting]{}
		t.people[o.Person] = days
	}
	seen, _ := days.at(core.Day(o.At))
	i := slices.IndexFunc(*seen, func(s sighting) bool { return s.place == id })
	m := moment{o.At.UnixMilli(), int32(o.Line), o.Input}
	if i < 0 {
		*seen = append(*seen, sighting{place: id, first: m, last: m})
		i = len(*seen) - 1
	}
	s := &(*seen)[i]
	q := (o.At.Hour()*60 + o.At.Minute()) / 15
	s.quarters[q/64] |= 1 << (q % 64)
	if m.before(s.first) {
		s.first = m
	}
	if s.last.before(m) {
		s.last = m
	}
}

// place numbers a place. A city of the gazetteer is one place whatever coordinates a source gives;
// coordinates without such a city are rounded to a tenth of a degree.
func (t *trails) place(p core.Place) int32 {
	key := core.Place{Country: p.Country, City: p.City}
	if _, _, ok := t.w.Atlas.Locate(key); !ok && p.Point {
		key.Lat, key.Lon, key.Point = math.Round(p.Lat*10)/10, math.Round(p.Lon*10)/10, true
	}
	id, ok := t.index[key]
	if !ok {
		id = int32(len(t.places))
		t.index[key] = id
		t.places = append(t.places, key)
	}
	return id
}

// at is where a sighting was.
func (t *trails) at(s sighting) core.Place { return t.places[s.place] }

// days visits a person's days in order, each with its places in the order of their first moment.
func (t *trails) days(person string, f func(day int, seen []sighting)) {
	days := t.people[person]
	if days == nil {
		return
	}
	days.each(func(d int, list *[]sighting) {
		seen := slices.Clone(*list)
		slices.SortFunc(seen, func(a, b sighting) int {
			if a.first.before(b.first) {
				return -1
			}
			return 1
		})
		f(d, seen)
	})
}

// on is what was seen of a person on one day, in no order.
func (t *trails) on(person string, day int) []sighting {
	days := t.people[person]
	if days == nil {
		return nil
	}
	if seen := days.get(day); seen != nil {
		return *seen
	}
	return nil
}

// evidence points at the observation behind a moment.
func (t *trails) evidence(m moment, p core.Place) core.Evidence {
	return core.Evidence{Input: m.input, Line: int(m.line), Field: "location", Value: name(p)}
}

// name is a place as people write it.
func name(p core.Place) string {
	if p.City == "" {
		return p.Country
	}
	return p.City + " (" + p.Country + ")"
}

// known reports whether the person is known to be around p on that day: where they say they live,
// where they announced to be, an office of the company, where the company knows that they moved.
func (w *World) known(d *core.Dossier, p core.Place, at time.Time) bool {
	home := d.Stated.Residence.Place()
	if home.Known() && !w.Atlas.Elsewhere(home, p) {
		return true
	}
	for _, o := range w.Company.Offices {
		if !w.Atlas.Elsewhere(core.Place{Country: o.Country, City: o.City}, p) {
			return true
		}
	}
	for _, s := range d.Stated.Stays {
		if s.Covers(at) && !w.Atlas.Elsewhere(core.Place{Country: s.Country, City: s.City}, p) {
			return true
		}
	}
	for _, k := range d.Recorded.Tickets {
		if k.Kind == "travel" && k.Country != "" && k.Covers(at) && !w.Atlas.Elsewhere(core.Place{Country: k.Country, City: k.City}, p) {
			return true
		}
	}
	return false
}
