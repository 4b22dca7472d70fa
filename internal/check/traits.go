package check

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// shareTraits says what a dossier holds that another may hold too; package link compares.
func shareTraits(w *World, d *core.Dossier, out *core.Sink) {
	s := sharer{d: d, out: out}
	country := d.Stated.Residence.Country
	for i, p := range d.Stated.Phones {
		s.share(core.TraitPhone, phone(p, country), p, core.Key("stated.phones", i))
	}
	for i, m := range d.Stated.Emails {
		s.share(core.TraitEmail, w.mailbox(m), m, core.Key("stated.emails", i))
	}
	family := contactsOfRelations(w, d)
	for i, r := range d.Stated.Referees {
		mail, number := w.mailbox(r.Email), phone(r.Phone, country)
		if family[mail] || family[number] {
			continue
		}
		s.share(core.TraitReferee, mail, r.Email, core.Key("stated.referees", i, "email"))
		s.share(core.TraitReferee, number, r.Phone, core.Key("stated.referees", i, "phone"))
	}
	for i, c := range d.Recorded.IdentityChecks {
		s.share(core.TraitDocument, c.Document, masked(c.Document), core.Key("recorded.identity_checks", i, "document_hash"))
	}
	s.papers()
}

// contactsOfRelations are the numbers and addresses of people to whom d states a relation: a couple who
// name each other for emergencies share nothing that was not said.
func contactsOfRelations(w *World, d *core.Dossier) map[string]bool {
	out := map[string]bool{}
	for _, r := range d.Stated.Relations {
		o := w.People[r.Person]
		if o == nil {
			continue
		}
		for _, p := range o.Stated.Phones {
			out[phone(p, o.Stated.Residence.Country)] = true
		}
		for _, m := range o.Stated.Emails {
			out[w.mailbox(m)] = true
		}
	}
	delete(out, "")
	return out
}

type sharer struct {
	d   *core.Dossier
	out *core.Sink
}

func (s sharer) share(kind core.TraitKind, value, shown, key string) {
	if value == "" {
		return
	}
	s.out.Share(core.Trait{Person: s.d.ID, Kind: kind, Value: value, Shown: shown, Evidence: []core.Evidence{s.d.At(key, shown)}})
}

// makers are author names that programs write when nobody gave one.
var makers = []string{
	"", "admin", "administrateur", "administrator", "anonymous", "author", "auteur", "benutzer", "canva", "default", "google docs", "guest", "libreoffice", "me", "microsoft",
	"microsoft account", "microsoft office user", "openoffice", "openoffice.org", "owner", "pc", "propriétaire", "python-docx", "root", "unknown", "un-named", "unnamed",
	"user", "utilisateur", "utilisateur de microsoft office", "utilisateur windows", "windows user", "wps office", "wps_office",
}

// papers shares who wrote or last edited a CV, as its file says, and files that are neither CV, letter
// nor photo, as they are: texts and pictures are compared by package reuse.
func (s sharer) papers() {
	for _, p := range sortedPapers(s.d) {
		if p.Role == "other" && p.Problem == "" && p.SHA256 != "" {
			const shown = 16
			digest := p.SHA256[:min(shown, len(p.SHA256))]
			s.out.Share(core.Trait{Person: s.d.ID, Kind: core.TraitFile, Value: p.SHA256, Shown: digest, Evidence: []core.Evidence{{Input: p.Input, Field: "sha256", Value: digest}}})
		}
		if p.Role != "cv" {
			continue
		}
		seen := map[string]bool{}
		for _, f := range [][2]string{{"author", p.Author}, {"last_modified_by", p.Editor}} {
			field, who := f[0], strings.Join(strings.Fields(f[1]), " ")
			key := strings.ToLower(who)
			if slices.Contains(makers, key) || seen[key] {
				continue
			}
			seen[key] = true
			s.out.Share(core.Trait{Person: s.d.ID, Kind: core.TraitCVAuthor, Value: key, Shown: who, Evidence: []core.Evidence{{Input: p.Input, Field: field, Value: who}}})
		}
	}
}
