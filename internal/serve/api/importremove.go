package api

import (
	"context"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
)

// ImportRemoval is what the company would be without an import.
type ImportRemoval struct {
	ID    string   `json:"id"`
	Leave []string `json:"leave" nullable:"false" doc:"dossiers that are nowhere else, by id"`
	Back  []string `json:"back" nullable:"false" doc:"dossiers that are read from the operator's folder again"`
	Logs  []string `json:"logs" nullable:"false"`
	Files []string `json:"files" nullable:"false" doc:"other files that are nowhere else"`
	Under []string `json:"under" nullable:"false" doc:"other files whose place the operator's takes again"`
	Bytes int64    `json:"bytes"`
	Empty bool     `json:"empty" doc:"nobody's dossier would be left"`
	Shown string   `json:"shown" doc:"names all of this: to remove it"`
}

func (a *API) importRemoveOperations() {
	add(a, operation{id: "import-removal", method: get, path: "/imports/{id}/removal", need: access.ConfirmData, tag: "imports", refusals: []int{http.StatusConflict},
		says: "What the company would be without one of your imports", more: "Nothing is changed. 409 import_state when it is no part of the company."}, a.importRemoval)
	write(a, operation{id: "remove-import", method: post, path: "/imports/{id}/remove", need: access.ConfirmData, tag: "imports", status: http.StatusCreated,
		says: "Take an import out of the company: exactly what was shown, or nothing", more: "Its files leave the disk and the company is read again; cases stay. 409 import_remove_moved when something else would happen now: read the removal again."}, a.removeImport)
}

func (a *API) importRemoval(ctx context.Context, c *call, in *importIn) (*body[ImportRemoval], error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	u, r, err := desk.WouldRemove(ctx, c.actor, in.ID)
	if err != nil {
		return nil, err
	}
	if err := a.Looked(ctx, c.actor, "import.view", u.ID, c.now); err != nil {
		return nil, err
	}
	list := func(s []string) []string { return append([]string{}, s...) }
	return &body[ImportRemoval]{ImportRemoval{u.ID, list(r.Leave), list(r.Back), list(r.Logs), list(r.Files), list(r.Under), r.Bytes, r.Empty, r.Shown(u.ID)}}, nil
}

func (a *API) removeImport(ctx context.Context, c *call, in *confirmImportIn) (*doneOut, error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	out := done(in.ID)
	return out, desk.Remove(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Shown, c.now)
}
