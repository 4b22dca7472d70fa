package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// common is how many people make a domain a provider's.
const common = 6

// addressBook tells whose a contact is, and who names whom as a referee.
type addressBook struct {
	owners map[string][]string            // dossier ids by mailbox or number, each list sorted
	sites  map[string]int                 // how many people or their referees write from a domain
	names  map[string]map[string]vouching // by candidate and by referee: the referee is somebody of the folder

	commits map[string][]held   // who holds a commit in an own repository, by SHA
	logins  map[string][]string // dossier ids by login of an exported or stated code account
}

// held is a commit in a repository of a dossier's export.
type held struct{ person, repo string }

// vouching is one dossier that names another as its referee.
type vouching struct {
	referee core.Referee
	at      core.Evidence
}

func newAddressBook(w *World) *addressBook {
	b := &addressBook{owners: map[string][]string{}, sites: map[string]int{}, names: map[string]map[string]vouching{}, commits: map[string][]held{}, logins: map[string][]string{}}
	for id, d := range w.People {
		for key := range w.contactKeys(d) {
			b.owners[key] = append(b.owners[key], id)
		}
		for site := range w.sitesOf(d) {
			b.sites[site]++
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.People)) {
		b.takeCode(w.People[id])
	}
	for _, ids := range b.owners {
		slices.Sort(ids)
	}
	for id, d := range w.People {
		b.names[id] = b.refereesOf(w, d)
	}
	return b
}

// takeCode notes the code accounts of a dossier and the commits of its own repositories.
func (b *addressBook) takeCode(d *core.Dossier) {
	seen := map[string]bool{"": true}
	for _, h := range d.Stated.Accounts {
		if strings.EqualFold(h.Kind, "github") { // a name on another host may be somebody else's
			b.takeLogin(handle(h.Handle), d.ID, seen)
		}
	}
	for _, a := range ownAccounts(d) {
		b.takeLogin(a.Login, d.ID, seen)
		for _, r := range ownRepos(d, a.Login) {
			for _, c := range r.Commits {
				if at := (held{d.ID, r.Name}); !slices.Contains(b.commits[c.SHA], at) {
					b.commits[c.SHA] = append(b.commits[c.SHA], at)
				}
			}
		}
	}
}

func (b *addressBook) takeLogin(login, id string, seen map[string]bool) {
	if !seen[login] {
		seen[login] = true
		b.logins[login] = append(b.logins[login], id)
	}
}

// public reports whether so many write from a domain that it is a provider's, whatever lists say.
func (b *addressBook) public(site string) bool { return b.sites[site] >= common }

// sitesOf are the registered domains from which a person and the referees write.
func (w *World) sitesOf(d *core.Dossier) map[string]bool {
	out := map[string]bool{}
	for _, m := range d.Stated.Emails {
		out[w.Contacts.ReadMail(m).Site] = true
	}
	for _, r := range d.Stated.Referees {
		out[w.Contacts.ReadMail(r.Email).Site] = true
	}
	delete(out, "")
	return out
}

// refereesOf are the referees of a dossier who are people of the folder and to whom no relation is stated.
// A contact that several people share says nothing of who is meant.
func (b *addressBook) refereesOf(w *World, d *core.Dossier) map[string]vouching {
	out := map[string]vouching{}
	for i, r := range d.Stated.Referees {
		if contact.ForEmergencies(r.Relation) {
			continue
		}
		for _, c := range []struct{ key, field, value string }{
			{w.mailbox(r.Email), "email", r.Email},
			{contact.ReadPhone(r.Phone, d.Stated.Residence.Country).Key, "phone", r.Phone},
		} {
			owners := b.owners[c.key]
			if c.key == "" || len(owners) != 1 || owners[0] == d.ID || d.Stated.ReferredBy == owners[0] {
				continue
			}
			if _, related := core.RelatedTo(d, w.People[owners[0]]); !related {
				out[owners[0]] = vouching{r, d.At(core.Key("stated.referees", i, c.field), c.value)}
			}
		}
	}
	return out
}
