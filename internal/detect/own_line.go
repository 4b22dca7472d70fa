package detect

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// ownLines keeps the access lines on which a device that the company handed out reported by itself.
// Whoever acts from such a line at that time holds the laptop, so that the act tells nothing that
// the laptop's whereabouts do not. Its size is bounded by people, lines and days.
type ownLines map[string]map[netip.Addr]*Days

// add notes where o, the report of a device, came from. A tunnel's exit and a carrier's gateway serve
// strangers: they show nothing. Nor does a device that no dossier notes: anybody may enrol one.
func (l ownLines) add(d *core.Dossier, o *core.Observation) {
	line, ok := core.Household(o.IP)
	if o.Kind != core.KindDeviceSeen || o.Where != core.WhereUnknown || !ok || !recorded(d, o.Device) {
		return
	}
	lines := l[d.ID]
	if lines == nil {
		lines = map[netip.Addr]*Days{}
		l[d.ID] = lines
	}
	if lines[line] == nil {
		lines[line] = &Days{}
	}
	lines[line].Add(o.At)
}

// there reports whether the person's own device was on the line of ip on that day or the day beside
// it: laptops sleep over the weekend.
func (l ownLines) there(d *core.Dossier, ip netip.Addr, at time.Time) bool {
	line, ok := core.Household(ip)
	days := l[d.ID][line]
	if !ok || days == nil {
		return false
	}
	day := core.Day(at)
	return days.Has(day-1) || days.Has(day) || days.Has(day+1)
}

// recorded reports whether the dossier itself notes that the device was handed out to d.
func recorded(d *core.Dossier, device string) bool {
	serial := serialOf(d, device)
	return serial != "" && (slices.ContainsFunc(d.Recorded.Devices, func(v core.Device) bool { return strings.EqualFold(v.Serial, serial) }) ||
		slices.ContainsFunc(d.Recorded.Shipments, func(s core.Shipment) bool { return strings.EqualFold(s.Device, serial) }))
}
