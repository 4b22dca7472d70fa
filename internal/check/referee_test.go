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
