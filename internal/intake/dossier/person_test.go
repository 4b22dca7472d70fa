package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestTheRestIsKept(t *testing.T) {
	text := `id: p-001
stage: employed
colour: blue
dates: {applied: soon, started: 2026-04-01}
recorded:
  tickets:
    - {kind: holiday}
    - kind: travel
      country: PT
      at: 2026-05-01
    - {kind: vpn, approved: perhaps}
`
	p, problems, ok := ParsePerson("people/p-001/person.yaml", []byte(text))
	if !ok || len(problems) != 4 {
		t.Fatalf("ok is %v, problems %v", ok, problems)
	}
	d := p.Dossier
	if d.Dates.Applied.Given() || !d.Dates.Started.Given() {
		t.Errorf("dates: %+v", d.Dates)
	}
	if len(d.Recorded.Tickets) != 2 || d.Recorded.Tickets[0].Country != "PT" || d.Recorded.Tickets[1].Approved != "" {
		t.Errorf("tickets: %+v", d.Recorded.Tickets)
	}
	want := core.Evidence{Input: "people/p-001/person.yaml", Line: 9, Field: "recorded.tickets[0].country", Value: "PT"}
	if diff := cmp.Diff(want, d.At("recorded.tickets[0].country", "PT")); diff != "" {
		t.Errorf("an element keeps its line when the one before it goes (-want +got)\n%s", diff)
	}
}

func TestPayrollBeforeTheContractIsDropped(t *testing.T) {
	for _, stage := range core.Stages {
		t.Run(string(stage), func(t *testing.T) {
			text := "id: p-001\nstage: " + string(stage) + "\nrecorded:\n  payroll:\n    - {account: acct-7f3a}\n"
			p, problems, ok := ParsePerson("people/p-001/person.yaml", []byte(text))
			kept := len(p.Dossier.Recorded.Payroll) == 1
			early := stage == core.Application || stage == core.Interview
			if !ok || kept == early || (len(problems) == 1) != early {
				t.Errorf("ok is %v, kept is %v, problems %v", ok, kept, problems)
			}
			if early && (problems[0].Line != 4 || !strings.Contains(problems[0].Says, "minimisation")) {
				t.Errorf("the problem does not say why or where: %v", problems[0])
			}
			if _, has := p.Dossier.Lines["recorded.payroll[0].account"]; has == early {
				t.Errorf("lines: %v", p.Dossier.Lines)
			}
		})
	}
}

func TestADossierHoldsNothingOfTheIdentity(t *testing.T) {
	p, _, _ := ParsePerson("people/p-001/person.yaml", []byte("id: p-001\nstage: employed\nidentity: {name: Camille Exemple, sex: x}\n"))
	if p.Identity.Name != "Camille Exemple" {
		t.Fatalf("identity: %+v", p.Identity)
	}
	for key := range p.Dossier.Lines {
		if strings.Contains(key, "identity") {
			t.Errorf("the dossier knows of %s", key)
		}
	}
}

func TestTheFolderIsComparedWithTheID(t *testing.T) {
	for _, c := range []struct {
		name, path string
		problems   int
	}{
		{"its own name", "people/p-001/person.yaml", 0},
		{"another name", "people/camille/person.yaml", 1},
		{"a file given by itself", "person.yaml", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, problems, ok := ParsePerson(c.path, []byte("id: p-001\nstage: employed\n"))
			if !ok || p.Dossier.ID != "p-001" || len(problems) != c.problems {
				t.Errorf("ok is %v, problems %v", ok, problems)
			}
		})
	}
}

func TestNothingAfterAKeyIsNotGiven(t *testing.T) {
	text := "id: p-001\nstage: employed\nrole:\ndates: ~\nstated:\n  emails:\n  residence: {city: , country: \"\"}\n  stays: []\nrecorded:\n  devices: null\n"
	p, problems, ok := ParsePerson("people/p-001/person.yaml", []byte(text))
	if !ok || len(problems) > 0 || p.Dossier.Stated.Residence.Given() {
		t.Errorf("ok is %v, problems %v, stated %+v", ok, problems, p.Dossier.Stated)
	}
}
