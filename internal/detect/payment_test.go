package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func bank(day int, change func(o *core.Observation)) core.Observation {
	return act(func(o *core.Observation) {
		o.Kind, o.Source, o.Target, o.OtherPerson = core.KindChange, "hr", "bank", "p1"
		o.At, o.Line = noon.AddDate(0, 0, day), 500+day
		change(o)
	})
}

func atHome(*core.Observation) {}

func agreedBank(d *core.Dossier) {
	d.Recorded.Tickets = []core.Ticket{{Kind: "bank_change", At: on(-400), Approved: "yes"}}
}

func TestBankAccountChanged(t *testing.T) {
	f := func(name string, change func(d *core.Dossier), seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			d := worker("p1", "Rennes", "FR")
			change(d)
			expect(t, world(t, d), seen, want...)
		})
	}
	plain := func(*core.Dossier) {}
	f("once", plain, []core.Observation{bank(0, atHome)})
	f("twice within three months", plain, []core.Observation{bank(0, atHome), bank(60, atHome)}, "p1 G01")
	f("twice within half a year", plain, []core.Observation{bank(0, atHome), bank(160, atHome)})
	f("agreed", agreedBank, []core.Observation{bank(0, atHome), bank(60, atHome)})
	f("the first entry sets the account up", func(d *core.Dossier) { d.Dates.Started = on(1) }, []core.Observation{bank(0, atHome), bank(60, atHome)})
	f("the first entry comes in the first weeks", func(d *core.Dossier) { d.Dates.Started = on(-10) }, []core.Observation{bank(0, atHome), bank(60, atHome)})
	f("an account was there before", func(d *core.Dossier) {
		d.Dates.Started = on(-10)
		d.Recorded.Payroll = []core.Payee{{From: on(-10), Account: "a"}}
	}, []core.Observation{bank(0, atHome), bank(60, atHome)}, "p1 G01")
	payroll := func(days ...int) func(d *core.Dossier) {
		return func(d *core.Dossier) {
			for i, n := range days {
				d.Recorded.Payroll = append(d.Recorded.Payroll, core.Payee{From: on(n), Account: string(rune('a' + i))})
			}
		}
	}
	f("three accounts by the dossier", payroll(-300, 0, 30), nil, "p1 G01")
	f("two accounts by the dossier are one change", payroll(-300, 0), nil)
	f("log and dossier tell of one change", payroll(-300, 20), []core.Observation{bank(0, atHome)})
}

func TestBankAccountChangedFromElsewhere(t *testing.T) {
	f := func(name string, change func(d *core.Dossier), seen core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			d := worker("p1", "Rennes", "FR")
			change(d)
			expect(t, world(t, d), []core.Observation{seen}, want...)
		})
	}
	plain := func(*core.Dossier) {}
	athens := func(o *core.Observation) { o.Place = core.Place{Country: "GR", City: "Athens"} }
	tunnel := func(o *core.Observation) { o.Where, o.Tag = core.WhereVPN, "EXAMPLE_VPN" }
	f("from home", plain, bank(0, atHome))
	f("from another country", plain, bank(0, athens), "p1 G07")
	f("through a tunnel", plain, bank(0, tunnel), "p1 G07")
	f("through a declared tunnel", func(d *core.Dossier) { d.Stated.Equipment = []core.Equipment{{Kind: "vpn"}} }, bank(0, tunnel))
	f("on an announced journey", func(d *core.Dossier) {
		d.Stated.Stays = []core.Stay{{Country: "GR", From: on(-3), To: on(3)}}
	}, bank(0, athens))
	f("by the payroll clerk", plain, bank(0, func(o *core.Observation) { athens(o); o.OtherPerson = "p9" }))
	f("over a relay", plain, bank(0, func(o *core.Observation) { athens(o); o.Where = core.WhereRelay }))
	f("agreed", agreedBank, bank(0, athens))
}

func TestNewAccountAtTheEnd(t *testing.T) {
	f := func(name string, left int, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			d := worker("p1", "Rennes", "FR")
			d.Stage, d.Dates.Left = core.Leaving, on(left)
			expect(t, world(t, d), seen, want...)
		})
	}
	f("three days before leaving", 3, []core.Observation{bank(0, atHome)}, "p1 G12")
	f("after leaving, before the last pay", -5, []core.Observation{bank(0, atHome)}, "p1 G12")
	f("a month before", 30, []core.Observation{bank(0, atHome)})
}
