package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestPublicCodeAccounts(t *testing.T) {
	young := core.CodeAccount{Handle: "h", Created: at("2026-06-01"), FirstCommit: at("2015-03-02"), Repos: 3}
	change := func(a core.CodeAccount, f func(*core.CodeAccount)) core.CodeAccount { f(&a); return a }
	for _, c := range []struct {
		name, signal string
		account      core.CodeAccount
		want         bool
	}{
		{"three repositories older than the account", "C01", young, true},
		{"two are an import", "C01", change(young, func(a *core.CodeAccount) { a.Repos = 2 }), false},
		{"declared to come from elsewhere", "C01", change(young, func(a *core.CodeAccount) { a.ForkDeclared = true }), false},
		{"the first commit is younger", "C01", change(young, func(a *core.CodeAccount) { a.FirstCommit = at("2026-07-01") }), false},
		{"nobody knows when the account was made", "C01", change(young, func(a *core.CodeAccount) { a.Created = core.Date{} }), false},
		{"a repository published earlier by others", "C02", core.CodeAccount{Handle: "h", CopiedRepos: 1}, true},
		{"none", "C02", core.CodeAccount{Handle: "h"}, false},
		{"course work, declared", "C02", core.CodeAccount{Handle: "h", CopiedRepos: 4, ForkDeclared: true}, false},
		{"a hundred contributors", "C03", core.CodeAccount{Handle: "h", Contributors: 100}, true},
		{"ninety-nine", "C03", core.CodeAccount{Handle: "h", Contributors: 99}, false},
		{"a copy of a known project, declared", "C03", core.CodeAccount{Handle: "h", Contributors: 100, ForkDeclared: true}, false},
		{"three author names", "C05", core.CodeAccount{Handle: "h", AuthorNames: 3}, true},
		{"work and private", "C05", core.CodeAccount{Handle: "h", AuthorNames: 2}, false},
		{"four years of silence", "C09", core.CodeAccount{Handle: "h", DormantYears: 4}, true},
		{"three", "C09", core.CodeAccount{Handle: "h", DormantYears: 3}, false},
	} {
		t.Run(c.signal+" "+c.name, func(t *testing.T) {
			if got := askedOfAccount(&core.Dossier{Recorded: core.Recorded{CodeAccounts: []core.CodeAccount{c.account}}}, c.signal); got != c.want {
				t.Errorf("asked: %v, want %v", got, c.want)
			}
		})
	}
}

// askedOfAccount reports whether the accounts of d raise a signal.
func askedOfAccount(d *core.Dossier, signal string) bool {
	d.ID, d.Input, d.Lines = "p1", "people/p1/person.yaml", map[string]int{"id": 1}
	c := core.Catalogue{}
	for _, id := range []string{"C01", "C02", "C03", "C05", "C06", "C09"} {
		c[id] = testSignal(id)
	}
	out := core.NewSink(c)
	codeAccounts(&World{}, d, out)
	for _, f := range out.Findings() {
		if f.Signal().ID == signal {
			return true
		}
	}
	return false
}

func TestAccountsRenamedSinceTheCompanyLooked(t *testing.T) {
	for _, c := range []struct {
		name    string
		dates   core.Dates
		renamed string
		want    bool
	}{
		{"after the interview", core.Dates{Interviewed: at("2026-10-12")}, "2026-10-20", true},
		{"before the interview", core.Dates{Interviewed: at("2026-10-12")}, "2026-10-02", false},
		{"after the contract, without an interview on record", core.Dates{Hired: at("2026-09-20")}, "2026-10-20", true},
		{"after the interview and before the first day", core.Dates{Interviewed: at("2026-08-12"), Started: at("2026-11-01")}, "2026-09-01", true},
		{"no date to compare with", core.Dates{}, "2026-10-20", false},
		{"never renamed", core.Dates{Interviewed: at("2026-10-12")}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{Dates: c.dates, Recorded: core.Recorded{CodeAccounts: []core.CodeAccount{{Handle: "h", Renamed: at(c.renamed)}}}}
			if got := askedOfAccount(d, "C06"); got != c.want {
				t.Errorf("asked: %v, want %v", got, c.want)
			}
		})
	}
}
