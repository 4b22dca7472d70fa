package check

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// ownReferee raises A14: a referee who is reached at the candidate's own contacts, or a reference that
// did not stand up. Somebody who does not answer may be on leave, so that silence counts only while no
// other reference was confirmed.
func ownReferee(_ *World, d *core.Dossier, out *core.Sink) {
	ev := sameContact(d)
	ev = append(ev, verified(d, "reference", "denied", "voip", "new", "other_identity")...)
	if len(verified(d, "reference", "confirmed")) == 0 {
		ev = append(ev, verified(d, "reference", "no_answer")...)
	}
	if len(ev) > 0 {
		out.Raise("A14", d.ID, time.Time{}, core.Args{"count": strconv.Itoa(len(ev))}, ev...)
	}
}

// sameContact points at referees who have the person's own number or address.
func sameContact(d *core.Dossier) []core.Evidence {
	country := d.Stated.Residence.Country
	own := map[string]bool{}
	for _, m := range d.Stated.Emails {
		own[mailbox(m)] = true
	}
	for _, p := range d.Stated.Phones {
		own[phone(p, country)] = true
	}
	delete(own, "")
	var ev []core.Evidence
	for i, r := range d.Stated.Referees {
		if own[mailbox(r.Email)] {
			ev = append(ev, d.At(core.Key("stated.referees", i, "email"), r.Email))
		}
		if own[phone(r.Phone, country)] {
			ev = append(ev, d.At(core.Key("stated.referees", i, "phone"), r.Phone))
		}
	}
	return ev
}
