package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestRecordedExitEvents(t *testing.T) {
	for _, c := range []struct {
		name, signal, kind string
		check              Check
	}{
		{"a threat", "K01", "threat_to_publish", threatened},
		{"a ransom mail", "K03", "ransom_mail", ransomed},
		{"published code", "K04", "code_published", published},
		{"a resignation on a check", "K05", "resigned_on_check", resignedOnCheck},
		{"a successor", "K08b", "successor_offered", offersSuccessor},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := core.Recorded{Incidents: []core.Incident{{At: at("2026-10-01"), Kind: "other"}}}
			expect(t, c.check, c.signal, &core.Dossier{Recorded: r}, false)
			r.Incidents[0].Kind = c.kind
			expect(t, c.check, c.signal, &core.Dossier{Recorded: r}, true)
		})
	}
	t.Run("an agreed publication", func(t *testing.T) {
		r := core.Recorded{
			Incidents: []core.Incident{{At: at("2026-10-01"), Kind: "code_published"}},
			Tickets:   []core.Ticket{{Kind: "publication", At: at("2026-09-20"), Approved: "yes"}},
		}
		expect(t, published, "K04", &core.Dossier{Recorded: r}, false)
	})
}

func TestDeviceNotReturned(t *testing.T) {
	f := func(name, left, returned string, want bool, tickets ...core.Ticket) {
		t.Run(name, func(t *testing.T) {
			d := &core.Dossier{Stage: core.Leaving}
			d.Dates.Left = at(left)
			d.Recorded.Devices = []core.Device{{Serial: "SN-1", Issued: at("2025-01-01"), Returned: at(returned)}}
			d.Recorded.Tickets = tickets
			expect(t, notReturned, "K06", d, want)
		})
	}
	f("six weeks later", "2026-10-05", "", true)
	f("it came back", "2026-10-05", "2026-10-12", false)
	f("four weeks are not yet late", "2026-10-25", "", false)
	f("nobody left", "", "", false)
	f("the return was agreed", "2026-10-05", "", false, core.Ticket{Kind: "offboarding", At: at("2026-10-01"), What: "laptop until the end of the year", Approved: "yes"})
	f("the checklist of the departure settles nothing", "2026-10-05", "", true, core.Ticket{Kind: "offboarding", At: at("2026-10-01"), Approved: "yes"})
	f("a label was sent", "2026-10-05", "", false, core.Ticket{Kind: "shipping", At: at("2026-10-08"), Approved: "yes"})
	f("the ticket of the first delivery says nothing of the return", "2026-10-05", "", true, core.Ticket{Kind: "shipping", At: at("2025-01-01"), Approved: "yes"})
}
