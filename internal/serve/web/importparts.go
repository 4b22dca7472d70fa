package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
)

// importPartRoutes take a large file in parts by the tus protocol. The script of the import page speaks it, and so may any client
// that has a session.
var importPartRoutes = []Route{
	{"POST /import/parts", access.ImportData, parts(func(h *resumable.Handler) http.Handler { return h.Create })},
	{"HEAD /import/parts/{id}", access.ImportData, parts(func(h *resumable.Handler) http.Handler { return h.Ask })},
	{"PATCH /import/parts/{id}", access.ImportData, parts(func(h *resumable.Handler) http.Handler { return h.Add })},
	{"DELETE /import/parts/{id}", access.ImportData, parts(func(h *resumable.Handler) http.Handler { return h.Drop })},
}

// ImportParts is where an upload that came to be here has its address.
const ImportParts = "/import/parts/"

// partBody is how much one request may bring; the script sends less.
const partBody = 64 << 20

func parts(which func(*resumable.Handler) http.Handler) func(*site, *request) error {
	return func(s *site, r *request) error {
		if s.Parts == nil || s.Imports == nil {
			return core.ErrNotFound
		}
		// Before anything else: to lock an upload interrupts whoever is sending it.
		if id := r.PathValue("id"); id != "" {
			if _, err := s.Imports.Get(r.Context(), r.actor, id); err != nil {
				return err
			}
		}
		which(s.Parts).ServeHTTP(r.w, resumable.With(r.Request, r.actor))
		return nil
	}
}
