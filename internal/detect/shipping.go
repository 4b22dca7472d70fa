package detect

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// shipments follows devices on their way. It reads deliveries from dossiers and, where a dossier
// notes none, from the carrier's log: F01 (not to the stated home), F02 (address changed late) and
// F05 (a stranger signed).
type shipments struct {
	w    *World
	seen dossiers[[]shipped]
}

// shipped is one event of a carrier or a change of the address in the personnel record.
type shipped struct {
	status string // ordered, redirected, delivered, returned; "address" for a personnel change
	at     moment
	place  core.Place
	who    string // who received or asked
}

// shippedKept bounds the events of one person: the earliest ones.
const shippedKept = 64

// nearHomeKilometres is how far from home a parcel still goes home (threshold D).
const nearHomeKilometres = 50

func newShipments(w *World) Detector { return &shipments{w: w, seen: dossiers[[]shipped]{}} }

func (s *shipments) Feed(d *core.Dossier, o *core.Observation) {
	e := shipped{at: moment{o.At.UnixMilli(), int32(o.Line), o.Input}, place: o.Place, who: o.Value}
	switch {
	case o.Kind == core.KindShipment:
		e.status = o.Target
	case o.Kind == core.KindChange && o.Target == "address":
		e.status, e.place = "address", core.Place{}
	default:
		return
	}
	list := s.seen.of(d)
	i, _ := slices.BinarySearchFunc(*list, e, func(a, b shipped) int {
		if a.at.before(b.at) {
			return -1
		}
		return 1
	})
	*list = slices.Insert(*list, i, e)
	if len(*list) > shippedKept {
		*list = (*list)[:shippedKept]
	}
}

func (s *shipments) Raise(out *core.Sink) {
	for _, d := range s.w.byID() {
		var events []shipped
		if list := s.seen.get(d); list != nil {
			events = *list
		}
		s.notHome(d, events, out)
		s.changedLate(d, events, out)
		s.stranger(d, events, out)
	}
}

// byID lists every dossier in the order of ids.
func (w *World) byID() []*core.Dossier {
	out := make([]*core.Dossier, 0, len(w.People))
	for _, d := range w.People {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *core.Dossier) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// arrival is where a device was handed over, by the dossier or by the carrier.
type arrival struct {
	at     time.Time
	place  core.Place
	device string
	kind   string
	handed bool // delivered, as opposed to sent
	shown  bool // the person showed to hold it
	proof  core.Evidence
}

// arrivals lists where devices went, as far as it is known: the place of delivery, else the last
// address they were sent to. The log speaks where the dossier notes no shipment.
func arrivals(d *core.Dossier, events []shipped) []arrival {
	var out []arrival
	for i, s := range d.Recorded.Shipments {
		a := arrival{at: s.Delivered.At.Time, place: s.Delivered.Place(), device: s.Device, kind: s.Kind, handed: s.Delivered.At.Given(), shown: s.Delivered.Shown == "id" || s.Delivered.Shown == "video", proof: d.At(core.Key("recorded.shipments", i, "delivered.city"), s.Delivered.City)}
		if a.at.IsZero() {
			a.at = s.Ordered.Time
		}
		if !a.place.Known() {
			key, to := "to.city", s.To
			if n := len(s.Redirected); n > 0 {
				key, to = core.Key("redirected", n-1, "to.city"), s.Redirected[n-1].To
			}
			a.place, a.proof = to.Place(), d.At(core.Key("recorded.shipments", i, key), to.City)
		}
		if a.place.Known() {
			out = append(out, a)
		}
	}
	if len(d.Recorded.Shipments) > 0 {
		return out
	}
	for _, e := range events {
		if e.status == "delivered" && e.place.Known() {
			out = append(out, arrival{at: e.at.time(), place: e.place, handed: true, proof: e.see("city", name(e.place))})
		}
	}
	return out
}

func (e shipped) see(field, value string) core.Evidence {
	return core.Evidence{Input: e.at.input, Line: int(e.at.line), Field: field, Value: value}
}

// notHome raises F01.
func (s *shipments) notHome(d *core.Dossier, events []shipped, out *core.Sink) {
	home := d.Stated.Residence.Place()
	if !home.Known() {
		return
	}
	for _, a := range arrivals(d, events) {
		if a.kind == "office" || !s.w.apart(home, a.place) || s.w.expected(d, a) || a.kind == "relative" && a.shown || movedSince(d, events, a.at) {
			continue
		}
		out.Raise("F01", d.ID, a.at, core.Args{"where": name(a.place), "home": name(home)}, a.proof, d.At("stated.residence.city", name(home)))
		return
	}
}

// movedSince reports whether the person moved after a delivery, by the personnel record or an agreed
// ticket: where they live now says nothing of where they lived then.
func movedSince(d *core.Dossier, events []shipped, at time.Time) bool {
	if slices.ContainsFunc(events, func(e shipped) bool { return e.status == "address" && core.Day(e.at.time()) > core.Day(at) }) {
		return true
	}
	return slices.ContainsFunc(d.Recorded.Tickets, func(k core.Ticket) bool {
		return k.Kind == "address_change" && k.Covers(time.Time{}) && k.At.After(at)
	})
}

// apart reports whether two places are certainly more than nearHomeKilometres apart, or, when the
// distance is not known, in different countries.
func (w *World) apart(p, q core.Place) bool {
	if km, ok := w.Atlas.Kilometres(p, q); ok {
		return km > nearHomeKilometres
	}
	return p.Country != q.Country
}

// expected reports whether a ticket, an announced stay or an office of the company explains that a
// device went there.
func (w *World) expected(d *core.Dossier, a arrival) bool {
	if d.Explained("shipping", a.at, "") || d.Explained("address_change", a.at, "") {
		return true
	}
	for _, o := range w.Company.Offices {
		if (a.kind == "" || a.kind == "unknown") && !w.apart(core.Place{Country: o.Country, City: o.City}, a.place) {
			return true
		}
	}
	for _, s := range d.Stated.Stays {
		if s.Covers(a.at) && !w.Atlas.Elsewhere(core.Place{Country: strings.ToUpper(s.Country), City: s.City}, a.place) {
			return true
		}
	}
	for _, k := range d.Recorded.Tickets {
		if k.Kind == "travel" && k.Country != "" && k.Covers(a.at) && !w.Atlas.Elsewhere(core.Place{Country: strings.ToUpper(k.Country), City: k.City}, a.place) {
			return true
		}
	}
	return false
}

// stranger raises F05 from the carrier's log; the check of the same signal reads the dossier.
func (s *shipments) stranger(d *core.Dossier, events []shipped, out *core.Sink) {
	if len(d.Recorded.Shipments) > 0 {
		return
	}
	held := slices.ContainsFunc(d.Recorded.InPerson, func(p core.InPerson) bool {
		return (p.Kind == "unboxing_video" || p.Kind == "pick_up") && p.Result == "done"
	})
	for _, e := range events {
		if e.status != "delivered" || e.who != "other" && e.who != "unknown" || held || d.Explained("shipping", e.at.time(), "") {
			continue
		}
		where := name(e.place)
		if where == "" {
			where = "–"
		}
		out.Raise("F05", d.ID, e.at.time(), core.Args{"where": where}, e.see("received_by", e.who))
		return
	}
}
