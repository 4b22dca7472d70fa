package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAuthenticatorEnrolledAway(t *testing.T) {
	rennes, nice, athens := core.Place{Country: "FR", City: "Rennes"}, core.Place{Country: "FR", City: "Nice"}, core.Place{Country: "GR", City: "Athens"}
	f := func(name string, from core.Place, laptop []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) {
			seen := append(laptop, act(func(o *core.Observation) { o.Kind, o.Factor, o.Place = core.KindMFAEnrol, "f1", from }))
			expect(t, world(t, worker("p1", "Rennes", "FR")), seen, want...)
		})
	}
	at := func(p core.Place) []core.Observation { return []core.Observation{report(0, p, "")} }
	f("beside the laptop at home", rennes, at(rennes))
	f("far from the laptop at home", athens, at(rennes), "p1 H11")
	f("far from home, the laptop unseen", athens, nil, "p1 H11")
	f("beside the laptop far from home", nice, at(nice))
	f("at the stated home, the laptop elsewhere", rennes, at(nice))
	f("neither at home nor at the laptop", athens, at(nice), "p1 H11")
}
