package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func on(days int) core.Date { return core.Date{Time: noon.AddDate(0, 0, days)} }

// sent is a dossier of somebody in Rennes with one delivery.
func sent(change func(d *core.Dossier, s *core.Shipment)) *core.Dossier {
	d := worker("p1", "Rennes", "FR")
	s := core.Shipment{Device: "SER1", Ordered: on(-5), Kind: "home", Delivered: core.Delivery{At: on(0), City: "Rennes", Country: "FR", Received: "worker"}}
	change(d, &s)
	d.Recorded.Shipments = []core.Shipment{s}
	return d
}

func deliveredIn(city, country string) func(d *core.Dossier, s *core.Shipment) {
	return func(_ *core.Dossier, s *core.Shipment) { s.Delivered.City, s.Delivered.Country = city, country }
}

func TestDeviceNotSentHome(t *testing.T) {
	f := func(name string, change func(d *core.Dossier, s *core.Shipment), want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, sent(change)), nil, want...) })
	}
	marseille := deliveredIn("Marseille", "FR")
	f("home is no question", deliveredIn("Rennes", "FR"))
	f("another city is", marseille, "p1 F01")
	f("another country is", deliveredIn("Porto", "PT"), "p1 F01")
	f("a village that nobody can place is not", deliveredIn("Trifouilly", "FR"))
	f("an office of the company is not", func(d *core.Dossier, s *core.Shipment) { marseille(d, s); s.Kind = "office" })
	f("a ticket explains it", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		d.Recorded.Tickets = []core.Ticket{{Kind: "shipping", At: on(-6), Approved: "yes"}}
	})
	f("an announced stay explains it", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		d.Stated.Stays = []core.Stay{{City: "Marseille", Country: "fr", From: on(-6), To: on(6)}}
	})
	f("a stay elsewhere does not", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		d.Stated.Stays = []core.Stay{{City: "Lille", Country: "FR", From: on(-6), To: on(6)}}
	}, "p1 F01")
	f("the parents' house, with identity shown, is not", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		s.Kind, s.Delivered.Shown = "relative", "id"
	})
	f("a move after the delivery, by ticket, says nothing of it", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		d.Recorded.Tickets = []core.Ticket{{Kind: "address_change", At: on(90), Approved: "yes"}}
	})
	f("a move that was refused does not", func(d *core.Dossier, s *core.Shipment) {
		marseille(d, s)
		d.Recorded.Tickets = []core.Ticket{{Kind: "address_change", At: on(90), Approved: "no"}}
	}, "p1 F01")
	t.Run("a move after the delivery, by the personnel record, says nothing of it", func(t *testing.T) {
		expect(t, world(t, sent(marseille)), []core.Observation{act(func(o *core.Observation) {
			o.Kind, o.Source, o.Target, o.At = core.KindChange, "hr", "address", noon.AddDate(0, 0, 90)
		})})
	})
	f("where it was sent counts when the delivery is not known", func(_ *core.Dossier, s *core.Shipment) {
		s.Delivered, s.To = core.Delivery{}, core.Address{City: "Marseille", Country: "FR"}
	}, "p1 F01")
}

func shipment(day int, status, who string, place core.Place) core.Observation {
	return act(func(o *core.Observation) {
		o.Kind, o.Source, o.Target, o.Value, o.Place = core.KindShipment, "shipment", status, who, place
		o.At, o.Line = noon.AddDate(0, 0, day), 100+day
	})
}

func TestCarrierLogSpeaksWhereTheDossierDoesNot(t *testing.T) {
	marseille := core.Place{Country: "FR", City: "Marseille"}
	log := []core.Observation{shipment(0, "ordered", "company", core.Place{}), shipment(3, "delivered", "other", marseille)}
	t.Run("another city and a stranger", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), log, "p1 F01", "p1 F05")
	})
	t.Run("the dossier's own delivery comes first", func(t *testing.T) {
		expect(t, world(t, sent(deliveredIn("Rennes", "FR"))), log)
	})
}
