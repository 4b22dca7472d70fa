package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestContactsChangedBeforeTheBankAccount(t *testing.T) {
	change := func(field string, day int) core.Observation {
		return act(func(o *core.Observation) {
			o.Kind, o.Source, o.Target, o.At, o.Line, o.Place = core.KindChange, "hr", field, noon.AddDate(0, 0, day), day+1, core.Place{}
		})
	}
	only := func(t *testing.T, d *core.Dossier, want bool, seen ...core.Observation) {
		t.Helper()
		got := false
		for _, id := range raised(world(t, d), seen) {
			got = got || id == "p1 B09b"
		}
		if got != want {
			t.Errorf("asked: %v, want %v", got, want)
		}
	}
	t.Run("a phone two days before is a question", func(t *testing.T) {
		only(t, worker("p1", "Rennes", "FR"), true, change("bank", 2), change("phone", 0))
	})
	t.Run("a phone a month before is not", func(t *testing.T) {
		only(t, worker("p1", "Rennes", "FR"), false, change("phone", 0), change("bank", 30))
	})
	t.Run("a phone afterwards is not", func(t *testing.T) {
		only(t, worker("p1", "Rennes", "FR"), false, change("bank", 0), change("phone", 2))
	})
	t.Run("a ticket for the phone ends it", func(t *testing.T) {
		d := worker("p1", "Rennes", "FR")
		d.Recorded.Tickets = []core.Ticket{{Kind: "phone_change"}}
		only(t, d, false, change("phone", 0), change("bank", 2))
	})
}

func TestContactsChangedAfterTheOffer(t *testing.T) {
	d := worker("p1", "Rennes", "FR")
	d.Dates.Offered, d.Dates.Started = core.Date{Time: noon.AddDate(0, 0, -20)}, core.Date{Time: noon.AddDate(0, 0, -5)}
	change := func(field string, line int) core.Observation {
		return act(func(o *core.Observation) { o.Kind, o.Target, o.Line = core.KindChange, field, line })
	}
	expect(t, world(t, d), []core.Observation{change("phone", 1), change("email", 2)}, "p1 B09")
	expect(t, world(t, d), []core.Observation{change("phone", 1), change("phone", 2)})
}
