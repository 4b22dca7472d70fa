package check

import (
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// ownReferee raises A14: a referee who is reached at the candidate's own contacts or domain, at a domain
// or an address made for the occasion, or a reference that did not stand up. Somebody who does not answer
// may be on leave, so that silence counts only while no other reference was confirmed.
func ownReferee(w *World, d *core.Dossier, out *core.Sink) {
	ev := w.sameContact(d)
	made, dates := w.madeForIt(d)
	ev = append(ev, made...)
	ev = append(ev, verified(d, "reference", "denied", "voip", "new", "other_identity")...)
	if len(verified(d, "reference", "confirmed")) == 0 {
		ev = append(ev, verified(d, "reference", "no_answer")...)
	}
	if len(ev) > 0 {
		out.Raise("A14", d.ID, time.Time{}, core.Args{"count": strconv.Itoa(len(ev))}, append(ev, dates...)...)
	}
}

// sameContact points at referees who have the person's own number or address.
func (w *World) sameContact(d *core.Dossier) []core.Evidence {
	own := w.contactKeys(d)
	var ev []core.Evidence
	for i, r := range d.Stated.Referees {
		if _, same := own[w.mailbox(r.Email)]; same {
			ev = append(ev, d.At(core.Key("stated.referees", i, "email"), r.Email))
		}
		if _, same := own[phone(r.Phone, d.Stated.Residence.Country)]; same {
			ev = append(ev, d.At(core.Key("stated.referees", i, "phone"), r.Phone))
		}
	}
	return ev
}

// youngDomain is how long before the application a referee's domain must have been registered, in days
// (catalogue, threshold D).
const youngDomain = 90

// madeForIt points at referees whose address expires by itself, whose domain was registered shortly before
// the application, or who speak for an employer from a domain of the person's own. A public provider is none
// of these, and neither is the domain of an employer where both were or whose name it bears. The dates of
// registration come apart, since they are no further fact.
func (w *World) madeForIt(d *core.Dossier) (ev, dates []core.Evidence) {
	sites := map[string]bool{}
	for _, m := range d.Stated.Emails {
		if a := w.Contacts.ReadMail(m); a.Key != "" && a.Kind == contact.MailOther {
			sites[a.Site] = true
		}
	}
	for i, r := range d.Stated.Referees {
		a := w.Contacts.ReadMail(r.Email)
		if a.Key == "" || contact.ForEmergencies(r.Relation) {
			continue
		}
		seen := d.At(core.Key("stated.referees", i, "email"), r.Email)
		registered, young := registeredLate(d, a)
		switch {
		case a.Kind == contact.MailThrowaway:
			ev = append(ev, seen)
		case young:
			ev, dates = append(ev, seen), append(dates, registered)
		case sites[a.Site] && r.Employer != "" && !w.addressBook().public(a.Site) && !workedAt(d, r.Employer) && !sameEmployer(siteName(a.Site), r.Employer):
			ev = append(ev, seen)
		}
	}
	return ev, dates
}

// registeredLate points at the recorded registration of the domain of an address, when it fell within
// youngDomain days before the application or after it.
func registeredLate(d *core.Dossier, a contact.Mail) (core.Evidence, bool) {
	applied := d.Dates.Applied
	for i, r := range d.Recorded.Domains {
		if r.Registered.Given() && applied.Given() && contact.Site(r.Domain) == a.Site && a.Kind == contact.MailOther &&
			r.Registered.After(applied.AddDate(0, 0, -youngDomain)) {
			return d.At(core.Key("recorded.domains", i, "registered"), written(r.Registered)), true
		}
	}
	return core.Evidence{}, false
}

// siteName is a registered domain as a name: "sample-works" of sample-works.example.
func siteName(site string) string {
	name, _, _ := strings.Cut(site, ".")
	return name
}
