package check

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// longChain is from how many companies in between nobody can be expected to know the person.
const longChain = 2

// uncheckedChain raises A17: several companies between the person and the work, and the agency shows no
// identity check. The company's own check makes up for it.
func uncheckedChain(_ *World, d *core.Dossier, out *core.Sink) {
	a := d.Role.Agency
	if d.Role.Contract != "agency" || a.Tiers < longChain || a.IDChecked != "no" || identityPassed(d) {
		return
	}
	out.Raise("A17", d.ID, time.Time{}, core.Args{"tiers": strconv.Itoa(a.Tiers)},
		d.At("role.agency.tiers", strconv.Itoa(a.Tiers)), d.At("role.agency.id_checked", a.IDChecked))
}

// identityPassed reports whether the company itself checked who the person is, the original in hand.
func identityPassed(d *core.Dossier) bool {
	for _, c := range d.Recorded.IdentityChecks {
		if c.Result == "passed" && (c.Kind == "in_person" || c.Kind == "chip") {
			return true
		}
	}
	return false
}
