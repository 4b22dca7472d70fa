package core

import (
	"testing"
	"time"
)

func day(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestExplained(t *testing.T) {
	d := &Dossier{
		Stated: Stated{Equipment: []Equipment{{Kind: "network_kvm", What: "PiKVM", From: day("2026-03-01")}}},
		Recorded: Recorded{Tickets: []Ticket{
			{Kind: "remote_tool", What: "AnyDesk", At: day("2026-09-01"), To: day("2026-09-03"), Approved: "yes"},
			{Kind: "bulk_clone", At: day("2026-09-01"), Approved: "no"},
		}},
	}
	f := func(name, kind, at, what string, want bool) {
		t.Helper()
		var when time.Time
		if at != "" {
			when = day(at).Time
		}
		if got := d.Explained(kind, when, what); got != want {
			t.Errorf("%s: Explained(%s, %s, %s) = %v, want %v", name, kind, at, what, got, want)
		}
	}
	f("an agreed ticket explains its tool", "remote_tool", "2026-09-02", "AnyDesk", true)
	f("but not another tool", "remote_tool", "2026-09-02", "RustDesk", false)
	f("nor another month", "remote_tool", "2026-10-02", "AnyDesk", false)
	f("nor what came before it", "remote_tool", "2026-08-02", "AnyDesk", false)
	f("a refused ticket explains nothing", "bulk_clone", "2026-09-02", "", false)
	f("declared equipment explains", "network_kvm", "2026-09-02", "PiKVM V3", true)
	f("not before it was declared to be there", "network_kvm", "2026-02-02", "PiKVM", false)
}

func TestAnnounced(t *testing.T) {
	d := &Dossier{Stated: Stated{Stays: []Stay{{Country: "PT", From: day("2026-05-01"), To: day("2026-05-10")}}}}
	if !d.Announced("pt", day("2026-05-11").Time) {
		t.Error("the day after the last is travel")
	}
	if d.Announced("PT", day("2026-05-13").Time) || d.Announced("ES", day("2026-05-05").Time) {
		t.Error("another time or country is not announced")
	}
}

func TestLinesFallBackToTheParent(t *testing.T) {
	d := &Dossier{Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1, "recorded.shipments[0]": 12}}
	if got := d.At("recorded.shipments[0].delivered.city", "Lyon").Line; got != 12 {
		t.Errorf("line %d, want the shipment's 12", got)
	}
	if got := d.At("stated.residence", "").Line; got != 1 {
		t.Errorf("line %d, want the first", got)
	}
}
