package detect

import (
	"fmt"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func taken(day, n int, kind core.Kind) []core.Observation {
	var out []core.Observation
	for i := range n {
		out = append(out, act(func(o *core.Observation) {
			o.Kind, o.Source, o.Target = kind, "github", fmt.Sprintf("example/repo-%d", i)
			o.At, o.Line = noon.AddDate(0, 0, day), 1000+i
		}))
	}
	return out
}

func TestTakenAlong(t *testing.T) {
	plain := func(*core.Dossier) {}
	f := func(name string, change func(d *core.Dossier), seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, leaver(change)), seen, want...) })
	}
	f("a burst before the notice", plain, append(taken(-60, 2, core.KindClone), taken(-3, 20, core.KindClone)...), "p1 K02")
	f("a burst while the notice runs", plain, taken(10, 20, core.KindClone), "p1 K02")
	f("as on busy days before", plain, append(taken(-60, 5, core.KindClone), taken(-3, 20, core.KindClone)...))
	f("long before the notice", plain, taken(-60, 20, core.KindClone))
	f("a few", plain, taken(-3, 14, core.KindClone))
	f("a hand-over that was agreed", func(d *core.Dossier) {
		d.Recorded.Tickets = []core.Ticket{{Kind: "bulk_clone", At: on(-5), Approved: "yes"}}
	}, taken(-3, 20, core.KindClone))
	f("nobody leaves", func(d *core.Dossier) { d.Dates.Notice, d.Dates.Left = core.Date{}, core.Date{} }, taken(-3, 20, core.KindClone))
}
