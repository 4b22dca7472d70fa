package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

// leaver gave notice on day 0 and works until day 20.
func leaver(change func(d *core.Dossier)) *core.Dossier {
	d := worker("p1", "Rennes", "FR")
	d.Stage, d.Dates.Notice, d.Dates.Left = core.Leaving, on(0), on(20)
	d.Recorded.Accounts = []string{"p1@example.com"}
	change(d)
	return d
}

func TestAccountUsedAfterTheLastDay(t *testing.T) {
	later := func(day int, change func(o *core.Observation)) []core.Observation {
		return []core.Observation{act(func(o *core.Observation) { o.At = noon.AddDate(0, 0, day); change(o) })}
	}
	plain := func(*core.Dossier) {}
	f := func(name string, change func(d *core.Dossier), seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, leaver(change)), seen, want...) })
	}
	f("three days later", plain, later(23, atHome), "p1 K07")
	f("on the day after, when accounts are closed", plain, later(21, atHome))
	f("an attempt that was denied", plain, later(23, func(o *core.Observation) { o.Kind = core.KindDenied }))
	f("a guest in a meeting", plain, later(23, func(o *core.Observation) { o.Kind, o.Camera = core.KindMeeting, core.CameraOn }))
	f("a private address", func(d *core.Dossier) { d.Stated.Emails = []string{"Someone@example.net"} }, later(23, func(o *core.Observation) { o.Account = "someone@example.net" }))
	f("automation that was agreed", func(d *core.Dossier) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "offboarding", At: on(15), What: "release robot", Approved: "yes"}}
	}, later(23, atHome))
	f("the checklist of the departure explains nothing", func(d *core.Dossier) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "offboarding", At: on(15), Approved: "yes"}}
	}, later(23, atHome), "p1 K07")
	f("access that was agreed has ended", func(d *core.Dossier) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "offboarding", At: on(15), To: on(21), Approved: "yes"}}
	}, later(23, atHome), "p1 K07")
	f("nobody left", func(d *core.Dossier) { d.Dates.Left = core.Date{} }, later(23, atHome))
}

func TestDeviceReturnedFromElsewhere(t *testing.T) {
	f := func(name string, from core.Address, change func(d *core.Dossier), want ...string) {
		t.Run(name, func(t *testing.T) {
			d := leaver(func(d *core.Dossier) {
				d.Recorded.Devices = []core.Device{{Serial: "SER1", Returned: on(25), From: from}}
				change(d)
			})
			expect(t, world(t, d), nil, want...)
		})
	}
	plain := func(*core.Dossier) {}
	nice := core.Address{City: "Nice", Country: "FR"}
	f("from home", core.Address{City: "Rennes", Country: "FR"}, plain)
	f("from far away", nice, plain, "p1 K06b")
	f("nobody noted from where", core.Address{}, plain)
	f("after a move that was recorded", nice, func(d *core.Dossier) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "address_change", At: on(10), Approved: "yes"}}
	})
	f("on an announced journey", nice, func(d *core.Dossier) {
		d.Stated.Stays = []core.Stay{{City: "Nice", Country: "FR", From: on(20), To: on(30)}}
	})
}
