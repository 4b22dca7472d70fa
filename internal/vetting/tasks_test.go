package vetting

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

var today = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func shipped(t *testing.T) (*Book, *contact.Directory) {
	t.Helper()
	data, err := content.FS.ReadFile("vetting/tasks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var b Book
	if err := yaml.UnmarshalWithOptions(data, &b, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	d, err := contact.ReadDirectory(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return &b, d
}

func day(s string) core.Date {
	d, err := core.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// titles are the tasks of a dossier with their notes.
func titles(t *testing.T, d *core.Dossier) []string {
	t.Helper()
	b, directory := shipped(t)
	d.Input, d.Lines = "people/p1/person.yaml", map[string]int{"id": 1}
	var out []string
	for _, task := range b.Tasks(d, directory, today) {
		line := task.Kind.Key + ": " + task.Item
		for _, n := range task.Notes {
			line += " [" + n.EN + "]"
		}
		out = append(out, line)
	}
	return out
}

func TestTheBookIsComplete(t *testing.T) {
	b, _ := shipped(t)
	if err := b.Validate(); err != nil {
		t.Error(err)
	}
	if err := new(Book).Validate(); err == nil {
		t.Error("an empty book is taken")
	}
}

func TestWhatACandidateStatedIsToBeVerified(t *testing.T) {
	got := titles(t, &core.Dossier{Stage: core.Interview, Stated: core.Stated{
		Emails: []string{"one@mailinator.com"}, Phones: []string{"+33 6 39 98 12 34", "+33 6 39 98 12 35"},
		Residence: core.Address{Line: "PO Box 12", City: "Rennes", Country: "FR"},
		Work: []core.Job{
			{Employer: "Old", To: day("2012-03")}, {Employer: "A", To: day("2018-03")}, {Employer: "B", To: day("2023-03")},
			{Employer: "C"}, {Employer: "D", To: day("2017-03")},
		},
		Education: []core.Study{{School: "School", To: day("2008")}, {School: "University", Degree: "MSc", To: day("2012")}},
		Referees: []core.Referee{
			{Relation: "former manager", Employer: "B", Email: "boss@gmail.com"}, {Email: "boss@b.example"}, {Relation: "emergency contact", Phone: "+33 6 39 98 12 36"},
		},
	}})
	want := []string{
		"identity: ",
		"employer_present: C", "employer: B", "employer: A",
		"education: MSc, University", "education: School",
		"reference: former manager, B [The address given is at a provider open to everybody, which is ordinary and says nothing about the employer.]",
		"reference: boss@b.example [Look up when the domain b.example was registered (RDAP or WHOIS) and record it under recorded.domains.]",
		"phone: +33 6 39 98 12 34 [The numbering plan has no such number as written: ask for it again, a digit may be wrong.]",
		"email: one@mailinator.com [A public list of 2026-08-21 names the provider among those whose addresses expire; such lists err.]",
		"address: PO Box 12 [The words \"po box\" name a box at a post office.]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatWasAnsweredIsNoTask(t *testing.T) {
	d := &core.Dossier{Stage: core.Hired, Stated: core.Stated{
		Work: []core.Job{{Employer: "Example Ltd", To: day("2023-03")}, {Employer: "Sample GmbH", To: day("2020-03")}, {Employer: "Widget AG", To: day("2019-03")}},
	}, Recorded: core.Recorded{
		IdentityChecks: []core.IdentityCheck{{Kind: "chip", Result: "passed"}},
		Verifications: []core.Verification{
			{Of: "employer", Item: "example ltd", Result: "confirmed"}, {Of: "employer", Item: "Sample GmbH", Result: "denied"}, {Of: "employer", Item: "Widget AG", Result: "no_answer"},
		},
	}}
	if diff := cmp.Diff([]string{"employer: Widget AG [Tried before without an answer.]"}, titles(t, d)); diff != "" {
		t.Error(diff)
	}
}

func TestNobodyWhoWorksHereIsVerifiedAgain(t *testing.T) {
	for _, stage := range core.Stages {
		got := titles(t, &core.Dossier{Stage: stage})
		if hiring := stage.Before(core.Employed); hiring != (len(got) > 0) {
			t.Errorf("%s: %v", stage, got)
		}
	}
}

// An ordinary address, number or provider makes no task and no note.
func TestOrdinaryContactsAskNothingMore(t *testing.T) {
	for _, mail := range []string{"one@gmail.com", "one@duck.com", "one@proton.me", "one@example.org"} {
		for _, title := range titles(t, &core.Dossier{Stage: core.Interview, Stated: core.Stated{Emails: []string{mail}, Residence: core.Address{Line: "12 rue des Lilas"}}}) {
			if !strings.HasPrefix(title, "identity") {
				t.Errorf("%s: %s", mail, title)
			}
		}
	}
	if got := titles(t, &core.Dossier{Stage: core.Interview, Stated: core.Stated{Emails: []string{"one@mailinator.com", "one@example.org"}}}); len(got) != 1 {
		t.Errorf("beside an address that lasts: %v", got)
	}
}

func TestEveryTaskPointsAtItsStatement(t *testing.T) {
	b, directory := shipped(t)
	d := &core.Dossier{Stage: core.Interview, Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1, "stated.work[0].employer": 9}, Stated: core.Stated{Work: []core.Job{{Employer: "A \"quoted\""}}}}
	tasks := b.Tasks(d, directory, today)
	i := slices.IndexFunc(tasks, func(x Task) bool { return x.Kind.Key == "employer_present" })
	if i < 0 || tasks[i].About.Line != 9 || !strings.Contains(tasks[i].Record, `of: employer, item: "A \"quoted\""`) {
		t.Errorf("%+v", tasks)
	}
	if got := tasks[i].Title(core.French); !strings.Contains(got, `A "quoted"`) {
		t.Error(got)
	}
}
