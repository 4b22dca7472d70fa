package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/core"
)

// bodyTime is how long a file may take to come in or to go out.
const bodyTime = 10 * time.Minute

// maxPutting is how many files one user may be sending at once.
const maxPutting = 4

// raw registers an operation that reads its body itself, for files that go to disk while they come in, and writes its answer
// itself. op describes its parameters, its body and its answers.
func (a *API) raw(o operation, op huma.Operation, handle func(http.ResponseWriter, *http.Request, *call) error) {
	op.OperationID, op.Method, op.Path, op.Summary, op.Description, op.Tags = o.id, o.method, "/api/v1"+o.path, o.says, o.more, []string{o.tag}
	op.Extensions = map[string]any{"x-permission": string(o.need)}
	for status, response := range a.refusals(o.refusals...) {
		if op.Responses[status] == nil {
			op.Responses[status] = response
		}
	}
	pattern := o.method + " " + op.Path
	a.rows[pattern] = row{need: o.need, itself: true}
	a.huma.OpenAPI().AddOperation(&op)
	a.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := handle(w, r, callOf(r.Context())); err != nil {
			a.answer(w, r, a.refuse(r.Context(), err))
		}
	})
}

// patient gives a body its time to come in, and the answer a little more.
func (a *API) patient(w http.ResponseWriter) {
	rc := http.NewResponseController(w)
	_ = rc.SetReadDeadline(time.Now().Add(a.Patience)) // where there is none, nothing hurries
	_ = rc.SetWriteDeadline(time.Now().Add(a.Patience + time.Minute))
}

// drain reads what is still coming in, up to a bound, else the answer gets lost with the connection. Whoever waits for a word before he
// sends gets none.
func drain(r *http.Request) {
	if r.Header.Get("Expect") == "" {
		_, _ = io.Copy(io.Discard, r.Body)
	}
}

// cut says that a body did not come in whole.
func cut(err error) *Problem {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return problem(http.StatusRequestEntityTooLarge, "body_too_large")
	}
	return problem(http.StatusBadRequest, "body_cut")
}

// putting counts who is sending files.
type putting struct {
	mu   sync.Mutex
	user map[string]int
}

func (s *putting) enter(user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.user[user] >= maxPutting {
		return false
	}
	if s.user == nil {
		s.user = map[string]int{}
	}
	s.user[user]++
	return true
}

func (s *putting) leave(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.user[user]--; s.user[user] == 0 {
		delete(s.user, user)
	}
}

// badKey refuses a request that writes without a key, or with one that is too long.
func badKey(key string) error {
	if key == "" || len(key) > 128 {
		return problem(http.StatusUnprocessableEntity, "invalid", Wrong{Parameter: "Idempotency-Key", Detail: "expected a name of 1 to 128 bytes that you make for this request"})
	}
	return nil
}

// isWord reports whether the rule that refused is this one.
func isWord(err error, name string) bool {
	return (errors.Is(err, core.ErrInvalid) || errors.Is(err, core.ErrConflict)) && word(err, "") == name
}

// created describes an answer in JSON under 201.
func (a *API) created(says string, of any) map[string]*huma.Response {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(of), true, "")
	return map[string]*huma.Response{"201": {Description: says, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}}
}

// answerJSON writes an answer outside huma.
func answerJSON(w http.ResponseWriter, status int, of any) error {
	body, err := json.Marshal(of)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // whoever asked may have gone
	return nil
}
