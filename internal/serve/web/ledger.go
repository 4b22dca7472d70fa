package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
)

var ledgerRoutes = []Route{
	{"GET /ledger", access.CheckLedger, (*site).ledger},
}

type ledgerView struct {
	base
	Head Head
}

func (s *site) ledger(r *request) error {
	v := ledgerView{base: s.base(r, "ledger")}
	var err error
	if v.Head, err = s.Options.Head(r.Context()); err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "ledger", v)
}
