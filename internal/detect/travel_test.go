package detect

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

var (
	athens = core.Place{Country: "GR", City: "Athens"}
	lyon   = core.Place{Country: "FR", City: "Lyon"}
	lisbon = core.Place{Country: "PT", City: "Lisbon"}
)

func at(p core.Place, after time.Duration) core.Observation {
	return act(func(o *core.Observation) { o.Place, o.At, o.Line = p, noon.Add(after), 2 })
}

func TestTravel(t *testing.T) {
	home := act(func(*core.Observation) {})
	t.Run("Athens twenty minutes after Rennes is a leap", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), []core.Observation{home, at(athens, 20*time.Minute)}, "p1 H05")
	})
	t.Run("past midnight too", func(t *testing.T) {
		late := act(func(o *core.Observation) { o.At = noon.Add(11*time.Hour + 50*time.Minute) })
		expect(t, world(t, worker("p1", "Rennes", "FR")), []core.Observation{late, at(athens, 12*time.Hour+10*time.Minute)}, "p1 H05")
	})
	t.Run("a flight lies between", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), []core.Observation{home, at(athens, 6*time.Hour)})
	})
	t.Run("Lyon is too near for a leap and one morning too little for two people", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), []core.Observation{home, at(lyon, 5*time.Minute)})
	})
}

func TestTwoPlacesAtOnce(t *testing.T) {
	both := append(onDays(2, func(*core.Observation) {}), onDays(2, func(o *core.Observation) { o.Place, o.Line = lyon, o.Line+10 })...)
	expect(t, world(t, worker("p1", "Rennes", "FR")), both, "p1 J15")
	apart := append(onDays(2, func(*core.Observation) {}), onDays(2, func(o *core.Observation) { o.Place, o.At = lyon, o.At.Add(5*time.Hour) })...)
	expect(t, world(t, worker("p1", "Rennes", "FR")), apart)
}
