package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func said(of, item, result, day string) core.Verification {
	return core.Verification{Of: of, Item: item, Result: result, At: at(day)}
}

func TestReferencesThatDoNotStand(t *testing.T) {
	for result, want := range map[string]bool{"denied": true, "voip": true, "new": true, "other_identity": true, "no_answer": true, "confirmed": false} {
		t.Run("a reference that came back "+result, func(t *testing.T) {
			r := core.Recorded{Verifications: []core.Verification{said("reference", "A", result, "2026-10-20")}}
			expect(t, ownReferee, "A14", &core.Dossier{Recorded: r}, want)
		})
	}
	f := func(name string, want bool, vs ...core.Verification) {
		t.Run(name, func(t *testing.T) {
			expect(t, ownReferee, "A14", &core.Dossier{Recorded: core.Recorded{Verifications: vs}}, want)
		})
	}
	f("one on leave beside one who confirms", false, said("reference", "A", "no_answer", "2026-10-20"), said("reference", "B", "confirmed", "2026-10-20"))
	f("one denied beside one who confirms", true, said("reference", "A", "denied", "2026-10-20"), said("reference", "B", "confirmed", "2026-10-20"))
	f("denied at first, confirmed later", false, said("reference", "A", "denied", "2026-10-20"), said("reference", "A", "confirmed", "2026-10-22"))
	f("a silent employer is no reference", false, said("employer", "A", "no_answer", "2026-10-20"))
}

func TestRefereesWithTheOwnContact(t *testing.T) {
	own := core.Stated{Emails: []string{"one@example.org"}, Phones: []string{"+33 (0)6 39 98 12 34"}, Residence: core.Address{Country: "FR"}}
	for _, c := range []struct {
		name    string
		referee core.Referee
		want    bool
	}{
		{"the own number, written as at home", core.Referee{Phone: "06 39 98 12 34"}, true},
		{"the own address with a tag", core.Referee{Email: "One+boss@Example.org"}, true},
		{"another number", core.Referee{Phone: "06 39 98 12 35"}, false},
		{"another address", core.Referee{Email: "two@example.org"}, false},
		{"no contact at all", core.Referee{Employer: "A"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := own
			s.Referees = []core.Referee{c.referee}
			expect(t, ownReferee, "A14", &core.Dossier{Stated: s}, c.want)
		})
	}
	t.Run("a person without contacts has no referee with the same", func(t *testing.T) {
		expect(t, ownReferee, "A14", &core.Dossier{Stated: core.Stated{Emails: []string{""}, Phones: []string{"12"}, Referees: []core.Referee{{Phone: "12"}}}}, false)
	})
}

func TestRefereesMadeForTheOccasion(t *testing.T) {
	young := []core.DomainAge{{Domain: "Mail.Sample-Works.example.", Registered: at("2026-08-01")}}
	for _, c := range []struct {
		name    string
		own     string
		referee core.Referee
		domains []core.DomainAge
		want    bool
	}{
		{"an address that expires", "one@example.org", core.Referee{Email: "boss@mailinator.com"}, nil, true},
		{"an alias made for privacy", "one@example.org", core.Referee{Email: "boss@duck.com"}, nil, false},
		{"a public provider for both", "one@gmail.com", core.Referee{Email: "boss@gmail.com", Employer: "Sample Works"}, nil, false},
		{"a domain of one's own", "one@example.org", core.Referee{Email: "boss@mail.example.org", Employer: "Sample Works"}, nil, true},
		{"a domain that bears the employer's name", "one@sample-works.example", core.Referee{Email: "boss@sample-works.example", Employer: "Sample Works Ltd"}, nil, false},
		{"an employer where both were", "one@example.org", core.Referee{Email: "boss@example.org", Employer: "Widget"}, nil, false},
		{"for emergencies", "one@example.org", core.Referee{Email: "two@example.org", Employer: "Sample Works", Relation: "Contact d'urgence"}, nil, false},
		{"a domain registered two months before", "one@example.org", core.Referee{Email: "boss@sample-works.example"}, young, true},
		{"another domain registered two months before", "one@example.org", core.Referee{Email: "boss@other.example"}, young, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{
				Dates:    core.Dates{Applied: at("2026-10-01")},
				Stated:   core.Stated{Emails: []string{c.own}, Referees: []core.Referee{c.referee}, Work: []core.Job{{Employer: "Widget Inc."}}},
				Recorded: core.Recorded{Domains: c.domains},
			}
			expect(t, ownReferee, "A14", d, c.want)
		})
	}
}

func TestADomainOfManyIsAProvider(t *testing.T) {
	people := map[string]*core.Dossier{}
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		people[id] = &core.Dossier{ID: id, Stated: core.Stated{Emails: []string{id + "@example.org"}}}
	}
	w := &World{People: people}
	if !w.addressBook().public("example.org") || w.addressBook().public("example.net") {
		t.Errorf("%v", w.addressBook().sites)
	}
}
