package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func report(day int, place core.Place, where core.Where) core.Observation {
	return act(func(o *core.Observation) {
		o.Kind, o.Source, o.Device, o.Place, o.Where = core.KindDeviceSeen, "mdm", "ser1", place, where
		o.At, o.Line = noon.AddDate(0, 0, day), 200+day
	})
}

func TestFirstReportFarFromTheDelivery(t *testing.T) {
	vienna, rennes := core.Place{Country: "AT", City: "Vienna"}, core.Place{Country: "FR", City: "Rennes"}
	home := func(*core.Dossier, *core.Shipment) {}
	f := func(name string, d *core.Dossier, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, d), seen, want...) })
	}
	f("far away", sent(home), []core.Observation{report(2, vienna, ""), report(3, rennes, "")}, "p1 F07")
	f("at home first", sent(home), []core.Observation{report(2, rennes, ""), report(3, vienna, "")})
	f("before the delivery says nothing", sent(home), []core.Observation{report(-2, vienna, ""), report(2, rennes, "")})
	f("a month and more later says nothing", sent(home), []core.Observation{report(40, vienna, "")})
	f("through a gateway says nothing", sent(home), []core.Observation{report(2, vienna, core.WhereGateway)})
	f("over the air says nothing", sent(home), []core.Observation{report(2, vienna, core.WhereMobile)})
	f("announced travel explains it", sent(func(d *core.Dossier, _ *core.Shipment) {
		d.Stated.Stays = []core.Stay{{Country: "AT", From: on(0), To: on(9)}}
	}), []core.Observation{report(2, vienna, "")})
	f("delivered to an office elsewhere and taken home", sent(func(_ *core.Dossier, s *core.Shipment) {
		s.Kind, s.Delivered.City, s.Delivered.Country = "office", "Nice", "FR"
	}), []core.Observation{report(2, rennes, "")})
	f("another device is not this one", sent(func(_ *core.Dossier, s *core.Shipment) { s.Device = "SER2" }), []core.Observation{report(2, vienna, "")})
}

func TestDeviceThatMovedAbroad(t *testing.T) {
	vienna, rennes := core.Place{Country: "AT", City: "Vienna"}, core.Place{Country: "FR", City: "Rennes"}
	stay := func(from, days int, p core.Place) []core.Observation {
		var out []core.Observation
		for i := range days {
			out = append(out, report(from+i, p, ""))
		}
		return out
	}
	f := func(name string, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			expect(t, world(t, sent(func(*core.Dossier, *core.Shipment) {})), seen, want...)
		})
	}
	moved := append(stay(1, 3, rennes), stay(10, settledDays, vienna)...)
	f("moved and stayed", moved, "p1 F09")
	f("came back", append(moved, report(30, rennes, "")))
	f("a short journey", append(stay(1, 3, rennes), stay(10, settledDays-1, vienna)...))
	f("never at home is another signal's matter", stay(1, settledDays, vienna), "p1 F07")

	athens := core.Place{Country: "GR", City: "Athens"}
	signins := func(days int, p core.Place) []core.Observation {
		return onDays(days, func(o *core.Observation) { o.At, o.Line, o.Place = o.At.AddDate(0, 0, 11), o.Line+400, p })
	}
	f("the account beside it is the same fact", append(signins(3, vienna), moved...), "p1 F09")
	f("the account in a third country is another", append(signins(3, athens), moved...), "p1 F09", "p1 H06")
	f("on a short journey the account is asked about", append(append(stay(1, 3, rennes), stay(10, 3, vienna)...), signins(2, vienna)...), "p1 H06")
}
