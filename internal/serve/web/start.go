package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/starting"
)

var startRoutes = []Route{
	{"GET /start", access.SeeStart, (*site).start},
	{"POST /start/{person}", access.MarkStart, (*site).startMark},
}

// startView says of each of a manager's people one of three things; personnel sees everybody's, and says the third by hand.
type startView struct {
	base
	People   []starting.Person
	Managers []access.Actor
	Mark     bool
}

func (s *site) start(r *request) error {
	v := startView{base: s.base(r, "start"), Mark: access.May(r.actor, access.MarkStart)}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	if v.People, v.Managers, err = s.Start.List(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "start", v)
}

func (s *site) startMark(r *request) error {
	if err := s.Start.Mark(r.Context(), r.actor, r.PathValue("person"), r.FormValue("manager"), r.FormValue("ask") == "yes", r.now); err != nil {
		return err
	}
	return r.redirect("/start")
}
