package check

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

// sharedBy lists what a dossier shares, as kind, value and what a reader sees.
func sharedBy(people map[string]*core.Dossier, id string) []string {
	out := core.NewSink(core.Catalogue{})
	shareTraits(&World{People: people}, people[id], out)
	var got []string
	for _, x := range out.Traits() {
		got = append(got, strings.Join([]string{string(x.Kind), x.Value, x.Shown}, " | "))
	}
	return got
}

func TestWhatADossierShares(t *testing.T) {
	d := holder("a", &core.Paper{Input: "people/a/files/cv.docx", Role: "cv", Author: "Studio  Nord", Editor: "Microsoft Office User"},
		&core.Paper{Input: "people/a/files/letter.docx", Role: "letter", Author: "Somebody"})
	d.Stated = core.Stated{
		Emails: []string{"One+jobs@Example.org", "not an address"}, Phones: []string{"06 39 98 12 34"}, Residence: core.Address{Country: "FR"},
		Referees: []core.Referee{{Email: "boss@example.net", Phone: "+44 7700 900123"}, {Employer: "nobody to reach"}},
	}
	d.Recorded.IdentityChecks = []core.IdentityCheck{{Document: "hash-0123456789"}, {}}
	want := []string{
		"cv_author | studio nord | Studio Nord",
		"document | hash-0123456789 | ••••6789",
		"email | one@example.org | One+jobs@Example.org",
		"phone | 33639981234 | 06 39 98 12 34",
		"referee | 447700900123 | +44 7700 900123",
		"referee | boss@example.net | boss@example.net",
	}
	if diff := cmp.Diff(want, sharedBy(everybody(d), "a")); diff != "" {
		t.Error(diff)
	}
}

func TestTheContactsOfOnesPartnerAreNoReferee(t *testing.T) {
	a, b := holder("a"), holder("b")
	b.Stated.Phones, b.Stated.Emails = []string{"+33 6 39 98 12 34"}, []string{"two@example.org"}
	a.Stated.Referees = []core.Referee{{Phone: "0033 6 39 98 12 34", Relation: "emergency contact"}, {Email: "Two@example.org"}}
	if got := sharedBy(everybody(a, b), "a"); len(got) != 2 {
		t.Errorf("without a stated relation %v is shared, want both contacts", got)
	}
	a.Stated.Relations = []core.Relation{{Person: "b", Kind: "couple"}, {Person: "gone", Kind: "friend"}}
	if got := sharedBy(everybody(a, b), "a"); len(got) != 0 {
		t.Errorf("with a stated relation %v is shared", got)
	}
}

func TestProgramsAreNoAuthors(t *testing.T) {
	for _, who := range makers {
		d := holder("a", &core.Paper{Input: "people/a/files/cv.docx", Role: "cv", Author: strings.ToUpper(who), Editor: who})
		if got := sharedBy(everybody(d), "a"); len(got) != 0 {
			t.Errorf("%q is shared: %v", who, got)
		}
	}
	d := holder("a", &core.Paper{Input: "people/a/files/cv.docx", Role: "cv", Author: "Studio Nord", Editor: "studio nord"})
	if got := sharedBy(everybody(d), "a"); len(got) != 1 {
		t.Errorf("author and editor are one, and shared as %v", got)
	}
}

func holder(id string, papers ...*core.Paper) *core.Dossier {
	d := &core.Dossier{ID: id, Stage: core.Interview, Input: "people/" + id + "/person.yaml", Lines: map[string]int{"id": 1}, Files: map[string]*core.Paper{}}
	for _, p := range papers {
		d.Files[p.Input] = p
	}
	return d
}

func everybody(ds ...*core.Dossier) map[string]*core.Dossier {
	m := map[string]*core.Dossier{}
	for _, d := range ds {
		m[d.ID] = d
	}
	return m
}
