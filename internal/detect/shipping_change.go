package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// beforeDeliveryDays is how shortly before a delivery a changed address is a question (threshold D).
const beforeDeliveryDays = 14

// changedLate raises F02: after the offer the address of a device was changed on its way, other than
// by the carrier or towards the stated home, or the address in the personnel record was changed
// shortly before a delivery.
func (s *shipments) changedLate(d *core.Dossier, events []shipped, out *core.Sink) {
	type change struct {
		at time.Time
		ev core.Evidence
	}
	var changes []change
	admit := func(at time.Time, ev core.Evidence) {
		offered := d.Dates.Offered
		if d.Explained("address_change", at, "") || d.Explained("shipping", at, "") || offered.Given() && at.Before(offered.Time) {
			return
		}
		changes = append(changes, change{at, ev})
	}
	for i, sh := range d.Recorded.Shipments {
		for j, r := range sh.Redirected {
			if (r.Asked == "worker" || r.Asked == "unknown") && !isHome(d, r.To) {
				admit(r.At.Time, d.At(core.Key("recorded.shipments", i, core.Key("redirected", j, "asked_by")), r.Asked))
			}
		}
	}
	noted := slices.ContainsFunc(d.Recorded.Shipments, func(sh core.Shipment) bool { return len(sh.Redirected) > 0 })
	delivered := deliveries(d, events)
	for _, e := range events {
		switch e.status {
		case "redirected":
			if !noted && e.who != "carrier" && e.who != "company" && !homeCity(d, e.place) {
				admit(e.at.time(), e.see("requested_by", e.who))
			}
		case "address":
			if shortlyBefore(e.at.time(), delivered) {
				admit(e.at.time(), e.see("field", "address"))
			}
		}
	}
	if len(changes) == 0 {
		return
	}
	slices.SortFunc(changes, func(a, b change) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.ev.Compare(b.ev)
	})
	ev := make([]core.Evidence, 0, len(changes))
	for _, c := range changes {
		ev = append(ev, c.ev)
	}
	first := changes[0].at
	out.Raise("F02", d.ID, first, core.Args{"day": first.Format(time.DateOnly), "count": strconv.Itoa(len(changes))}, ev...)
}

// isHome reports whether an address is the stated residence, as far as both are written out.
func isHome(d *core.Dossier, a core.Address) bool {
	home := d.Stated.Residence
	return homeCity(d, a.Place()) && (a.Line == "" || home.Line == "" || strings.EqualFold(a.Line, home.Line))
}

func homeCity(d *core.Dossier, p core.Place) bool {
	home := d.Stated.Residence
	return home.City != "" && strings.EqualFold(home.City, p.City) && strings.EqualFold(home.Country, p.Country)
}

// deliveries lists when devices were handed over.
func deliveries(d *core.Dossier, events []shipped) []time.Time {
	var out []time.Time
	for _, s := range d.Recorded.Shipments {
		if s.Delivered.At.Given() {
			out = append(out, s.Delivered.At.Time)
		}
	}
	for _, e := range events {
		if e.status == "delivered" {
			out = append(out, e.at.time())
		}
	}
	return out
}

// shortlyBefore reports whether at lies within beforeDeliveryDays before a delivery, its day included.
func shortlyBefore(at time.Time, delivered []time.Time) bool {
	return slices.ContainsFunc(delivered, func(t time.Time) bool {
		return core.Day(at) <= core.Day(t) && core.Day(at) >= core.Day(t)-beforeDeliveryDays
	})
}
