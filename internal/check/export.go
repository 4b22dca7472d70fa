package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Thresholds of what exports tell.
const (
	clockError   = 24 * time.Hour // a commit this much older than the account is of another day
	sharedFrom   = 3              // commits that two repositories have in common: a template has one or none
	quietStars   = 10             // fewer stars are no community
	inflatedFrom = 200            // followers and followed (catalogue, C04)
)

// handles are the accounts that the person named or the company recorded, in lower case, without the address
// of the host.
func handles(d *core.Dossier) []string {
	var out []string
	for _, h := range d.Stated.Accounts {
		out = append(out, handle(h.Handle))
	}
	for _, a := range d.Recorded.CodeAccounts {
		out = append(out, handle(a.Handle))
	}
	return out
}

func handle(s string) string {
	s = strings.ToLower(strings.TrimRight(strings.TrimSpace(s), "/"))
	return strings.TrimPrefix(s[strings.LastIndexByte(s, '/')+1:], "@")
}

// ownAccounts are the exported accounts that are the person's: those named, or the only one there is. The
// same account under another name counts, by the host's number.
func ownAccounts(d *core.Dossier) []core.PublicAccount {
	named := handles(d)
	ids := map[int64]bool{}
	logins := map[string]bool{}
	for _, a := range d.Presence.Accounts {
		logins[a.Login] = true
		ids[a.ID] = ids[a.ID] || slices.Contains(named, a.Login)
	}
	delete(ids, 0)
	var out []core.PublicAccount
	for _, a := range d.Presence.Accounts {
		if slices.Contains(named, a.Login) || ids[a.ID] || len(logins) == 1 {
			out = append(out, a)
		}
	}
	return out
}

// ownRepos are the exported repositories of a login that are not marked as forks.
func ownRepos(d *core.Dossier, login string) []core.PublicRepo {
	return slices.DeleteFunc(slices.Clone(d.Presence.Repos), func(r core.PublicRepo) bool { return r.Fork || !strings.HasPrefix(r.Name, login+"/") })
}

// exported are the facts of exported accounts, each with the line of the export that tells it. An account
// that was exported twice under two names was renamed in between.
func (w *World) exported(d *core.Dossier) []account {
	var out []account
	own := ownAccounts(d)
	for i, a := range own {
		if i+1 < len(own) && own[i+1].Login == a.Login {
			continue // a later answer about the same account follows
		}
		e := account{CodeAccount: core.CodeAccount{Handle: a.Login, Created: a.Created, ForkDeclared: declared(d, a.Login)}}
		see := map[string]core.Evidence{"created": a.At}
		w.repositories(&e, d, a, see)
		for _, o := range own {
			if o.ID == a.ID && a.ID != 0 && o.Login != a.Login && o.Updated.Before(a.Updated.Time) {
				e.Renamed, see["renamed"] = a.Updated, a.At
			}
		}
		e.see = func(field, value string) core.Evidence {
			ev, ok := see[field]
			if !ok {
				ev = a.At
			}
			ev.Field, ev.Value = field, value
			return ev
		}
		out = append(out, e)
	}
	return out
}

// repositories counts over the own repositories of an account.
func (w *World) repositories(e *account, d *core.Dossier, a core.PublicAccount, see map[string]core.Evidence) {
	names := map[string]bool{}
	for _, r := range ownRepos(d, a.Login) {
		older := false
		for _, c := range r.Commits {
			if c.At.Before(a.Created.Add(-clockError)) {
				older = true
				if !e.FirstCommit.Given() || c.At.Before(e.FirstCommit.Time) {
					e.FirstCommit, see["first_commit"], see["repos_older_than_account"] = c.At, c.See, c.See
				}
			}
			if c.Login == a.Login && c.Author != "" && !names[c.Author] {
				names[c.Author] = true
				see["author_names"] = c.See
			}
		}
		if older {
			e.Repos++
		}
		if copied, at := w.copied(d, r); copied {
			e.CopiedRepos++
			see["copied_repos"] = at
		}
		if n := len(r.Contributors); r.Stars < quietStars && n > e.Contributors {
			e.Contributors, see["contributors"] = n, r.At
		}
	}
	e.AuthorNames = len(names)
}

// copied reports whether the host's search found commits of a repository elsewhere, or another dossier that
// states no relation holds them in a repository of its own.
func (w *World) copied(d *core.Dossier, r core.PublicRepo) (bool, core.Evidence) {
	if len(r.Elsewhere) > 0 {
		return true, r.Elsewhere[0]
	}
	shared := map[string]int{}
	for _, c := range r.Commits {
		for _, at := range w.addressBook().commits[c.SHA] {
			if at.repo == r.Name || !strangers(d, w.People[at.person]) {
				continue
			}
			if shared[at.repo]++; shared[at.repo] >= sharedFrom {
				return true, c.See
			}
		}
	}
	return false, core.Evidence{}
}

// strangers reports whether two people say nothing of knowing each other, and do not work together here.
func strangers(d, o *core.Dossier) bool {
	_, related := core.RelatedTo(d, o)
	return d.ID != o.ID && !related && d.Stated.ReferredBy != o.ID && o.Stated.ReferredBy != d.ID && !(d.Works() && o.Works())
}

// declared reports whether the person said that repositories of an account come from elsewhere.
func declared(d *core.Dossier, login string) bool {
	return slices.ContainsFunc(d.Recorded.CodeAccounts, func(a core.CodeAccount) bool { return a.ForkDeclared && handle(a.Handle) == login })
}

// youngerThanStated raises C01b: the person said since when an account exists, and the host says that it was
// made in a later year.
func youngerThanStated(_ *World, d *core.Dossier, out *core.Sink) {
	for i, h := range d.Stated.Accounts {
		for _, a := range ownAccounts(d) {
			if handle(h.Handle) != a.Login || !h.Since.Given() || a.Created.Before(latestEnd(h.Since).AddDate(0, 1, 0)) {
				continue
			}
			out.Raise("C01b", d.ID, a.Created.Time, core.Args{"handle": a.Login, "stated": written(h.Since), "day": written(a.Created)},
				d.At(core.Key("stated.accounts", i, "since"), written(h.Since)), a.At)
			return
		}
	}
}

// followsBack raises C04: an account with hundreds of followers follows as many, and no repository of it
// found any notice.
func followsBack(_ *World, d *core.Dossier, out *core.Sink) {
	for _, a := range ownAccounts(d) {
		repos := ownRepos(d, a.Login)
		noticed := slices.ContainsFunc(repos, func(r core.PublicRepo) bool { return r.Stars >= quietStars })
		even := a.Following <= 2*a.Followers && a.Followers <= 2*a.Following
		if a.Followers < inflatedFrom || a.Following < inflatedFrom || !even || noticed || len(repos) == 0 {
			continue
		}
		ev := a.At
		ev.Field, ev.Value = "followers, following", strings.Join([]string{strconv.Itoa(a.Followers), strconv.Itoa(a.Following)}, ", ")
		out.Raise("C04", d.ID, time.Time{}, core.Args{"handle": a.Login, "followers": strconv.Itoa(a.Followers), "following": strconv.Itoa(a.Following)}, ev)
		return
	}
}

// writeTogether raises C08b: the account of another dossier, to whom no relation is stated, contributed to an
// own repository.
func writeTogether(w *World, d *core.Dossier, out *core.Sink) {
	var ev []core.Evidence
	var others []string
	for _, a := range ownAccounts(d) {
		for _, r := range ownRepos(d, a.Login) {
			for _, login := range writers(r) {
				for _, id := range w.addressBook().logins[login] {
					if !strangers(d, w.People[id]) || len(writers(r)) >= manyPeople {
						continue
					}
					others = append(others, id)
					ev = append(ev, repoAt(r))
				}
			}
		}
	}
	if len(ev) > 0 {
		slices.Sort(others)
		out.Raise("C08b", d.ID, time.Time{}, core.Args{"others": strings.Join(slices.Compact(others), ", ")}, ev...)
	}
}

// writers are the logins that wrote in a repository.
func writers(r core.PublicRepo) []string {
	out := slices.Clone(r.Contributors)
	for _, c := range r.Commits {
		if c.Login != "" {
			out = append(out, c.Login)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// repoAt points at a repository: the answer about it, or its first commit.
func repoAt(r core.PublicRepo) core.Evidence {
	ev := r.At
	if ev.Input == "" && len(r.Commits) > 0 {
		ev = r.Commits[0].See
	}
	ev.Field, ev.Value = "full_name", r.Name
	return ev
}
