package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestMatches(t *testing.T) {
	match := func(signal, what string) core.Observation {
		return act(func(o *core.Observation) {
			o.Kind, o.Source, o.Target, o.Value, o.MatchField, o.MatchValue = core.KindRule, "windows", signal, what, "Image", what
		})
	}
	d := func() *core.Dossier { return worker("p1", "Rennes", "FR") }
	with := func(d *core.Dossier, signal string, terms RuleTerms) *World {
		w := world(t, d)
		w.Rules[signal] = terms
		return w
	}
	t.Run("a match is a question", func(t *testing.T) {
		expect(t, world(t, d()), []core.Observation{match("I01", "AnyDesk")}, "p1 I01")
	})
	t.Run("two tools are two", func(t *testing.T) {
		expect(t, world(t, d()), []core.Observation{match("I01", "AnyDesk"), match("I01", "TeamViewer")}, "p1 I01", "p1 I02")
	})
	t.Run("a ticket explains the tool it names", func(t *testing.T) {
		p := d()
		p.Recorded.Tickets = []core.Ticket{{Kind: "remote_tool", What: "TeamViewer"}}
		w := with(p, "I01", RuleTerms{Unless: []string{"remote_tool"}})
		expect(t, w, []core.Observation{match("I01", "AnyDesk"), match("I01", "TeamViewer")}, "p1 I01")
	})
	t.Run("the company allows a tool", func(t *testing.T) {
		w := with(d(), "I01", RuleTerms{Allowed: true})
		w.Company.RemoteTools = []string{"anydesk"}
		expect(t, w, []core.Observation{match("I01", "AnyDesk")})
	})
	t.Run("a rule of first days leaves old hands alone", func(t *testing.T) {
		expect(t, with(d(), "I10", RuleTerms{NewHire: true}), []core.Observation{match("I10", "Caffeine")})
	})
	t.Run("a rule that counts waits", func(t *testing.T) {
		w := with(d(), "H18", RuleTerms{Count: 3})
		expect(t, w, []core.Observation{match("H18", ""), match("H18", "")})
	})
}
