package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAbroad(t *testing.T) {
	away := append(onDays(12, func(*core.Observation) {}), onDays(2, func(o *core.Observation) { o.Place, o.At = athens, o.At.AddDate(0, 0, 20) })...)
	t.Run("two unannounced days are a question", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), away, "p1 H06")
	})
	t.Run("an announced stay is not", func(t *testing.T) {
		d := worker("p1", "Rennes", "FR")
		d.Stated.Stays = []core.Stay{{Country: "GR", From: core.Date{Time: noon.AddDate(0, 0, 18)}, To: core.Date{Time: noon.AddDate(0, 0, 30)}}}
		expect(t, world(t, d), away)
	})
	t.Run("nothing can be said of somebody who stated no residence", func(t *testing.T) {
		expect(t, world(t, worker("p1", "", "")), away)
	})
	t.Run("a neighbouring country near home is home", func(t *testing.T) {
		commuter := onDays(20, func(o *core.Observation) {
			o.Place = core.Place{Country: "BE", City: "Tournai", Lat: 50.6, Lon: 3.39, Point: true}
		})
		expect(t, world(t, worker("p1", "Lille", "FR")), commuter)
	})
}

func TestNeverHome(t *testing.T) {
	away := onDays(neverDays, func(o *core.Observation) { o.Place = lyon })
	t.Run("ten days elsewhere and none at home are a question", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), away, "p1 H07b")
	})
	t.Run("one day at home ends it", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), append(onDays(1, func(o *core.Observation) { o.At = o.At.AddDate(0, 0, 30) }), away...))
	})
}

func TestDeviceAndAccountApart(t *testing.T) {
	accounts := onDays(neverDays, func(*core.Observation) {})
	device := func(p core.Place) []core.Observation {
		return onDays(neverDays, func(o *core.Observation) {
			o.Kind, o.Source, o.Device, o.Place, o.Line = core.KindDeviceSeen, "mdm", "SER1", p, o.Line+100
		})
	}
	t.Run("never in one place is a question", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), append(device(lisbon), accounts...), "p1 H07")
	})
	t.Run("always in one place is none", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), append(device(core.Place{Country: "FR", City: "Rennes"}), accounts...))
	})
}
