package detect

import (
	"net/netip"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestBankAccountChangedBesideTheOwnLaptop(t *testing.T) {
	athens := core.Place{Country: "GR", City: "Athens"}
	there := func(day int, change func(o *core.Observation)) core.Observation {
		o := report(day, athens, "")
		o.IP = netip.MustParseAddr("2001:db8:5:5::9")
		change(&o)
		return o
	}
	as := func(*core.Observation) {}
	f := func(name string, laptop, change func(o *core.Observation), day int, want ...string) {
		t.Run(name, func(t *testing.T) {
			d := worker("p1", "Rennes", "FR")
			d.Recorded.Devices = []core.Device{{Serial: "SER1"}}
			expect(t, world(t, d), []core.Observation{there(day, laptop), bank(0, func(o *core.Observation) {
				o.Place, o.IP = athens, netip.MustParseAddr("2001:db8:5:5::5")
				change(o)
			})}, want...)
		})
	}
	tunnel := func(o *core.Observation) { o.Where, o.Tag = core.WhereVPN, "EXAMPLE_VPN" }
	f("on the line of the laptop", as, as, 0)
	f("while the laptop sleeps since yesterday", as, as, -1)
	f("days after the laptop was there", as, as, -4, "p1 G07")
	f("on another line of the same town", func(o *core.Observation) { o.IP = netip.MustParseAddr("2001:db8:6:6::9") }, as, 0, "p1 G07")
	f("beside a laptop that was not handed out", func(o *core.Observation) { o.Device = "SER2" }, as, 0, "p1 G07")
	f("beside the laptop of somebody else", func(o *core.Observation) { o.Person = "p2" }, as, 0, "p1 G07")
	f("the exit of a tunnel is nobody's line", tunnel, tunnel, 0, "p1 G07")
	f("a sign-in that names the laptop is no laptop", func(o *core.Observation) { o.Kind, o.Source = core.KindSignin, "okta" }, as, 0, "p1 G07")
}

// Without a record of what was handed out, any device could be enrolled to hide behind.
func TestALaptopThatNoDossierNotesExplainsNothing(t *testing.T) {
	athens := func(o *core.Observation) { o.Place = core.Place{Country: "GR", City: "Athens"} }
	laptop := report(0, core.Place{Country: "GR", City: "Athens"}, "")
	expect(t, world(t, worker("p1", "Rennes", "FR")), []core.Observation{laptop, bank(0, athens)}, "p1 G07")
}
