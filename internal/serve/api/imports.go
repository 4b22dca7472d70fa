package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

type uploadKind string

// Schema lists the kinds (huma.SchemaProvider).
func (uploadKind) Schema(huma.Registry) *huma.Schema { return oneOf(upload.Kinds) }

// Beginning announces something that will be sent.
type Beginning struct {
	Kind uploadKind `json:"kind" doc:"company: a company folder as an archive; dossier: one person; log: one log file"`
	Name string     `json:"name" minLength:"1" maxLength:"255" doc:"of the file: text, never a path"`
	Size int64      `json:"size" minimum:"1" doc:"bytes, and never more"`
}

// Begun says where the bytes go.
type Begun struct {
	ID    string `json:"id"`
	Parts string `json:"parts" doc:"address that takes the bytes, by the tus protocol 1.0.0 (HEAD and PATCH)"`
}

// Import is one thing that you sent, or are sending.
type Import struct {
	ID    string       `json:"id"`
	Kind  upload.Kind  `json:"kind,omitempty"`
	Name  string       `json:"name,omitempty"`
	Size  int64        `json:"size,omitempty" doc:"bytes, as announced"`
	State upload.State `json:"state,omitempty" doc:"coming: not whole yet; whole: waits to be looked at; looked: waits for your word; refused: cannot be taken; imported: part of the company"`
	Began time.Time    `json:"began,omitzero"`
	Ends  time.Time    `json:"ends,omitzero" doc:"when it is removed unless it was confirmed"`
}

// ImportWhole is one upload with what it holds and what would change, or what has changed.
type ImportWhole struct {
	Import
	Came    int64        `json:"came" doc:"bytes that are here"`
	Parts   string       `json:"parts,omitempty" doc:"address that takes the rest"`
	Reading bool         `json:"reading" doc:"it is being read now; before that, it is unpacked"`
	Step    int          `json:"step" doc:"files so far, while it is being looked at"`
	Report  ImportReport `json:"report" doc:"what it holds, what cannot be used and what would change; empty until it was looked at"`
	Shown   string       `json:"shown,omitempty" doc:"names all that the report says: to confirm it"`
}

// Confirming names what somebody was shown.
type Confirming struct {
	Shown string `json:"shown" minLength:"64" maxLength:"64" doc:"shown, of the upload as you read it"`
}

type (
	beginIn struct {
		Keyed
		Body Beginning
	}
	begunOut struct {
		Replay
		Location string `header:"Location"`
		Body     Begun
	}
	importIn struct {
		ID string `path:"id"`
	}
	importsIn       struct{ Paging }
	confirmImportIn struct {
		Keyed
		ID   string `path:"id"`
		Body Confirming
	}
	discardIn struct {
		Keyed
		ID   string `path:"id"`
		Body Nothing
	}
)

func (a *API) importOperations() {
	add(a, operation{id: "imports", method: get, path: "/imports", need: access.ImportData, tag: "imports", says: "What you sent, the newest first", more: "Your own alone: what somebody else sends is not there."}, a.imports)
	add(a, operation{id: "import", method: get, path: "/imports/{id}", need: access.ImportData, tag: "imports", says: "One upload: how far it is, what it holds, what cannot be used, and what would change"}, a.oneImport)
	write(a, operation{id: "begin-import", method: post, path: "/imports", need: access.ImportData, tag: "imports", status: http.StatusCreated,
		says: "Begin to send a company folder, a dossier or a log", more: "The bytes go to parts. Once they are all there they are read as the company is read, and nothing of that is kept; nothing becomes part of the company before confirm-import."}, a.beginImport)
	write(a, operation{id: "confirm-import", method: post, path: "/imports/{id}/confirm", need: access.ConfirmData, tag: "imports", status: http.StatusCreated,
		says: "Make what was looked at part of the company: exactly what was shown, or nothing", more: "409 import_moved when something else would happen now, because the company has changed: read the upload again."}, a.confirmImport)
	write(a, operation{id: "discard-import", method: post, path: "/imports/{id}/discard", need: access.ImportData, tag: "imports", status: http.StatusCreated,
		says: "Remove an upload that is no part of the company, with every byte"}, a.discardImport)
}

// importing gives the desk of imports; where there is none, nothing is there.
func (a *API) importing() (*upload.Desk, error) {
	if a.Imports == nil {
		return nil, core.ErrNotFound
	}
	return a.Imports, nil
}

func importOf(u upload.Upload) Import {
	out := Import{ID: u.ID, Kind: u.Kind, Name: u.Name, Size: u.Size, State: u.State, Began: u.At}
	if u.Open() {
		out.Ends = u.Ends()
	}
	return out
}

// partsOf is where the bytes of an upload go.
func partsOf(id string) string { return "/api/v1/imports/" + id + "/parts" }

func (a *API) imports(ctx context.Context, c *call, in *importsIn) (*paged[Import], error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	if err := a.Looked(ctx, c.actor, "imports.view", "", c.now); err != nil {
		return nil, err
	}
	found, err := desk.List(ctx, c.actor)
	if err != nil {
		return nil, err
	}
	all := make([]Import, 0, len(found))
	for _, u := range found {
		all = append(all, importOf(u))
	}
	return pageOf(a, c, &in.Paging, all, func(i Import) string { return i.ID })
}

func (a *API) oneImport(ctx context.Context, c *call, in *importIn) (*body[ImportWhole], error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	u, err := desk.Get(ctx, c.actor, in.ID)
	if err != nil {
		return nil, err
	}
	if err := a.Looked(ctx, c.actor, "import.view", u.ID, c.now); err != nil {
		return nil, err
	}
	out := ImportWhole{Import: importOf(u), Report: importReport(u.Report), Shown: u.Shown()}
	if out.Came, err = desk.Offset(u); err != nil {
		return nil, err
	}
	if u.State == upload.Coming {
		out.Parts = partsOf(u.ID)
	}
	if p, ok := desk.Progress(u.ID); ok {
		out.Reading, out.Step = p.Ready, p.Files
	}
	return &body[ImportWhole]{out}, nil
}

func (a *API) beginImport(ctx context.Context, c *call, in *beginIn) (*begunOut, error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	id, err := desk.NewID()
	if err != nil {
		return nil, err
	}
	out := &begunOut{Location: "/api/v1/imports/" + id, Body: Begun{id, partsOf(id)}}
	_, err = desk.BeginAs(a.keep(ctx, c, func() any { return out }), c.actor, id, upload.Kind(in.Body.Kind), in.Body.Name, in.Body.Size, c.now)
	if isWord(err, "import_big") {
		err = problem(http.StatusRequestEntityTooLarge, "import_big")
	}
	return out, err
}

func (a *API) confirmImport(ctx context.Context, c *call, in *confirmImportIn) (*doneOut, error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	out := done(in.ID)
	return out, desk.Confirm(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Shown, c.now)
}

func (a *API) discardImport(ctx context.Context, c *call, in *discardIn) (*doneOut, error) {
	desk, err := a.importing()
	if err != nil {
		return nil, err
	}
	out := done(in.ID)
	return out, desk.Discard(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
}
