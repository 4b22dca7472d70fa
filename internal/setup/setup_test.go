package setup

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

func whole() Answers {
	a := Answers{
		Organisation: "Example SA", Witness: Witness{File: "/mnt/other/points"}, Retention: Retention{365, 180},
		Policy: Policy{Mandate: "two contradictions", Allowed: "ask", MaxDays: 14, SignOff: "a trustee", Document: "all"},
	}
	a.Name("trustee", "Anna", "Mehdi")
	a.Name("administrator", "Lena")
	a.Name("ciso", "Paul")
	a.Name("dpo", "Sofia")
	a.Name("conflict", "Sofia")
	return a
}

func TestWhatASetupLacksIsSaidWithWhatToDo(t *testing.T) {
	if lacks := whole().Problems(); len(lacks) > 0 {
		t.Fatalf("a whole set-up lacks %v", lacks)
	}
	for name, c := range map[string]struct {
		spoil func(*Answers)
		step  Step
		says  string
	}{
		"no name":             {func(a *Answers) { a.Organisation = " " }, StepOrganisation, "name of the organisation"},
		"one trustee":         {func(a *Answers) { a.People = a.People[1:] }, StepPeople, "two trustees"},
		"one trustee twice":   {func(a *Answers) { a.People[0].Name = "mehdi " }, StepPeople, "two different people"},
		"trustee runs it":     {func(a *Answers) { a.Name("administrator", "Anna") }, StepPeople, "outside IT"},
		"trustee is in it":    {func(a *Answers) { a.Name("it", "anna") }, StepPeople, "outside IT"},
		"trustee under two":   {func(a *Answers) { a.People = append(a.People, Person{Name: "ANNA", Roles: []access.Role{access.IT}}) }, StepPeople, "outside IT"},
		"no administrator":    {func(a *Answers) { a.People[2].Roles = nil }, StepPeople, "administrator"},
		"no ciso":             {func(a *Answers) { a.People[3].Roles = nil }, StepPeople, "CISO"},
		"no dpo":              {func(a *Answers) { a.People[4].Roles = nil }, StepPeople, "data protection officer"},
		"no conflict officer": {func(a *Answers) { a.People[4].Conflict = false }, StepPeople, "conflict officer"},
		"officer in it":       {func(a *Answers) { a.People[4].Conflict = false; a.Name("conflict", "Lena") }, StepPeople, "conflict officer"},
		"role unheard of":     {func(a *Answers) { a.Name("chef", "Anna") }, StepPeople, "no role chef"},
		"no witness":          {func(a *Answers) { a.Witness = Witness{} }, StepLedger, "witness"},
		"witness in clear":    {func(a *Answers) { a.Witness = Witness{URL: "http://example.com/witness", Key: "k"} }, StepLedger, "https://"},
		"witness without key": {func(a *Answers) { a.Witness = Witness{URL: "https://example.com/witness"} }, StepLedger, "public key"},
		"kept for ever":       {func(a *Answers) { a.Retention.Applications = 9999 }, StepRetention, "days"},
		"no answer":           {func(a *Answers) { a.Policy.SignOff = "" }, StepPolicy, "false alarm"},
		"no end":              {func(a *Answers) { a.Policy.MaxDays = 0 }, StepPolicy, "how many days"},
	} {
		a := whole()
		c.spoil(&a)
		lacks := a.Check(c.step)
		if len(lacks) == 0 || a.Next() != c.step {
			t.Errorf("%s: lacks %v, next %q", name, lacks, a.Next())
			continue
		}
		if !lacks[0].Complete() || !strings.Contains(lacks[0].EN, c.says) {
			t.Errorf("%s: %v", name, lacks[0])
		}
	}
}

func TestLogsAreReadOnlyWhenBothAreOnRecord(t *testing.T) {
	for c, held := range map[Consultation]bool{{}: false, {WorksCouncil: "x"}: false, {DPIA: "x"}: false, {WorksCouncil: " ", DPIA: "x"}: false, {WorksCouncil: "x", DPIA: "y"}: true} {
		if c.Held() != held {
			t.Errorf("%+v", c)
		}
	}
}

func TestWhatIsAddedChangesWhatItSaysAndNothingElse(t *testing.T) {
	a := whole()
	a.Add(Answers{Organisation: "Other", People: []Person{{Name: "anna", Dossier: "e-1", Roles: []access.Role{access.HR}}}})
	if a.Organisation != "Other" || a.Policy.MaxDays != 14 || len(a.People) != 5 || a.People[0].Dossier != "e-1" || len(a.People[0].Roles) != 2 {
		t.Errorf("%+v", a)
	}
}
