package detect

import (
	"net/netip"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestSilentDevice(t *testing.T) {
	work := func(days int, change func(o *core.Observation)) []core.Observation {
		return onDays(days, func(o *core.Observation) { o.At, o.Line = o.At.AddDate(0, 0, 5), o.Line+300; change(o) })
	}
	plain := func(*core.Observation) {}
	others := func(days int) []core.Observation {
		return onDays(days+10, func(o *core.Observation) {
			o.Kind, o.Source, o.Person, o.Device = core.KindDeviceSeen, "mdm", "p2", "ser9"
			o.IP = netip.MustParseAddr("2001:db8:9:9::9")
		})
	}
	f := func(name string, d *core.Dossier, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, d, worker("p2", "Rennes", "FR")), seen, want...) })
	}
	home := func(*core.Dossier, *core.Shipment) {}
	f("the account works and the device sleeps", sent(home), append(work(12, plain), others(12)...), "p1 F12")
	f("no device of the company reports: nothing is known", sent(home), work(12, plain))
	f("a few days are too few", sent(home), append(work(silentDays-1, plain), others(12)...))
	f("reading mail on a phone is not work", sent(home), append(work(12, func(o *core.Observation) { o.Agent = "iPhone" }), others(12)...))
	f("an agreed own device explains it", sent(func(d *core.Dossier, _ *core.Shipment) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "own_device", At: on(-4), Approved: "yes"}}
	}), append(work(12, plain), others(12)...))
	reported := append(work(12, plain), others(12)...)
	for i := range 2 {
		reported = append(reported, report(5+i, core.Place{}, ""))
	}
	f("a device that reports now and then is not silent", sent(home), reported)
}
