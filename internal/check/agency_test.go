package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestChainsThatNobodyChecked(t *testing.T) {
	f := func(name string, want bool, contract string, a core.Agency, checks ...core.IdentityCheck) {
		t.Run(name, func(t *testing.T) {
			d := &core.Dossier{Role: core.Role{Contract: contract, Agency: a}, Recorded: core.Recorded{IdentityChecks: checks}}
			expect(t, uncheckedChain, "A17", d, want)
		})
	}
	long := core.Agency{Tiers: 2, IDChecked: "no"}
	f("two companies and no check", true, "agency", long)
	f("one company", false, "agency", core.Agency{Tiers: 1, IDChecked: "no"})
	f("the agency checked", false, "agency", core.Agency{Tiers: 3, IDChecked: "yes"})
	f("nobody asked the agency yet", false, "agency", core.Agency{Tiers: 3, IDChecked: "unknown"})
	f("an own employee", false, "employee", long)
	f("the company saw the original", false, "agency", long, core.IdentityCheck{Kind: "in_person", Result: "passed"})
	f("the company read the chip", false, "agency", long, core.IdentityCheck{Kind: "chip", Result: "passed"})
	f("the company's check failed", true, "agency", long, core.IdentityCheck{Kind: "chip", Result: "failed"})
	f("a picture of a document is no check of the person", true, "agency", long, core.IdentityCheck{Kind: "document", Result: "passed"})
}
