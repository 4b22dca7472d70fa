package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAddressChangedLate(t *testing.T) {
	redirect := func(asked string, to core.Address) func(d *core.Dossier, s *core.Shipment) {
		return func(_ *core.Dossier, s *core.Shipment) {
			s.Redirected = []core.Redirect{{At: on(-2), Asked: asked, To: to}}
		}
	}
	vitre := core.Address{City: "Vitré", Country: "FR"}
	change := act(func(o *core.Observation) {
		o.Kind, o.Source, o.Target, o.Value, o.At = core.KindChange, "hr", "address", "4 quai Sud", noon.AddDate(0, 0, -3)
	})
	f := func(name string, d *core.Dossier, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, d), seen, want...) })
	}
	f("redirected on the worker's wish", sent(redirect("worker", vitre)), nil, "p1 F02")
	f("redirected by the carrier", sent(redirect("carrier", vitre)), nil)
	f("redirected to the stated home", sent(redirect("worker", core.Address{City: "Rennes", Country: "FR"})), nil)
	f("redirected by the log", worker("p1", "Rennes", "FR"), []core.Observation{shipment(-2, "redirected", "worker", vitre.Place())}, "p1 F02")
	f("redirected by the carrier's log of itself", worker("p1", "Rennes", "FR"), []core.Observation{shipment(-2, "redirected", "carrier", vitre.Place())})
	f("the personnel record changed just before the delivery", sent(func(*core.Dossier, *core.Shipment) {}), []core.Observation{change}, "p1 F02")
	f("the record changed long before", sent(func(_ *core.Dossier, s *core.Shipment) { s.Delivered.At = on(30) }), []core.Observation{change})
	f("a ticket explains the change", sent(func(d *core.Dossier, _ *core.Shipment) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "address_change", At: on(-4), Approved: "yes"}}
	}), []core.Observation{change})
}
