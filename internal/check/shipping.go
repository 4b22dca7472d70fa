package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/place"
)

// hiddenAddress lists the kinds of addresses at which nobody lives and which hide who receives. A
// parcel shop asks for identity and is where half of a city picks up its parcels.
var hiddenAddress = []string{"forwarder", "mailbox", "virtual_office"}

// shippedNowhere raises F03: a device went to a forwarding agent, a mailbox or a virtual office, by
// the company's own note, by the words of an address that is said to be a home, or by what a third party
// said of that very address.
func shippedNowhere(w *World, d *core.Dossier, out *core.Sink) {
	for i, s := range d.Recorded.Shipments {
		at := shippedAt(s)
		if d.Explained("shipping", at, "") {
			continue
		}
		ev, hidden := w.hiddenBy(d, i, s)
		if hidden {
			out.Raise("F03", d.ID, at, core.Args{"where": addressed(s.To)}, ev)
			return
		}
	}
}

// saysHome are the kinds of addresses at which somebody lives, or which nobody told apart.
var saysHome = []string{"", "home", "relative", "unknown"}

func (w *World) hiddenBy(d *core.Dossier, i int, s core.Shipment) (core.Evidence, bool) {
	if slices.Contains(hiddenAddress, s.Kind) {
		return d.At(core.Key("recorded.shipments", i, "kind"), s.Kind), true
	}
	if kind, _ := w.Contacts.AddressKind(contact.FoldLine(s.To.Line)); slices.Contains(saysHome, s.Kind) && (kind == contact.AddressMailbox || kind == contact.AddressForwarder) {
		return d.At(core.Key("recorded.shipments", i, "to.line"), s.To.Line), true
	}
	for j, v := range d.Recorded.Verifications {
		if v.Of == "address" && slices.Contains(hiddenAddress, v.Result) && sameLine(v.Item, s.To) && s.To != d.Stated.Residence {
			return d.At(core.Key("recorded.verifications", j, "result"), v.Result), true
		}
	}
	return core.Evidence{}, false
}

// sameLine reports whether a verified item is the street of a delivery address.
func sameLine(item string, a core.Address) bool {
	return a.Line != "" && item != "" && strings.Contains(place.Fold(item), place.Fold(a.Line))
}

// shippedAt is when a shipment happened: delivered, or else ordered.
func shippedAt(s core.Shipment) time.Time {
	if s.Delivered.At.Given() {
		return s.Delivered.At.Time
	}
	return s.Ordered.Time
}

// addressed is a delivery address as a finding names it: no more of it than is needed.
func addressed(a core.Address) string {
	switch {
	case a.City != "":
		return a.City
	case a.Country != "":
		return a.Country
	case a.Line != "":
		return a.Line
	}
	return "–"
}

// signedByStranger raises F05: somebody outside the household signed for a device, and the person
// never showed to hold it.
func signedByStranger(_ *World, d *core.Dossier, out *core.Sink) {
	for i, s := range d.Recorded.Shipments {
		r := s.Delivered.Received
		if r != "other" && r != "unknown" || s.Kind == "office" || s.Delivered.Shown == "id" || s.Delivered.Shown == "video" {
			continue
		}
		if at := shippedAt(s); !handedOver(d, at) {
			where := core.Address{City: s.Delivered.City, Country: s.Delivered.Country}
			if !where.Given() {
				where = s.To
			}
			out.Raise("F05", d.ID, at, core.Args{"where": addressed(where)}, d.At(core.Key("recorded.shipments", i, "delivered.received_by"), r))
			return
		}
	}
}

// handedOver reports whether a ticket or a later step in presence settles who holds the device.
func handedOver(d *core.Dossier, at time.Time) bool {
	if d.Explained("shipping", at, "") {
		return true
	}
	return slices.ContainsFunc(d.Recorded.InPerson, func(p core.InPerson) bool {
		return (p.Kind == "unboxing_video" || p.Kind == "pick_up") && p.Result == "done" && !p.At.Before(at)
	})
}

// wantsOwnDevice raises F06: a request to work on an own device that was not agreed.
func wantsOwnDevice(_ *World, d *core.Dossier, out *core.Sink) {
	for i, k := range d.Recorded.Tickets {
		if k.Kind != "own_device" || k.Approved != "no" && k.Approved != "pending" || d.Explained("own_device", time.Time{}, "") {
			continue
		}
		out.Raise("F06", d.ID, k.At.Time, core.Args{"day": written(k.At)}, d.At(core.Key("recorded.tickets", i, "approved"), k.Approved))
		return
	}
}

// declinesHandOver raises F10: to collect the device or to unpack it on video was declined, and
// nothing else showed who holds it.
func declinesHandOver(_ *World, d *core.Dossier, out *core.Sink) {
	var declined []core.Evidence
	var first core.Date
	for i, p := range d.Recorded.InPerson {
		if p.Kind != "pick_up" && p.Kind != "unboxing_video" {
			continue
		}
		switch p.Result {
		case "done":
			return
		case "declined":
			if p.Kind == "pick_up" && hasAccommodation(d, "remote_only") {
				continue
			}
			declined = append(declined, d.At(core.Key("recorded.in_person", i, "result"), p.Result))
			if len(declined) == 1 || p.At.Before(first.Time) {
				first = p.At
			}
		}
	}
	if len(declined) == 0 || slices.ContainsFunc(d.Recorded.Shipments, func(s core.Shipment) bool { return s.Delivered.Shown == "id" || s.Delivered.Shown == "video" }) {
		return
	}
	out.Raise("F10", d.ID, first.Time, core.Args{"count": strconv.Itoa(len(declined)), "day": written(first)}, declined...)
}

// written is a day as findings write it in every language.
func written(d core.Date) string {
	if !d.Given() {
		return "–"
	}
	return d.Format(time.DateOnly)
}

// shipsTo shares the addresses to which devices went (L06). Offices and parcel shops serve many and
// are left out; so is an address without a street.
func shipsTo(_ *World, d *core.Dossier, out *core.Sink) {
	for i, s := range d.Recorded.Shipments {
		if s.Kind == "office" || s.Kind == "parcel_shop" {
			continue
		}
		share := func(a core.Address, at core.Date, key string) {
			if a.Line == "" || a.City == "" && a.Postcode == "" {
				return
			}
			ev := d.At(core.Key("recorded.shipments", i, key), a.Line)
			out.Share(core.Trait{Person: d.ID, Kind: core.TraitShipTo, Value: normalAddress(a), Shown: shownAddress(a), First: at.Time, Last: at.Time, Evidence: []core.Evidence{ev}})
		}
		share(s.To, s.Ordered, "to.line")
		for j, r := range s.Redirected {
			share(r.To, r.At, core.Key("redirected", j, "to.line"))
		}
	}
}

// normalAddress makes the ways of writing one address equal.
func normalAddress(a core.Address) string {
	return contact.NormalAddress(contact.FoldLine(a.Line), a.Postcode, contact.FoldLine(a.City), a.Country)
}

func shownAddress(a core.Address) string {
	return strings.Trim(a.Line+", "+strings.TrimSpace(a.Postcode+" "+a.City), ", ")
}
