package detect

import (
	"fmt"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestVolumes(t *testing.T) {
	take := func(kind core.Kind, n int) []core.Observation {
		var out []core.Observation
		for i := range n {
			out = append(out, act(func(o *core.Observation) { o.Kind, o.Target, o.Line = kind, fmt.Sprint("thing", i), i+1 }))
		}
		return out
	}
	recruit := func() *core.Dossier {
		d := worker("p1", "Rennes", "FR")
		d.Dates.Started = core.Date{Time: noon.AddDate(0, 0, -3)}
		return d
	}
	t.Run("a recruit clones twenty repositories in a day", func(t *testing.T) {
		expect(t, world(t, recruit()), take(core.KindClone, cloneNewHire), "p1 J04")
		expect(t, world(t, recruit()), take(core.KindClone, cloneNewHire-1))
	})
	t.Run("an old hand may clone more", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), take(core.KindClone, cloneAnybody-1))
		expect(t, world(t, worker("p1", "Rennes", "FR")), take(core.KindClone, cloneAnybody), "p1 J04")
	})
	t.Run("one repository cloned a hundred times is a build", func(t *testing.T) {
		expect(t, world(t, recruit()), onDays(1, func(o *core.Observation) { o.Kind, o.Target = core.KindClone, "example/web" }))
	})
	t.Run("uploads by agreement", func(t *testing.T) {
		d := worker("p1", "Rennes", "FR")
		expect(t, world(t, d), take(core.KindUpload, uploadsADay), "p1 J05")
		d.Recorded.Tickets = []core.Ticket{{Kind: "data_transfer", Approved: "yes"}}
		expect(t, world(t, d), take(core.KindUpload, uploadsADay))
	})
}
