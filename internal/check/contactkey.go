package check

import (
	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// phone is what is equal for every way of writing one number; country is where the person lives, for a
// number written as it is dialled at home. A number too short to be anybody's own is "".
func phone(s, country string) string { return contact.ReadPhone(s, country).Key }

// mailbox is what is equal for every way of writing one mailbox, as far as its provider says.
func (w *World) mailbox(s string) string { return w.Contacts.ReadMail(s).Key }

// contactKeys are the mailboxes and numbers that a person gives as their own, each with where it stands.
func (w *World) contactKeys(d *core.Dossier) map[string]core.Evidence {
	out := map[string]core.Evidence{}
	for i, m := range d.Stated.Emails {
		out[w.mailbox(m)] = d.At(core.Key("stated.emails", i), m)
	}
	for i, p := range d.Stated.Phones {
		out[phone(p, d.Stated.Residence.Country)] = d.At(core.Key("stated.phones", i), p)
	}
	delete(out, "")
	return out
}
