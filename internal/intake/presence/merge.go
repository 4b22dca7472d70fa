package presence

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// Merge puts the files of one person together. Repositories of which several files speak become one; a
// commit is kept once; what a search found counts only outside the accounts of the person.
func Merge(exports []Export) core.Presence {
	var p core.Presence
	repos := map[string]*core.PublicRepo{}
	for _, e := range exports {
		p.Accounts = append(p.Accounts, e.accounts...)
		p.Tellings = append(p.Tellings, e.tellings...)
		for _, r := range e.repos {
			join(repos, r)
		}
	}
	own := map[string]bool{}
	for _, a := range p.Accounts {
		own[a.Login] = true
	}
	in := map[string][]string{} // repositories by commit
	for name, r := range repos {
		settle(r)
		for _, c := range r.Commits {
			in[c.SHA] = append(in[c.SHA], name)
		}
	}
	for _, e := range exports {
		for _, f := range e.found {
			if owner, _, _ := strings.Cut(f.repo, "/"); own[owner] {
				continue
			}
			for _, name := range in[f.sha] {
				if name != f.repo {
					repos[name].Elsewhere = append(repos[name].Elsewhere, f.see)
				}
			}
		}
	}
	for _, r := range repos {
		slices.SortFunc(r.Elsewhere, core.Evidence.Compare)
		p.Repos = append(p.Repos, *r)
	}
	slices.SortFunc(p.Repos, func(a, b core.PublicRepo) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(p.Accounts, func(a, b core.PublicAccount) int {
		return cmp.Or(strings.Compare(a.Login, b.Login), a.Updated.Compare(b.Updated.Time), a.At.Compare(b.At))
	})
	slices.SortStableFunc(p.Tellings, func(a, b core.Telling) int { return strings.Compare(a.Input, b.Input) })
	return p
}

func join(repos map[string]*core.PublicRepo, r core.PublicRepo) {
	have, ok := repos[r.Name]
	if !ok {
		repos[r.Name] = &r
		return
	}
	have.Fork = have.Fork || r.Fork
	have.Stars = max(have.Stars, r.Stars)
	have.Contributors = append(have.Contributors, r.Contributors...)
	have.Commits = append(have.Commits, r.Commits...)
	if have.At.Input == "" || r.At.Field == "full_name" {
		have.At = r.At
	}
}

// settle keeps each contributor and each commit once.
func settle(r *core.PublicRepo) {
	slices.Sort(r.Contributors)
	r.Contributors = slices.Compact(r.Contributors)
	slices.SortStableFunc(r.Commits, func(a, b core.PublicCommit) int {
		return cmp.Or(strings.Compare(a.SHA, b.SHA), -strings.Compare(a.Login, b.Login), a.See.Compare(b.See))
	})
	r.Commits = slices.CompactFunc(r.Commits, func(a, b core.PublicCommit) bool { return a.SHA == b.SHA })
}
