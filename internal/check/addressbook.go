package check

import (
	"slices"

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
}

// vouching is one dossier that names another as its referee.
type vouching struct {
	referee core.Referee
	at      core.Evidence
}

func newAddressBook(w *World) *addressBook {
	b := &addressBook{owners: map[string][]string{}, sites: map[string]int{}, names: map[string]map[string]vouching{}}
	for id, d := range w.People {
		for key := range w.contactKeys(d) {
			b.owners[key] = append(b.owners[key], id)
		}
		for site := range w.sitesOf(d) {
			b.sites[site]++
		}
	}
	for _, ids := range b.owners {
		slices.Sort(ids)
	}
	for id, d := range w.People {
		b.names[id] = b.refereesOf(w, d)
	}
	return b
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
