package check

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/place"
)

// legalForms are words of a company's name that are written or left out.
var legalForms = []string{
	"ab", "ag", "as", "asa", "aps", "bv", "co", "company", "corp", "corporation", "eurl", "gmbh", "group", "groupe", "holding", "inc", "kft", "kg", "limited",
	"llc", "llp", "ltd", "lda", "mbh", "nv", "oy", "plc", "pte", "sa", "sarl", "sas", "sasu", "se", "sl", "slu", "snc", "spa", "spzoo", "srl", "the", "und", "and", "et",
}

// employerWords are the telling words of a company's name.
func employerWords(name string) []string {
	name = strings.NewReplacer(".", "", "/", " ", ",", " ", "&", " ", "(", " ", ")", " ").Replace(name)
	return slices.DeleteFunc(strings.Fields(place.Fold(name)), func(w string) bool { return slices.Contains(legalForms, w) })
}

// sameEmployer reports whether two names may be those of one company: the telling words of the shorter
// are the first, or all, of the longer, however joined. "Example" and "Example Labs GmbH" may be.
func sameEmployer(a, b string) bool {
	x, y := strings.Join(employerWords(a), ""), strings.Join(employerWords(b), "")
	if x == "" || y == "" {
		return false
	}
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
}

// workedAt reports whether the work history may name an employer.
func workedAt(d *core.Dossier, employer string) bool {
	return slices.ContainsFunc(d.Stated.Work, func(j core.Job) bool { return sameEmployer(j.Employer, employer) })
}
