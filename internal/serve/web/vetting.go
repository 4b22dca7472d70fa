package web

import (
	"net/http"
	"net/url"

	"github.com/taupier-eu/taupier/internal/casework"
)

// vettingView holds what remains to be verified; the store gives it neither findings nor sums.
type vettingView struct {
	base
	People []casework.Person
	Next   string // address of the page after
}

// vettingPage is how many candidates stand on a page.
const vettingPage = 50

func (s *site) vetting(r *request) error {
	v := vettingView{base: s.base(r, "vetting")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	var next string
	if v.People, next, err = s.Desk.Candidates(r.Context(), r.actor, r.URL.Query().Get("from"), vettingPage, r.now); err != nil {
		return err
	}
	if next != "" {
		v.Next = "/vetting?" + url.Values{"from": {next}}.Encode()
	}
	return s.show(r, http.StatusOK, "vetting", v)
}
