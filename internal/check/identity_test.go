package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func checked(day, kind, result string, f ...func(*core.IdentityCheck)) core.IdentityCheck {
	c := core.IdentityCheck{At: at(day), Kind: kind, Result: result}
	for _, change := range f {
		change(&c)
	}
	return c
}

func TestResultsOfIdentityChecks(t *testing.T) {
	altered := checked("2026-10-14", "document", "passed", func(c *core.IdentityCheck) { c.Altered = true })
	other := checked("2026-10-14", "document", "passed", func(c *core.IdentityCheck) { c.OtherData = true })
	picture := checked("2026-10-14", "document", "passed", func(c *core.IdentityCheck) { c.ImageOnly = true })
	before, after := checked("2026-10-10", "in_person", "passed"), checked("2026-10-20", "in_person", "passed")
	for _, c := range []struct {
		name, signal string
		want         bool
		checks       []core.IdentityCheck
	}{
		{"traces of editing", "E01", true, []core.IdentityCheck{altered}},
		{"the original was seen since", "E01", false, []core.IdentityCheck{altered, after}},
		{"the original was seen before", "E01", true, []core.IdentityCheck{before, altered}},
		{"the check in person failed too", "E01", true, []core.IdentityCheck{altered, checked("2026-10-20", "in_person", "failed")}},
		{"other data", "E02", true, []core.IdentityCheck{other}},
		{"other data, settled in person", "E02", false, []core.IdentityCheck{other, after}},
		{"only a picture", "E03", true, []core.IdentityCheck{picture}},
		{"then the original", "E03", false, []core.IdentityCheck{picture, after}},
		{"a chip that failed", "E04", true, []core.IdentityCheck{checked("2026-10-14", "chip", "failed")}},
		{"a liveness check declined", "E04", true, []core.IdentityCheck{checked("2026-10-14", "liveness", "declined")}},
		{"a chip that no telephone could read", "E04", false, []core.IdentityCheck{checked("2026-10-14", "chip", "unreadable")}},
		{"a document that failed is no chip", "E04", false, []core.IdentityCheck{checked("2026-10-14", "document", "failed")}},
		{"the second telephone read it", "E04", false, []core.IdentityCheck{checked("2026-10-14", "chip", "failed"), checked("2026-10-15", "chip", "passed")}},
		{"liveness does not stand for the chip", "E04", true, []core.IdentityCheck{checked("2026-10-14", "chip", "failed"), checked("2026-10-15", "liveness", "passed")}},
		{"an ordinary check", "E01", false, []core.IdentityCheck{checked("2026-10-14", "document", "passed")}},
	} {
		t.Run(c.signal+" "+c.name, func(t *testing.T) {
			if got := askedOfChecks(&core.Dossier{Recorded: core.Recorded{IdentityChecks: c.checks}}, c.signal); got != c.want {
				t.Errorf("asked: %v, want %v", got, c.want)
			}
		})
	}
	t.Run("E02 a move that was reported", func(t *testing.T) {
		d := &core.Dossier{Recorded: core.Recorded{IdentityChecks: []core.IdentityCheck{other}, Tickets: []core.Ticket{{Kind: "address_change", At: at("2026-10-02"), Approved: "yes"}}}}
		if askedOfChecks(d, "E02") {
			t.Error("asked")
		}
	})
}

func askedOfChecks(d *core.Dossier, signal string) bool {
	d.ID, d.Input, d.Lines = "p1", "people/p1/person.yaml", map[string]int{"id": 1}
	c := core.Catalogue{}
	for _, r := range identityResults {
		c[r.signal] = testSignal(r.signal)
	}
	out := core.NewSink(c)
	identity(&World{}, d, out)
	for _, f := range out.Findings() {
		if f.Signal().ID == signal {
			return true
		}
	}
	return false
}

func TestRecordedEventsOfIdentity(t *testing.T) {
	for kind, signal := range map[string]string{"rightful_owner": "E05", "tax_number_in_use": "E07", "contract_switch": "E11", "other": ""} {
		t.Run(kind, func(t *testing.T) {
			d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
			d.Recorded.Incidents = []core.Incident{{At: at("2026-10-20"), Kind: kind}, {At: at("2026-10-12"), Kind: kind}}
			out := core.NewSink(core.Catalogue{"E05": testSignal("E05"), "E07": testSignal("E07"), "E11": testSignal("E11")})
			identityEvents(&World{}, d, out)
			got := ""
			for _, f := range out.Findings() {
				got += f.Signal().ID
				if !f.At().Equal(at("2026-10-12").Time) {
					t.Errorf("dated %s, want the first event", f.At())
				}
			}
			if got != signal {
				t.Errorf("raised %q, want %q", got, signal)
			}
		})
	}
}
