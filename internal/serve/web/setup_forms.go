package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/setup"
)

// setupForm is the form of one step: what it shows of the answers, and what it takes from the fields.
type setupForm struct {
	fields func(setup.Answers) []setupField
	take   func(a *setup.Answers, field func(string) []string)
}

var setupForms = map[setup.Step]*setupForm{
	setup.StepOrganisation: {
		func(a setup.Answers) []setupField {
			return []setupField{{Name: "organisation", Label: "setup_organisation", Value: a.Organisation}}
		},
		func(a *setup.Answers, f func(string) []string) { a.Organisation = one(f("organisation")) },
	},
	setup.StepPeople: {peopleFields, takePeople},
	setup.StepLedger: {
		func(a setup.Answers) []setupField {
			return []setupField{
				{Name: "file", Label: "setup_witness_file", Value: a.Witness.File},
				{Name: "url", Label: "setup_witness_url", Value: a.Witness.URL},
				{Name: "key", Label: "setup_witness_key", Value: a.Witness.Key},
			}
		},
		func(a *setup.Answers, f func(string) []string) {
			a.Witness = setup.Witness{File: one(f("file")), URL: one(f("url")), Key: one(f("key"))}
		},
	},
	setup.StepRetention: {
		func(a setup.Answers) []setupField {
			return []setupField{
				{Name: "closed_cases", Label: "setup_closed_cases", Value: daysOr(a.Retention.ClosedCases, 365)},
				{Name: "applications", Label: "setup_applications", Value: daysOr(a.Retention.Applications, 180)},
			}
		},
		func(a *setup.Answers, f func(string) []string) {
			a.Retention = setup.Retention{ClosedCases: number(f("closed_cases")), Applications: number(f("applications"))}
		},
	},
	setup.StepPolicy: {
		func(a setup.Answers) []setupField {
			p := a.Policy
			return []setupField{
				{Name: "mandate", Label: "setup_mandate", Value: p.Mandate, Long: true},
				{Name: "allowed", Label: "setup_allowed", Value: p.Allowed, Long: true},
				{Name: "max_days", Label: "setup_max_days", Value: daysOr(p.MaxDays, 14)},
				{Name: "sign_off", Label: "setup_sign_off", Value: p.SignOff},
				{Name: "document", Label: "setup_document", Value: p.Document, Long: true},
			}
		},
		func(a *setup.Answers, f func(string) []string) {
			a.Policy = setup.Policy{Mandate: one(f("mandate")), Allowed: one(f("allowed")), MaxDays: number(f("max_days")), SignOff: one(f("sign_off")), Document: one(f("document"))}
		},
	},
	setup.StepConsultation: {
		func(a setup.Answers) []setupField {
			return []setupField{
				{Name: "works_council", Label: "setup_works_council", Value: a.Consultation.WorksCouncil},
				{Name: "dpia", Label: "setup_dpia", Value: a.Consultation.DPIA},
			}
		},
		func(a *setup.Answers, f func(string) []string) {
			a.Consultation = setup.Consultation{WorksCouncil: one(f("works_council")), DPIA: one(f("dpia"))}
		},
	},
}

func daysOr(n, usual int) string {
	if n == 0 {
		n = usual
	}
	return strconv.Itoa(n)
}

// peopleRows are the fields of the people: how many there are of each role. "conflict" is no role of its own.
var peopleRows = []struct {
	role string
	n    int
}{
	{"trustee", 3}, {"administrator", 1}, {"ciso", 1}, {"dpo", 1}, {"conflict", 2}, {"analyst", 2}, {"recruiter", 1}, {"hr", 1}, {"it", 1}, {"payroll", 1}, {"works-council", 1}, {"auditor", 1},
}

func peopleFields(a setup.Answers) []setupField {
	var out []setupField
	for _, row := range peopleRows {
		var have []setup.Person
		for _, p := range a.People {
			if row.role == "conflict" && p.Conflict || slices.Contains(p.Roles, access.Role(row.role)) {
				have = append(have, p)
			}
		}
		for i := range max(row.n, len(have)) {
			f := setupField{Name: row.role, Label: "setup_" + row.role, Dossier: new(string)}
			if i < len(have) {
				f.Value, *f.Dossier = have[i].Name, have[i].Dossier
			}
			out = append(out, f)
		}
	}
	return out
}

// takePeople makes one person of each name, with all the roles under which it stands.
func takePeople(a *setup.Answers, field func(string) []string) {
	a.People = nil
	for _, row := range peopleRows {
		dossiers := field(row.role + ".dossier")
		for i, name := range field(row.role) {
			a.Name(row.role, name)
			at := slices.IndexFunc(a.People, func(p setup.Person) bool { return strings.EqualFold(p.Name, name) })
			if at >= 0 && i < len(dossiers) && dossiers[i] != "" {
				a.People[at].Dossier = dossiers[i]
			}
		}
	}
}
