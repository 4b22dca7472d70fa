package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestRemoteToolAtOnce(t *testing.T) {
	tool := func(day int) core.Observation {
		return act(func(o *core.Observation) {
			o.Kind, o.Source, o.Device, o.Target, o.Value = core.KindRule, "windows", "ser1", "I01", "AnyDesk"
			o.MatchField, o.MatchValue = "Image", "AnyDesk.exe"
			o.At, o.Line = noon.AddDate(0, 0, day), 400+day
		})
	}
	boot := report(1, core.Place{}, "")
	f := func(name string, d *core.Dossier, seen []core.Observation, want ...string) {
		t.Run(name, func(t *testing.T) { expect(t, world(t, d), seen, want...) })
	}
	home := func(*core.Dossier, *core.Shipment) {}
	f("two days after the first boot", sent(home), []core.Observation{boot, tool(3)}, "p1 F11", "p1 I01")
	f("a week after is another signal's matter", sent(home), []core.Observation{boot, tool(8)}, "p1 I01")
	f("the log began long after the delivery", sent(func(_ *core.Dossier, s *core.Shipment) { s.Delivered.At = on(-60) }), []core.Observation{boot, tool(2)}, "p1 I01")
	t.Run("a ticket of the helpdesk explains it", func(t *testing.T) {
		w := world(t, sent(func(d *core.Dossier, _ *core.Shipment) {
			d.Recorded.Tickets = []core.Ticket{{Kind: "remote_tool", What: "AnyDesk", At: on(0), Approved: "yes"}}
		}))
		w.Rules["I01"] = RuleTerms{Unless: []string{"remote_tool"}}
		expect(t, w, []core.Observation{boot, tool(2)})
	})
}
