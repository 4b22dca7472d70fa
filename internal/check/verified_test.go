package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestWhatOthersSaid(t *testing.T) {
	for _, c := range []struct {
		signal, of, result string
		want               bool
	}{
		{"A04", "employer", "denied", true}, {"A04", "employer", "no_answer", false}, {"A04", "employer", "confirmed", false}, {"A04", "education", "denied", false},
		{"A05", "education", "denied", true}, {"A05", "education", "no_answer", false},
		{"B01", "phone", "voip", true}, {"B01", "phone", "new", true}, {"B01", "phone", "no_answer", false}, {"B01", "email", "new", false},
		{"B04", "email", "listed", true}, {"B04", "email", "new", false},
		{"B06", "email", "other_identity", true}, {"B06", "account", "other_identity", true}, {"B06", "phone", "other_identity", false},
		{"B07", "address", "mailbox", true}, {"B07", "address", "forwarder", true}, {"B07", "address", "virtual_office", true},
		{"B07", "address", "not_a_home", true}, {"B07", "address", "confirmed", false}, {"B07", "company", "virtual_office", false},
	} {
		t.Run(c.signal+" of "+c.of+" "+c.result, func(t *testing.T) {
			out := core.NewSink(everyAnswer())
			d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
			d.Recorded.Verifications = []core.Verification{said(c.of, "x", c.result, "2026-10-20")}
			whatOthersSaid(&World{}, d, out)
			got := false
			for _, f := range out.Findings() {
				got = got || f.Signal().ID == c.signal
			}
			if got != c.want {
				t.Errorf("asked: %v, want %v", got, c.want)
			}
		})
	}
}

// everyAnswer is a catalogue of the signals that verifications raise.
func everyAnswer() core.Catalogue {
	c := core.Catalogue{}
	for _, a := range answers {
		s := testSignal(a.signal)
		s.Says = core.Text{EN: "{item}", FR: "{item}"}
		c[a.signal] = s
	}
	return c
}

func TestOneFindingForAllThatWasSaid(t *testing.T) {
	d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
	d.Recorded.Verifications = []core.Verification{said("employer", "B", "denied", "2026-10-20"), said("employer", "A", "denied", "2026-10-10"), said("employer", "", "denied", "2026-10-30")}
	out := core.NewSink(everyAnswer())
	whatOthersSaid(&World{}, d, out)
	all := out.Findings()
	if len(all) != 1 || len(all[0].Evidence()) != 3 {
		t.Fatalf("%d findings, want one with three pieces of evidence", len(all))
	}
	if diff := cmp.Diff("A, B, –", all[0].Says(core.English)); diff != "" {
		t.Error(diff)
	}
	if !all[0].At().Equal(at("2026-10-10").Time) {
		t.Errorf("dated %s, want the first answer", all[0].At())
	}
}

func TestALaterConfirmationCorrects(t *testing.T) {
	first := said("employer", "Example Ltd", "denied", "2026-10-20")
	for _, c := range []struct {
		name  string
		later core.Verification
		asked bool
	}{
		{"found under an earlier name", said("employer", " example ltd", "confirmed", "2026-10-27"), false},
		{"another employer confirmed", said("employer", "Sample GmbH", "confirmed", "2026-10-27"), true},
		{"a school of that name confirmed", said("education", "Example Ltd", "confirmed", "2026-10-27"), true},
		{"confirmed before it was denied", said("employer", "Example Ltd", "confirmed", "2026-10-13"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
			d.Recorded.Verifications = []core.Verification{first, c.later}
			out := core.NewSink(everyAnswer())
			whatOthersSaid(&World{}, d, out)
			if got := len(out.Findings()) > 0; got != c.asked {
				t.Errorf("asked: %v, want %v", got, c.asked)
			}
		})
	}
}

func TestAnAddressForParcelsIsNoResidence(t *testing.T) {
	for _, c := range []struct {
		name, item string
		asked      bool
	}{
		{"the address of a delivery", "3 place du Marché, Rennes", false},
		{"the residence", "12 Rue des Lilas, Rennes", true},
		{"an address that nobody named", "1 High Street, Leeds", true},
		{"no address was written down", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
			d.Stated.Residence = core.Address{Line: "12 rue des Lilas", City: "Rennes"}
			d.Recorded.Shipments = []core.Shipment{{To: core.Address{Line: "3 place du Marché", City: "Rennes"}}, {To: core.Address{Line: "12 rue des lilas", City: "Rennes"}}}
			d.Recorded.Verifications = []core.Verification{said("address", c.item, "mailbox", "2026-10-20")}
			out := core.NewSink(everyAnswer())
			whatOthersSaid(&World{}, d, out)
			if got := len(out.Findings()) > 0; got != c.asked {
				t.Errorf("asked: %v, want %v", got, c.asked)
			}
		})
	}
}

func TestNewEverywhere(t *testing.T) {
	mail, account := said("email", "one@example.org", "new", "2026-10-20"), said("account", "example-dev", "new", "2026-10-20")
	f := func(name string, want bool, vs ...core.Verification) {
		t.Run(name, func(t *testing.T) {
			expect(t, newEverywhere, "B03", &core.Dossier{Recorded: core.Recorded{Verifications: vs}}, want)
		})
	}
	f("both are new", true, mail, account)
	f("only the mail address", false, mail)
	f("only the account", false, account)
	f("the account turned out to be old", false, mail, account, said("account", "example-dev", "confirmed", "2026-10-22"))
}

func TestADeliveryThatGavePartOfTheResidenceIsTheResidence(t *testing.T) {
	d := &core.Dossier{}
	d.Stated.Residence = core.Address{Line: "12 rue des Lilas, porte B", City: "Rennes"}
	d.Recorded.Shipments = []core.Shipment{{To: core.Address{Line: "12 rue des Lilas", City: "Rennes"}}}
	if deliveryOnly(d, said("address", "12 rue des Lilas, porte B, Rennes", "mailbox", "2026-10-20")) {
		t.Error("taken for an address of parcels alone")
	}
}
