package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	abroadDays = 2  // days in an unannounced country before it is a question
	neverDays  = 10 // days seen before "never" means something
)

// abroad raises H06: the account is used from a country that is neither stated nor announced. Any
// country: which one plays no part. Where the own device has moved there for good, F09 asks about it, and
// the account beside the device is the same fact.
func (x *whereabouts) abroad(d *core.Dossier, out *core.Sink) {
	home := d.Stated.Residence.Place()
	if !home.Known() {
		return
	}
	type stay struct {
		days  Days
		proof []core.Evidence
		first time.Time
		place core.Place
	}
	stays, beside := map[string]*stay{}, x.issued.beside(d)
	x.account.days(d.ID, func(_ int, seen []sighting) {
		for _, s := range seen {
			p := x.account.at(s)
			at := s.first.time()
			if p.Country == home.Country || x.w.known(d, p, at) || d.Announced(p.Country, at) || beside(p, at) {
				continue
			}
			c := stays[p.Country]
			if c == nil {
				c = &stay{first: at, place: p}
				stays[p.Country] = c
			}
			c.days.Add(at)
			if len(c.proof) < proofItems {
				c.proof = append(c.proof, x.account.evidence(s.first, p))
			}
		}
	})
	for country, c := range stays {
		if c.days.Len() < abroadDays {
			continue
		}
		ev := append(c.proof, d.At("stated.residence.country", home.Country))
		out.Raise("H06", d.ID, c.first, core.Args{"country": country, "days": strconv.Itoa(c.days.Len()), "day": c.first.Format(time.DateOnly)}, ev...)
	}
}

// neverHome raises H07b: over many days the account was never used from around any place that the
// person stated or announced.
func (x *whereabouts) neverHome(d *core.Dossier, out *core.Sink) {
	home := d.Stated.Residence.Place()
	if !home.Known() {
		return
	}
	total, near := 0, 0
	var proof []core.Evidence
	var first time.Time
	var places []string
	x.account.days(d.ID, func(_ int, seen []sighting) {
		total++
		for _, s := range seen {
			p := x.account.at(s)
			if x.w.known(d, p, s.first.time()) || d.Explained("vpn", s.first.time(), "") {
				near++
				return
			}
			if first.IsZero() {
				first = s.first.time()
			}
			if len(proof) < proofItems {
				proof = append(proof, x.account.evidence(s.first, p))
			}
			if n := name(p); !slices.Contains(places, n) {
				places = append(places, n)
			}
		}
	})
	if total < neverDays || near > 0 {
		return
	}
	slices.Sort(places)
	ev := append(proof, d.At("stated.residence", name(home)))
	out.Raise("H07b", d.ID, first, core.Args{"days": strconv.Itoa(total), "places": some(places), "home": name(home)}, ev...)
}

// neverWithDevice raises H07: on every day on which both are known, the device and the account were
// in different areas.
func (x *whereabouts) neverWithDevice(d *core.Dossier, out *core.Sink) {
	total, together := 0, 0
	var proof []core.Evidence
	var first time.Time
	var here, there []string
	x.device.days(d.ID, func(day int, devices []sighting) {
		accounts := x.account.on(d.ID, day)
		if len(accounts) == 0 {
			return
		}
		total++
		for _, a := range accounts {
			for _, v := range devices {
				if !x.w.Atlas.Elsewhere(x.account.at(a), x.device.at(v)) || d.Explained("vpn", a.first.time(), "") {
					together++
					return
				}
			}
		}
		v, a := devices[0], earliest(accounts)
		if first.IsZero() {
			first = v.first.time()
		}
		if len(proof) < 2*proofItems {
			proof = append(proof, x.device.evidence(v.first, x.device.at(v)), x.account.evidence(a.first, x.account.at(a)))
		}
		here, there = add(here, name(x.device.at(v))), add(there, name(x.account.at(a)))
	})
	if total < neverDays || together > 0 {
		return
	}
	out.Raise("H07", d.ID, first, core.Args{"days": strconv.Itoa(total), "device": some(here), "account": some(there)}, proof...)
}

func earliest(seen []sighting) sighting {
	return slices.MinFunc(seen, func(a, b sighting) int {
		if a.first.before(b.first) {
			return -1
		}
		return 1
	})
}

func add(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	list = append(list, s)
	slices.Sort(list)
	return list
}

// some writes a short list.
func some(list []string) string {
	const shown = 3
	if len(list) > shown {
		return strings.Join(list[:shown], ", ") + " +" + strconv.Itoa(len(list)-shown)
	}
	return strings.Join(list, ", ")
}
