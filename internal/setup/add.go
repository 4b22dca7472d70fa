package setup

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
)

// Name adds people under a role, one person of each name. "conflict" names a conflict officer.
func (a *Answers) Name(role string, names ...string) {
	for _, name := range names {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		i := slices.IndexFunc(a.People, func(p Person) bool { return strings.EqualFold(p.Name, name) })
		if i < 0 {
			i = len(a.People)
			a.People = append(a.People, Person{Name: name})
		}
		p := &a.People[i]
		if role == "conflict" {
			p.Conflict = true
		} else if !slices.Contains(p.Roles, access.Role(role)) {
			p.Roles = append(p.Roles, access.Role(role))
		}
	}
}

// Named counts the people under a role, or the conflict officers.
func (a Answers) Named(role string) int {
	if role == "conflict" {
		n := 0
		for _, p := range a.People {
			if p.Conflict {
				n++
			}
		}
		return n
	}
	return len(a.With(access.Role(role)))
}

// Add takes what other answers say; what they leave open stays.
func (a *Answers) Add(b Answers) {
	text(&a.Organisation, b.Organisation)
	for _, p := range b.People {
		for _, r := range p.Roles {
			a.Name(string(r), p.Name)
		}
		if p.Conflict {
			a.Name("conflict", p.Name)
		}
		i := slices.IndexFunc(a.People, func(q Person) bool { return strings.EqualFold(q.Name, strings.TrimSpace(p.Name)) })
		if i >= 0 {
			text(&a.People[i].Dossier, p.Dossier)
		}
	}
	if b.Witness != (Witness{}) {
		a.Witness = b.Witness
	}
	days(&a.Retention.ClosedCases, b.Retention.ClosedCases)
	days(&a.Retention.Applications, b.Retention.Applications)
	text(&a.Policy.Mandate, b.Policy.Mandate)
	text(&a.Policy.Allowed, b.Policy.Allowed)
	days(&a.Policy.MaxDays, b.Policy.MaxDays)
	text(&a.Policy.SignOff, b.Policy.SignOff)
	text(&a.Policy.Document, b.Policy.Document)
	a.Consultation.Add(b.Consultation)
}

// Add takes what another record says.
func (c *Consultation) Add(b Consultation) {
	text(&c.WorksCouncil, b.WorksCouncil)
	text(&c.DPIA, b.DPIA)
}

func text(to *string, from string) {
	if from != "" {
		*to = from
	}
}

func days(to *int, from int) {
	if from != 0 {
		*to = from
	}
}
