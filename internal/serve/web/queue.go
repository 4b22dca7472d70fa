package web

import (
	"net/http"
	"strconv"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

type queueView struct {
	base
	Rows []casework.Row
}

// Comments says how many notes a case has.
func (v queueView) Comments(n int) string {
	return words["comments"].Render(v.Lang, core.Args{"n": strconv.Itoa(n)})
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
