package check

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

func at(s string) core.Date {
	d, err := core.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// raised runs one check over a dossier and counts the findings of a signal.
func raised(t *testing.T, c Check, signal string, d *core.Dossier) int {
	t.Helper()
	d.ID, d.Input, d.Lines = "p1", "people/p1/person.yaml", map[string]int{"id": 1}
	if d.Stage == "" {
		d.Stage = core.Employed
	}
	out := core.NewSink(core.Catalogue{signal: testSignal(signal)})
	c(&World{Company: &core.Company{}, People: map[string]*core.Dossier{"p1": d}, Now: at("2026-11-20").Time, Contacts: contacts(t)}, d, out)
	return len(out.Findings())
}

// expect compares the number of findings with none or one.
func expect(t *testing.T, c Check, signal string, d *core.Dossier, want bool) {
	t.Helper()
	if n := raised(t, c, signal, d); n > 1 || n == 1 != want {
		t.Errorf("%s raised %d times, want it: %v", signal, n, want)
	}
}

func shipped(kind, received, shown string) core.Recorded {
	return core.Recorded{Shipments: []core.Shipment{{
		Device: "D1", Ordered: at("2026-05-01"), Kind: kind, To: core.Address{Line: "12 rue des Lilas", City: "Rennes", Country: "FR"},
		Delivered: core.Delivery{At: at("2026-05-05"), City: "Rennes", Country: "FR", Received: received, Shown: shown},
	}}}
}

func TestAddressesWhereNobodyLives(t *testing.T) {
	for kind, want := range map[string]bool{"forwarder": true, "mailbox": true, "virtual_office": true, "parcel_shop": false, "home": false, "relative": false, "": false} {
		t.Run("kind "+kind, func(t *testing.T) {
			expect(t, shippedNowhere, "F03", &core.Dossier{Recorded: shipped(kind, "worker", "")}, want)
		})
	}
	t.Run("a third party says so of the street", func(t *testing.T) {
		r := shipped("home", "worker", "")
		r.Verifications = []core.Verification{{Of: "address", Item: "3 place du Marché, Rennes", Result: "mailbox"}}
		expect(t, shippedNowhere, "F03", &core.Dossier{Recorded: r}, false)
		r.Verifications[0].Item = "12, Rue des Lilas, Rennes"
		expect(t, shippedNowhere, "F03", &core.Dossier{Recorded: r}, true)
	})
	t.Run("an agreed ticket explains it", func(t *testing.T) {
		r := shipped("mailbox", "worker", "")
		r.Tickets = []core.Ticket{{Kind: "shipping", At: at("2026-05-01"), Approved: "yes"}}
		expect(t, shippedNowhere, "F03", &core.Dossier{Recorded: r}, false)
	})
}

func TestWhoSigned(t *testing.T) {
	for received, want := range map[string]bool{"other": true, "unknown": true, "neighbour": false, "relative": false, "household": false, "reception": false, "worker": false, "": false} {
		t.Run("received by "+received, func(t *testing.T) {
			expect(t, signedByStranger, "F05", &core.Dossier{Recorded: shipped("home", received, "none")}, want)
		})
	}
	t.Run("the person showed the device on video", func(t *testing.T) {
		expect(t, signedByStranger, "F05", &core.Dossier{Recorded: shipped("home", "other", "video")}, false)
	})
	t.Run("the unboxing was filmed later", func(t *testing.T) {
		r := shipped("home", "other", "")
		r.InPerson = []core.InPerson{{At: at("2026-05-06"), Kind: "unboxing_video", Result: "done"}}
		expect(t, signedByStranger, "F05", &core.Dossier{Recorded: r}, false)
	})
}

func TestOwnDeviceAskedFor(t *testing.T) {
	for approved, want := range map[string]bool{"no": true, "pending": true, "yes": false, "": false} {
		t.Run("approved "+approved, func(t *testing.T) {
			r := core.Recorded{Tickets: []core.Ticket{{Kind: "own_device", At: at("2026-05-01"), Approved: approved}}}
			expect(t, wantsOwnDevice, "F06", &core.Dossier{Recorded: r}, want)
		})
	}
	t.Run("agreed at the second attempt", func(t *testing.T) {
		r := core.Recorded{Tickets: []core.Ticket{{Kind: "own_device", At: at("2026-05-01"), Approved: "no"}, {Kind: "own_device", At: at("2026-06-01"), Approved: "yes"}}}
		expect(t, wantsOwnDevice, "F06", &core.Dossier{Recorded: r}, false)
	})
}

func TestHandOverDeclined(t *testing.T) {
	pickUp := core.InPerson{At: at("2026-05-01"), Kind: "pick_up", Result: "declined"}
	video := core.InPerson{At: at("2026-05-02"), Kind: "unboxing_video", Result: "declined"}
	done := core.InPerson{At: at("2026-05-03"), Kind: "unboxing_video", Result: "done"}
	f := func(name string, want bool, d *core.Dossier, steps ...core.InPerson) {
		t.Run(name, func(t *testing.T) {
			d.Recorded.InPerson = steps
			expect(t, declinesHandOver, "F10", d, want)
		})
	}
	agreed := core.Recorded{Accommodations: []core.Accommodation{{Kind: "remote_only"}}}
	f("a pick-up declined", true, &core.Dossier{}, pickUp)
	f("the video was done instead", false, &core.Dossier{}, pickUp, done)
	f("agreed remote work explains the pick-up", false, &core.Dossier{Recorded: agreed}, pickUp)
	f("but not the video", true, &core.Dossier{Recorded: agreed}, pickUp, video)
	f("identity was shown at the door", false, &core.Dossier{Recorded: shipped("home", "worker", "id")}, video)
	f("another step is another signal's matter", false, &core.Dossier{}, core.InPerson{At: at("2026-05-01"), Kind: "visit", Result: "declined"})
}

func TestDeliveryAddressesAreShared(t *testing.T) {
	share := func(r core.Recorded) []core.Trait {
		d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}, Recorded: r}
		out := core.NewSink(core.Catalogue{})
		shipsTo(&World{}, d, out)
		return out.Traits()
	}
	r := shipped("home", "worker", "")
	r.Shipments[0].To = core.Address{Line: "12, Rue des Lilas", Postcode: "35000", City: "Rennes", Country: "FR"}
	other := shipped("unknown", "worker", "")
	other.Shipments[0].To = core.Address{Line: "12 rue des lilas", Postcode: "35000", City: "RENNES", Country: "fr"}
	a, b := share(r), share(other)
	if len(a) != 1 || len(b) != 1 || a[0].Value != b[0].Value {
		t.Errorf("two spellings of one address differ: %v, %v", a, b)
	}
	if got := a[0].Shown; got != "12, Rue des Lilas, 35000 Rennes" {
		t.Errorf("shown as %q", got)
	}
	if !a[0].First.Equal(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("first seen %s", a[0].First)
	}
	for _, kind := range []string{"office", "parcel_shop"} {
		if got := share(shipped(kind, "worker", "")); len(got) != 0 {
			t.Errorf("%s is shared: %v", kind, got)
		}
	}
	r.Shipments[0].Redirected = []core.Redirect{{At: at("2026-05-02"), To: core.Address{Line: "1 High Street", City: "Leeds", Country: "GB"}}}
	if got := share(r); len(got) != 2 {
		t.Errorf("the redirect is not shared: %v", got)
	}
}
