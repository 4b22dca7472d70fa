package check

import (
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
)

// Thresholds of the catalogue, group (c).
const (
	olderRepos  = 3   // repositories older than their account
	copiedFrom  = 1   // repositories found earlier under other names
	manyPeople  = 100 // contributors without a visible community
	manyAuthors = 3   // author names under one login
	dormantFrom = 4   // years without any activity
)

// codeAccounts raises the questions that the facts of public code accounts put: C01, C02, C03, C05,
// C06, C09, whether somebody wrote the facts down or an export tells them. Repositories that the person said
// to come from elsewhere end the first three.
func codeAccounts(w *World, d *core.Dossier, out *core.Sink) {
	accounts := w.exported(d)
	for i, a := range d.Recorded.CodeAccounts {
		accounts = append(accounts, account{CodeAccount: a, see: func(field, value string) core.Evidence {
			return d.At(core.Key("recorded.code_accounts", i, field), value)
		}})
	}
	for _, a := range accounts {
		a.d, a.out = d, out
		if !a.ForkDeclared {
			a.history()
		}
		if a.AuthorNames >= manyAuthors {
			a.raise("C05", a.Created, a.AuthorNames, a.see("author_names", strconv.Itoa(a.AuthorNames)))
		}
		if met := firstMet(d); a.Renamed.Given() && met.Given() && a.Renamed.After(met.Time) {
			a.raise("C06", a.Renamed, 1, a.see("renamed", written(a.Renamed)))
		}
		if a.DormantYears >= dormantFrom {
			a.raise("C09", a.Created, a.DormantYears, a.see("dormant_years", strconv.Itoa(a.DormantYears)))
		}
	}
}

type account struct {
	core.CodeAccount
	d   *core.Dossier
	out *core.Sink
	see func(field, value string) core.Evidence // where a fact stands
}

// history raises what asks where the repositories come from.
func (a account) history() {
	if a.Created.Given() && a.FirstCommit.Given() && a.FirstCommit.Before(a.Created.Time) && a.Repos >= olderRepos {
		a.raise("C01", a.Created, a.Repos, a.see("created", written(a.Created)), a.see("first_commit", written(a.FirstCommit)), a.see("repos_older_than_account", strconv.Itoa(a.Repos)))
	}
	if a.CopiedRepos >= copiedFrom {
		a.raise("C02", a.Created, a.CopiedRepos, a.see("copied_repos", strconv.Itoa(a.CopiedRepos)))
	}
	if a.Contributors >= manyPeople {
		a.raise("C03", a.Created, a.Contributors, a.see("contributors", strconv.Itoa(a.Contributors)))
	}
}

func (a account) raise(signal string, when core.Date, count int, ev ...core.Evidence) {
	a.out.Raise(signal, a.d.ID, when.Time, core.Args{"handle": a.Handle, "count": strconv.Itoa(count), "day": written(when)}, ev...)
}

// firstMet is when the company first looked at the person: the interview, or else the contract.
func firstMet(d *core.Dossier) core.Date {
	if d.Dates.Interviewed.Given() {
		return d.Dates.Interviewed
	}
	return core.Date{Time: d.Start()}
}
