package hr

import (
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const changeLine = `{"type":"hr.change","time":"2026-05-01T09:00:00Z","person":"P1","field":"bank","old":"acct-1a","new":"acct-7f3a","by":"p1","ip":"192.0.2.7","country":"fr","city":"Rennes","as_org":"Example Access","tag":"ASTRILL_VPN","user_agent":"Firefox","session":"s1"}`

func TestChangeKeepsWhoWhatAndFromWhere(t *testing.T) {
	want := core.Observation{
		Kind: core.KindChange, At: time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC), Source: "hr",
		Account: "p1", Other: "p1", Target: "bank", Value: "acct-7f3a",
		IP: netip.MustParseAddr("192.0.2.7"), Place: core.Place{Country: "FR", City: "Rennes"},
		ASOrg: "Example Access", Tag: "ASTRILL_VPN", Agent: "Firefox", Session: "s1",
	}
	if diff := cmp.Diff(want, observetest.One(t, Change{}, changeLine), cmpopts.EquateComparable(netip.Addr{})); diff != "" {
		t.Error(diff)
	}
}

func TestChangeFromCSVNeedsNoType(t *testing.T) {
	line := `{"time":"2026-05-01","person":"p1","field":"Address","old":"","new":"Porto","by":"hr-2"}`
	got := observetest.One(t, Change{}, line)
	if got.Target != "address" || got.Value != "Porto" || got.Other != "hr-2" {
		t.Errorf("got %+v", got)
	}
}

func TestBrokenChanges(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"type":"hr.change","person":"p1","field":"bank","new":"x"}`, `"time"`},
		{"with a time nobody can read", `{"type":"hr.change","time":"yesterday","person":"p1","field":"bank"}`, "yesterday"},
		{"without a person", `{"type":"hr.change","time":"2026-05-01","field":"bank","new":"x"}`, `"person"`},
		{"of an unknown field", `{"type":"hr.change","time":"2026-05-01","person":"p1","field":"shoe size"}`, "manager"},
		{"with a person that is an object", `{"type":"hr.change","time":"2026-05-01","person":{},"field":"bank"}`, `"person"`},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Change{}, c.line, c.says) })
	}
}

func FuzzReadChange(f *testing.F)  { observetest.Fuzz(f, Change{}, changeLine) }
func BenchmarkChange(b *testing.B) { observetest.Bench(b, Change{}, changeLine) }
