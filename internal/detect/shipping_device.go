package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// issued follows the devices that the company handed out: where one first reports (F07), whether it
// moved abroad for good (F09), and whether it works at all while its owner's account does (F12).
type issued struct {
	w      *World
	ships  *shipments
	trails *trails              // by person and device, see key
	keys   map[[2]string]string // person, device → key; "" when the company did not issue it
	work   dossiers[working]
	all    Days // days on which any device of the company reported
}

const (
	firstReportDays = 30 // a first report later than that says nothing of the delivery (D)
	settledDays     = 10 // days abroad without a return before a device has moved (D)
)

func newIssued(w *World) *issued {
	return &issued{
		w: w, ships: &shipments{w: w, seen: dossiers[[]shipped]{}}, trails: newTrails(w),
		keys: map[[2]string]string{}, work: dossiers[working]{},
	}
}

func (x *issued) Feed(d *core.Dossier, o *core.Observation) {
	switch {
	case o.Kind == core.KindShipment:
		x.ships.Feed(d, o)
	case o.Kind == core.KindRule:
	case o.Kind == core.KindDeviceSeen || ofDevice(o):
		x.device(d, o)
	case ofAccount(o) && !phone(o.Agent):
		x.work.of(d).act(o)
	}
}

func (x *issued) device(d *core.Dossier, o *core.Observation) {
	x.all.Add(o.At)
	key := x.key(d, o.Device)
	if key == "" {
		return
	}
	x.work.of(d).reported.Add(o.At)
	if o.Place.Known() && o.Where.Ordinary() {
		c := *o
		c.Person = key
		x.trails.add(&c)
	}
}

// key names a person's device: person, a zero byte, serial. It is "" for a device that the company
// did not hand out to that person.
func (x *issued) key(d *core.Dossier, device string) string {
	at := [2]string{d.ID, device}
	key, known := x.keys[at]
	if !known {
		if serial := serialOf(d, device); serial != "" {
			key = d.ID + "\x00" + serial
		}
		x.keys[at] = key
	}
	return key
}

// serialOf is the serial of a device handed out to d, by serial or host name, in lower case.
func serialOf(d *core.Dossier, device string) string {
	if device == "" {
		return ""
	}
	for _, v := range d.Recorded.Devices {
		if host, _, _ := strings.Cut(v.Hostname, "."); strings.EqualFold(v.Serial, device) || host != "" && strings.EqualFold(host, device) {
			return strings.ToLower(v.Serial)
		}
	}
	for _, s := range d.Recorded.Shipments {
		if strings.EqualFold(s.Device, device) {
			return strings.ToLower(s.Device)
		}
	}
	if len(d.Recorded.Devices) == 0 && len(d.Recorded.Shipments) == 0 {
		return strings.ToLower(device)
	}
	return ""
}

func (x *issued) Raise(out *core.Sink) {
	for _, d := range x.w.byID() {
		var events []shipped
		if list := x.ships.seen.get(d); list != nil {
			events = *list
		}
		arrived := arrivals(d, events)
		x.farAway(d, arrived, out)
		x.settledAbroad(d, arrived, out)
		x.silent(d, arrived, out)
	}
}

// devices lists the trails of a person's devices that arrived as a, in a fixed order.
func (x *issued) devices(d *core.Dossier, a arrival) []string {
	if a.device != "" {
		return []string{d.ID + "\x00" + strings.ToLower(a.device)}
	}
	var out []string
	for key := range x.trails.people {
		if strings.HasPrefix(key, d.ID+"\x00") {
			out = add(out, key)
		}
	}
	return out
}

// farAway raises F07.
func (x *issued) farAway(d *core.Dossier, arrived []arrival, out *core.Sink) {
	for _, a := range arrived {
		if !a.handed {
			continue
		}
		for _, key := range x.devices(d, a) {
			s, ok := x.firstReport(key, a.at)
			if !ok {
				continue
			}
			p, at := x.trails.at(s), s.first.time()
			if !x.w.Atlas.Elsewhere(a.place, p) || x.w.known(d, p, at) || d.Explained("vpn", at, "") {
				continue
			}
			out.Raise("F07", d.ID, at, core.Args{"delivered": name(a.place), "seen": name(p), "day": at.Format(time.DateOnly)}, a.proof, x.trails.evidence(s.first, p))
			return
		}
	}
}

// firstReport is the first sign of life of a device from the day of its delivery on.
func (x *issued) firstReport(key string, from time.Time) (first sighting, ok bool) {
	x.trails.days(key, func(day int, seen []sighting) {
		if !ok && day >= core.Day(from) && day <= core.Day(from)+firstReportDays {
			first, ok = seen[0], true
		}
	})
	return first, ok
}

// settlement is the move of a device abroad.
type settlement struct {
	key    string // of the trails
	days   Days
	first  moment
	places []string
	proof  []core.Evidence
}

// settledAbroad raises F09.
func (x *issued) settledAbroad(d *core.Dossier, arrived []arrival, out *core.Sink) {
	s, ok := x.settled(d, arrived)
	if !ok {
		return
	}
	home, day := name(d.Stated.Residence.Place()), s.first.time()
	ev := append(s.proof, d.At("stated.residence.country", home))
	out.Raise("F09", d.ID, day, core.Args{"day": day.Format(time.DateOnly), "days": strconv.Itoa(s.days.Len()), "where": some(s.places), "home": home}, ev...)
}

// settled finds a device that was around a known place first, reports from other countries only, over
// many days, and has not come back.
func (x *issued) settled(d *core.Dossier, arrived []arrival) (settlement, bool) {
	home := d.Stated.Residence.Place()
	if !home.Known() {
		return settlement{}, false
	}
	for _, key := range x.devices(d, arrival{}) {
		var before bool
		m := settlement{key: key}
		x.trails.days(key, func(_ int, seen []sighting) {
			for _, s := range seen {
				p := x.trails.at(s)
				if p.Country == home.Country || x.w.known(d, p, s.first.time()) || d.Announced(p.Country, s.first.time()) || arrivedAt(x.w, arrived, p) {
					before, m = true, settlement{key: key}
					return
				}
			}
			if m.days.Len() == 0 {
				m.first = seen[0].first
			}
			m.days.Add(seen[0].first.time())
			if len(m.proof) < proofItems {
				m.proof = append(m.proof, x.trails.evidence(seen[0].first, x.trails.at(seen[0])))
			}
			m.places = add(m.places, name(x.trails.at(seen[0])))
		})
		if before && m.days.Len() >= settledDays {
			return m, true
		}
	}
	return settlement{}, false
}

// beside reports for a person whose device has settled abroad (F09) whether something seen at p came
// from around that device, on that day or the day beside it. Without such a device it reports false.
func (x *issued) beside(d *core.Dossier) func(p core.Place, at time.Time) bool {
	var events []shipped
	if list := x.ships.seen.get(d); list != nil {
		events = *list
	}
	m, ok := x.settled(d, arrivals(d, events))
	return func(p core.Place, at time.Time) bool {
		for day := core.Day(at) - 1; ok && day <= core.Day(at)+1; day++ {
			if m.days.Has(day) && slices.ContainsFunc(x.trails.on(m.key, day), func(s sighting) bool { return !x.w.Atlas.Elsewhere(p, x.trails.at(s)) }) {
				return true
			}
		}
		return false
	}
}

func arrivedAt(w *World, arrived []arrival, p core.Place) bool {
	for _, a := range arrived {
		if !w.Atlas.Elsewhere(a.place, p) {
			return true
		}
	}
	return false
}
