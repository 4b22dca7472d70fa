package web

import (
	"io"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var witnessRoutes = []Route{
	{"POST /witness/add-checkpoint", access.Public, (*site).addCheckpoint},
}

// addCheckpoint takes the checkpoint of another ledger (C2SP tlog-witness). Who may is decided by the signature on it.
func (s *site) addCheckpoint(r *request) error {
	if s.Witness == nil {
		return core.ErrNotFound
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return core.ErrInvalid
	}
	status, kind, answer := s.Witness(r.Context(), body, r.now)
	r.w.Header().Set("Content-Type", kind)
	r.w.WriteHeader(status)
	_, _ = r.w.Write(answer)
	return nil
}
