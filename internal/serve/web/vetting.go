package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/casework"
)

// vettingView holds what remains to be verified; the store gives it neither findings nor sums.
type vettingView struct {
	base
	People []casework.Person
}

func (s *site) vetting(r *request) error {
	v := vettingView{base: s.base(r, "vetting")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	if v.People, err = s.Desk.Candidates(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "vetting", v)
}
