package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/casework"
)

type queueView struct {
	base
	Rows []casework.Row
}

func (s *site) queue(r *request) error {
	v := queueView{base: s.base(r, "queue")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	if v.Rows, err = s.Desk.Queue(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "queue", v)
}
