package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestDevicesOfTwoPeople(t *testing.T) {
	device := func(name string) func(o *core.Observation) { return func(o *core.Observation) { o.Device = name } }
	f := func(name string, change func(p *twoPeople), seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			p := pair()
			change(p)
			sharedTraits(t, p.world(t), core.TraitDevice, seen, want...)
		})
	}
	plain := func(*twoPeople) {}
	borrowed := append(by("p1", 3, 0, device("SN-p1")), by("p2", 2, 0, device("lap-p1"))...)
	f("an issued device that another account works on", plain, borrowed, "p1 sn-p1", "p2 sn-p1")
	f("its owner is not seen on it", plain, by("p2", 2, 0, device("SN-p1")), "p1 sn-p1", "p2 sn-p1")
	f("the device itself names another account", plain, by("p1", 2, 0, func(o *core.Observation) {
		o.Kind, o.Source, o.Device, o.Account = core.KindDeviceSeen, "mdm", "SN-p1", "p2@example.com"
	}), "p1 sn-p1", "p2 sn-p1")
	f("borrowed for a day", plain, append(by("p1", 3, 0, device("SN-p1")), by("p2", 1, 0, device("SN-p1"))...))
	f("one each", plain, append(by("p1", 3, 0, device("SN-p1")), by("p2", 3, 0, device("SN-p2"))...))
	f("a device of nobody's", plain, append(by("p1", 2, 0, device("X9")), by("p2", 2, 0, device("x9"))...), "p1 x9", "p2 x9")
	f("a device that the source does not name", plain, append(by("p1", 2, 0, device("unknown")), by("p2", 2, 0, device("unknown"))...))
	named := func(agent string) func(o *core.Observation) {
		return func(o *core.Observation) { o.Device, o.Agent = "Galaxy", agent }
	}
	f("two phones of one model", plain, append(by("p1", 3, 0, named("Mozilla/5.0 (Linux; Android 16)")), by("p2", 3, 0, named("Mozilla/5.0 (Linux; Android 16)"))...))
	f("a laptop of that name", plain, append(by("p1", 3, 0, named("Chrome")), by("p2", 3, 0, named("Chrome"))...), "p1 galaxy", "p2 galaxy")
	f("a phone that was handed out", plain, append(by("p1", 3, 0, device("SN-p1")), by("p2", 3, 0, func(o *core.Observation) {
		o.Device, o.Agent = "SN-p1", "Mozilla/5.0 (Linux; Android 16)"
	})...), "p1 sn-p1", "p2 sn-p1")
	f("an administrator", func(p *twoPeople) { p.b.Role.Privileged = true }, borrowed)
	f("handed on by the company", func(p *twoPeople) {
		p.b.Recorded.Devices = append(p.b.Recorded.Devices, core.Device{Serial: "SN-p1"})
	}, borrowed)
	f("handed on, the earlier holder not recorded", func(p *twoPeople) { p.a.Recorded.Devices[0].Issued = on(5) },
		append(by("p1", 3, 6, device("SN-p1")), by("p2", 3, 0, device("SN-p1"))...))
	f("a second device that was agreed", func(p *twoPeople) {
		p.b.Recorded.Tickets = []core.Ticket{{Kind: "second_device", What: "SN-p1", At: on(-3), Approved: "yes"}}
	}, borrowed)
}
