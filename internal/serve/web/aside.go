package web

import (
	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

var asideRoutes = []Route{
	{"POST /people/{id}/aside", access.WorkCases, (*site).setAside},
	{"POST /people/{id}/bring-back", access.WorkCases, (*site).bringBack},
}

func (s *site) setAside(r *request) error {
	a := casework.Aside{Person: r.PathValue("id"), Class: casework.Class(r.FormValue("class")), Reason: r.FormValue("reason"), Known: r.FormValue("known")}
	return s.backToPerson(r, s.Desk.SetAside(r.Context(), r.actor, a, r.now))
}

func (s *site) bringBack(r *request) error {
	return s.backToPerson(r, s.Desk.BringBack(r.Context(), r.actor, r.PathValue("id"), r.now))
}

func (s *site) backToPerson(r *request, err error) error {
	if status, word := refusal(err); word != "" {
		return s.personShow(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/people/" + r.PathValue("id"))
}

// AsideClasses are the classes of explanation with which questions are set aside.
func (v personView) AsideClasses() []casework.Class { return casework.AsideClasses }

// CanSetAside reports whether the questions may be set aside without a case.
func (v personView) CanSetAside() bool {
	return v.Seen.Open == nil && v.Seen.Aside == nil && len(v.Person.Questions) > 0
}
