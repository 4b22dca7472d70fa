package api

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
)

// importPartOperations take the bytes of an upload in parts, by the core of the tus protocol. A part that is sent again does nothing
// again, as it says where it begins: it needs no key.
func (a *API) importPartOperations() {
	text, number := &huma.Schema{Type: huma.TypeString}, &huma.Schema{Type: huma.TypeInteger, Format: "int64"}
	id := &huma.Param{Name: "id", In: "path", Required: true, Schema: text}
	version := &huma.Param{Name: "Tus-Resumable", In: "header", Required: true, Description: "1.0.0", Schema: text}
	offset := map[string]*huma.Param{"Upload-Offset": {Description: "bytes that are here, on disk", Schema: number}}
	a.raw(operation{id: "ask-import-parts", method: http.MethodHead, path: "/imports/{id}/parts", need: access.ImportData, tag: "imports",
		says: "How many bytes of an upload are here", more: "It ends whatever still hangs of an earlier request, so that what is said is what is kept.", refusals: []int{http.StatusConflict}},
		huma.Operation{Parameters: []*huma.Param{id}, Responses: map[string]*huma.Response{"200": {Description: "OK", Headers: offset}}},
		a.parts(func(h *resumable.Handler) http.Handler { return h.Ask }))
	a.raw(operation{id: "send-import-part", method: http.MethodPatch, path: "/imports/{id}/parts", need: access.ImportData, tag: "imports",
		says: "Send the bytes that follow those that are here, all of them or some", more: "What arrived is kept when the connection breaks. A sender from whom nothing comes for a minute is dropped. The upload is looked at once its last byte is here.",
		refusals: []int{http.StatusConflict, http.StatusPreconditionFailed}},
		huma.Operation{
			Parameters:  []*huma.Param{id, version, {Name: "Upload-Offset", In: "header", Required: true, Description: "bytes that are here already", Schema: number}},
			RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/offset+octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}},
			Responses:   map[string]*huma.Response{"204": {Description: "No Content", Headers: offset}},
		},
		a.parts(func(h *resumable.Handler) http.Handler { return h.Add }))
}

func (a *API) parts(which func(*resumable.Handler) http.Handler) func(http.ResponseWriter, *http.Request, *call) error {
	return func(w http.ResponseWriter, r *http.Request, c *call) error {
		if a.Imports == nil || a.Parts == nil {
			return core.ErrNotFound
		}
		// Before anything else: to lock an upload interrupts whoever is sending it.
		if _, err := a.Imports.Get(r.Context(), c.actor, r.PathValue("id")); err != nil {
			return err
		}
		r.Body = http.MaxBytesReader(w, r.Body, a.Imports.MaxBytes)
		t := &tusAnswer{ResponseWriter: w}
		which(a.Parts).ServeHTTP(t, resumable.With(r, c.actor))
		return t.refusal()
	}
}

// tusAnswer lets answers of the protocol through, and holds refusals back to be told in the form of this API.
type tusAnswer struct {
	http.ResponseWriter
	status int // of a refusal
	says   bytes.Buffer
}

// Unwrap gives what is below (http.ResponseController).
func (t *tusAnswer) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// WriteHeader notes a refusal (http.ResponseWriter).
func (t *tusAnswer) WriteHeader(status int) {
	if t.status = 0; status >= 400 {
		t.status = status
		t.Header().Del("Content-Length")
		return
	}
	t.ResponseWriter.WriteHeader(status)
}

// Write notes what a refusal says, up to a bound (http.ResponseWriter).
func (t *tusAnswer) Write(p []byte) (int, error) {
	if t.status == 0 {
		return t.ResponseWriter.Write(p)
	}
	t.says.Write(p[:min(len(p), max(0, 1024-t.says.Len()))])
	return len(p), nil
}

// tusCodes are the refusals of the protocol, by the code that its text begins with.
var tusCodes = map[string]*Problem{
	"ERR_MISMATCHED_OFFSET":    problem(http.StatusConflict, "import_offset"),
	"ERR_UPLOAD_SIZE_EXCEEDED": problem(http.StatusRequestEntityTooLarge, "import_more"),
	"ERR_MAX_SIZE_EXCEEDED":    problem(http.StatusRequestEntityTooLarge, "import_more"),
	"ERR_UNSUPPORTED_VERSION":  problem(http.StatusPreconditionFailed, "tus_version"),
	"ERR_INVALID_CONTENT_TYPE": problem(http.StatusUnsupportedMediaType, "part_form"),
	"ERR_INVALID_OFFSET":       problem(http.StatusBadRequest, "part_form"),
	"ERR_READ_TIMEOUT":         problem(http.StatusBadRequest, "part_cut"),
	"ERR_CONNECTION_RESET":     problem(http.StatusBadRequest, "part_cut"),
	"ERR_UNEXPECTED_EOF":       problem(http.StatusBadRequest, "part_cut"),
	"ERR_UPLOAD_INTERRUPTED":   problem(http.StatusBadRequest, "part_cut"),
	"ERR_LOCK_TIMEOUT":         problem(http.StatusConflict, "part_busy"),
	"ERR_UPLOAD_LOCKED":        problem(http.StatusConflict, "part_busy"),
}

// refusal is what was held back.
func (t *tusAnswer) refusal() error {
	if t.status == 0 {
		return nil
	}
	code, says, _ := strings.Cut(strings.TrimSpace(t.says.String()), ": ")
	if p, ok := tusCodes[code]; ok {
		again := *p // its trace is its own
		return &again
	}
	switch _, known := codes[says]; {
	case t.status == http.StatusNotFound:
		return core.ErrNotFound
	case known && (t.status == http.StatusConflict || t.status == http.StatusUnprocessableEntity):
		return problem(t.status, says)
	}
	return problem(http.StatusServiceUnavailable, "unavailable")
}
