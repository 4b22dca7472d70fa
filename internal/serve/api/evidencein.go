package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// evidenceBody is how much of a body is read: more than a file may have, so that whoever sends too large a one is told.
const evidenceBody = 4 * evidence.MaxFile

// PutIn is what became of a file that was put into a case. It holds no words, so that an answer that is kept holds none.
type PutIn struct {
	Case   string `json:"case"`
	ID     string `json:"id" doc:"id of the piece of evidence"`
	N      int    `json:"n" doc:"its number in the case, never used again"`
	Size   int64  `json:"size" doc:"bytes"`
	SHA256 string `json:"sha256" doc:"of the bytes as they came in, hex; the ledger's entry commits to it"`
}

type putInOut struct {
	Replay
	Body PutIn
}

func (a *API) evidenceInOperations() {
	text := func(most int, says string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, MaxLength: &most, Description: says}
	}
	form := &huma.Schema{Type: huma.TypeObject, Required: []string{"note", "file"}, Properties: map[string]*huma.Schema{
		"file":   {Type: huma.TypeString, Format: "binary", Description: "the bytes, at most 25 MiB, with the name of the file"},
		"note":   text(evidence.MaxNote, "what it is, where it comes from, and who got it how"),
		"name":   text(evidence.MaxName, "what to call it, when not as the file is called: text, never a path"),
		"sha256": text(64, "what the bytes should have, hex: others are refused, and nothing is kept"),
	}}
	header := func(name, says string) *huma.Param {
		return &huma.Param{Name: name, In: "header", Required: true, Description: says, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	a.raw(operation{id: "add-evidence", method: post, path: "/cases/{id}/evidence", need: access.WorkCases, tag: "evidence",
		says:     "Put a file into a case as a piece of evidence",
		more:     "The bytes are sealed on disk while they come in. The entry of the ledger commits to their SHA-256, and the chain of custody begins with whoever sent them. It changes no event of the case, and so not its ETag.",
		refusals: []int{http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired}},
		huma.Operation{
			Parameters: []*huma.Param{{Name: "id", In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}},
				header("Idempotency-Key", "a name that you make for this request; sent again within 24 hours with the same note, names and bytes it gives the same answer and nothing is put in again"),
				header("If-Match", "the ETag of the case as you read it, or *")},
			RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: form}}},
			Responses:   a.created("Created", PutIn{}),
		}, a.addEvidence)
}

// addEvidence takes a file into a case. Whoever may not see the case is told so before a byte is kept.
func (a *API) addEvidence(w http.ResponseWriter, r *http.Request, c *call) error {
	c.key = r.Header.Get("Idempotency-Key")
	if err := badKey(c.key); err != nil {
		return err
	}
	match := r.Header.Get("If-Match")
	if match == "" {
		return problem(http.StatusPreconditionRequired, "version_needed")
	}
	end, err := a.alone(c)
	if err != nil {
		return err
	}
	defer end()
	if !a.putting.enter(c.actor.User) {
		return problem(http.StatusTooManyRequests, "too_many_files")
	}
	defer a.putting.leave(c.actor.User)
	a.patient(w)
	r.Body = http.MaxBytesReader(w, r.Body, evidenceBody)
	out, err := a.putIn(r, c, match)
	if err != nil {
		drain(r)
		return err
	}
	w.Header().Set("Location", "/api/v1/cases/"+out.Body.Case+"/evidence/"+out.Body.ID+"/bytes")
	if out.Replayed != "" {
		w.Header().Set("Idempotency-Replayed", out.Replayed)
	}
	return answerJSON(w, http.StatusCreated, out.Body)
}

// putIn reads the form and does what it asks for, unless that was done before.
func (a *API) putIn(r *http.Request, c *call, match string) (*putInOut, error) {
	ctx, id, out := r.Context(), r.PathValue("id"), new(putInOut)
	desk := a.Evidence
	desk.Store = matched{desk.Store, match, out}
	_, _, err := a.Answers.Answer(ctx, c.actor.User, c.key, c.now)
	f := evidenceForm{take: measure, fields: map[string]string{}}
	switch {
	case errors.Is(err, core.ErrNotFound):
		if err := desk.Room(ctx, c.actor, id); err != nil {
			return nil, err
		}
		f.take = desk.Shelf.Take
	case err != nil:
		return nil, err
	}
	if err := f.read(r); err != nil {
		return nil, errors.Join(err, f.forget(desk.Shelf))
	}
	if err := a.stands(r, c, access.WorkCases); err != nil {
		return nil, errors.Join(err, f.forget(desk.Shelf))
	}
	c.asked = "add-evidence " + c.path + " " + f.print()
	if done, err := a.before(ctx, c, out); err != nil || done {
		return out, errors.Join(err, f.forget(desk.Shelf))
	}
	if f.taken.Blob == "" { // what was answered a day ago went while this came in
		return nil, problem(http.StatusConflict, "key_in_use")
	}
	_, err = desk.Enter(a.keep(ctx, c, func() any { return out }), c.actor, id, f.fields["name"], f.fields["note"], *f.taken, c.now)
	return out, err
}

// matched is the store of the evidence of a case for one request: it refuses a case of another version than whoever asked has read,
// and remembers what was put in.
type matched struct {
	evidence.Store
	match string
	saw   *putInOut
}

// Act acts (evidence.Store).
func (s matched) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(evidence.Writer) error) error {
	return s.Store.Act(ctx, e, detail, func(w evidence.Writer) error { return do(matching{w, w, s}) })
}

// View reads (evidence.Store).
func (s matched) View(ctx context.Context, do func(evidence.Reader) error) error {
	return s.Store.View(ctx, func(r evidence.Reader) error { return do(matching{r, nil, s}) })
}

type matching struct {
	evidence.Reader
	writer evidence.Writer
	store  matched
}

// Case reads a case (evidence.Reader).
func (m matching) Case(viewer access.Actor, id string) (casework.Case, error) {
	c, err := m.Reader.Case(viewer, id)
	if err == nil && !matches(m.store.match, etag(len(c.Events))) {
		return c, problem(http.StatusPreconditionFailed, "version_stale")
	}
	return c, err
}

// AddEvidence adds an item (evidence.Writer).
func (m matching) AddEvidence(i evidence.Item) (evidence.Item, error) {
	i, err := m.writer.AddEvidence(i)
	m.store.saw.Body = PutIn{i.Case, i.ID, i.N, i.Size, strings.ToLower(i.SHA256)}
	return i, err
}

// Handle writes custody (evidence.Writer).
func (m matching) Handle(h evidence.Handling) error { return m.writer.Handle(h) }
