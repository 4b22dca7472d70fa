package shipment

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const delivered = `{"type":"shipment","time":"2026-05-01T09:00:00Z","status":"delivered","device":"SER0001","person":"p1","city":"Porto","country":"PT","received_by":"J. Example","requested_by":"it-1","address_kind":"home","tracking":"TRK-1"}`

func TestShipments(t *testing.T) {
	t.Run("a delivery names who received it", func(t *testing.T) {
		got := observetest.One(t, Event{}, delivered)
		if got.Kind != core.KindShipment || got.Account != "p1" || got.Device != "ser0001" || got.Target != "delivered" || got.Value != "J. Example" || got.Place != (core.Place{Country: "PT", City: "Porto"}) {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a redirection names who asked for it", func(t *testing.T) {
		got := observetest.One(t, Event{}, `{"time":"2026-05-01","status":"Redirected","device":"SER0001","person":"p1","city":"Porto","country":"PT","received_by":"","requested_by":"p1","tracking":""}`)
		if got.Target != "redirected" || got.Value != "p1" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the device alone will do", func(t *testing.T) {
		got := observetest.One(t, Event{}, `{"type":"shipment","time":"2026-05-01","status":"ordered","device":"SER0001"}`)
		if got.Device != "ser0001" || got.Account != "" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestBrokenShipments(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"type":"shipment","status":"ordered","device":"SER0001"}`, `"time"`},
		{"with an unknown status", `{"type":"shipment","time":"2026-05-01","status":"lost","device":"SER0001"}`, "redirected"},
		{"without a status", `{"type":"shipment","time":"2026-05-01","device":"SER0001"}`, "redirected"},
		{"of nobody", `{"type":"shipment","time":"2026-05-01","status":"ordered"}`, "person"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Event{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F)      { observetest.Fuzz(f, Event{}, delivered) }
func BenchmarkRead(b *testing.B) { observetest.Bench(b, Event{}, delivered) }
