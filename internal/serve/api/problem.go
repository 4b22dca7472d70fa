package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

const problemForm = "application/problem+json"

// Problem is a refusal as RFC 9457 has it. What is denied and what is not there are the same bytes, so that a 404 has no trace.
type Problem struct {
	Type   string  `json:"type" doc:"where the code is explained" example:"/api/problems#not_found"`
	Title  string  `json:"title" doc:"what the status says, in the language of Content-Language"`
	Status int     `json:"status"`
	Code   string  `json:"code" doc:"stable; what a program may depend on" example:"not_found"`
	Detail string  `json:"detail,omitempty" doc:"what to do about it, in the language of Content-Language"`
	Errors []Wrong `json:"errors,omitempty" doc:"each thing that is wrong with what was sent"`
	Trace  string  `json:"trace_id,omitempty" doc:"names this request in the server's log"`
}

// Wrong is one thing that is wrong with a request.
type Wrong struct {
	Pointer   string `json:"pointer,omitempty" doc:"JSON pointer into the body (RFC 6901)" example:"/text"`
	Parameter string `json:"parameter,omitempty" doc:"parameter of the path, the query or the header"`
	Detail    string `json:"detail" doc:"what is wrong with it, in English"`
}

var problemType = reflect.TypeFor[Problem]()

// Error is the code.
func (p *Problem) Error() string { return p.Code }

// GetStatus is the status to answer with.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of a problem, whatever was negotiated.
func (p *Problem) ContentType(string) string { return problemForm }

// problem makes one. Its words are put in when it is known in what language it is answered.
func problem(status int, code string, wrong ...Wrong) *Problem {
	return &Problem{Type: "/api/problems#" + code, Status: status, Code: code, Errors: wrong}
}

// refuse turns what a desk or the store says into a problem. Whatever is no fault of whoever asked is told to the log, under the
// trace that the answer carries.
func (a *API) refuse(ctx context.Context, err error) *Problem {
	c := callOf(ctx)
	p := new(Problem)
	switch {
	case errors.As(err, &p):
	case errors.Is(err, core.ErrNotFound):
		return problem(http.StatusNotFound, "not_found")
	case errors.Is(err, access.ErrProof):
		p = problem(http.StatusForbidden, "proof_needed")
	case errors.Is(err, access.ErrTooMany):
		p = problem(http.StatusTooManyRequests, "too_many_people")
	case errors.Is(err, core.ErrInvalid):
		p = problem(http.StatusUnprocessableEntity, word(err, "invalid"))
	case errors.Is(err, core.ErrConflict):
		p = problem(http.StatusConflict, word(err, "conflict"))
	default:
		p = problem(http.StatusServiceUnavailable, "unavailable")
		if errors.Is(err, core.ErrUnsure) {
			p = problem(http.StatusServiceUnavailable, "unsure")
		}
		if a.Trouble != nil && !errors.Is(err, context.Canceled) {
			a.Trouble(c.trace, err)
		}
	}
	p.Trace = c.trace
	return p
}

// word is the last word of an error, which names the rule that refused, when the table of codes knows it.
func word(err error, otherwise string) string {
	text := err.Error()
	w := text[strings.LastIndex(text, " ")+1:]
	if _, ok := codes[w]; ok {
		return w
	}
	return otherwise
}

// asProblem turns what huma found wrong with a request into a problem, and has every problem speak the language that was asked for
// (huma.Transformer).
func asProblem(ctx huma.Context, _ string, v any) (any, error) {
	p, ok := v.(*Problem)
	if m, wrong := v.(*huma.ErrorModel); wrong {
		p, ok = modelled(ctx, m), true
	}
	if !ok {
		return v, nil
	}
	lang := core.Accepted(ctx.Header("Accept-Language"))
	ctx.SetHeader("Content-Language", string(lang))
	return p.in(lang), nil
}

// modelled is what huma found wrong, as a problem.
func modelled(ctx huma.Context, m *huma.ErrorModel) *Problem {
	p := problem(m.Status, humaCode(m.Status))
	for _, e := range m.Errors {
		p.Errors = append(p.Errors, wrongOf(e))
	}
	p.Trace = callOf(ctx.Context()).trace
	return p
}

func humaCode(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "malformed"
	case http.StatusRequestEntityTooLarge:
		return "body_too_large"
	case http.StatusUnsupportedMediaType:
		return "content_type"
	case http.StatusUnprocessableEntity:
		return "invalid"
	}
	return "unavailable"
}

// wrongOf says where: a JSON pointer for the body, a name for a parameter. What was sent is not sent back.
func wrongOf(e *huma.ErrorDetail) Wrong {
	where, rest, _ := strings.Cut(e.Location, ".")
	if where == "body" || strings.HasPrefix(where, "body[") {
		return Wrong{Pointer: pointer(strings.TrimPrefix(e.Location, "body")), Detail: e.Message}
	}
	return Wrong{Parameter: rest, Detail: e.Message}
}

// pointer turns a.b[2] into /a/b/2.
func pointer(path string) string {
	path = strings.TrimPrefix(path, ".")
	if path == "" {
		return ""
	}
	path = strings.NewReplacer("~", "~0", "/", "~1").Replace(path)
	return "/" + strings.NewReplacer("[", "/", "]", "", ".", "/").Replace(path)
}

// answerProblem writes one outside huma.
func answerProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	lang := core.Accepted(r.Header.Get("Accept-Language"))
	body, err := json.Marshal(p.in(lang))
	if err != nil {
		panic(fmt.Sprintf("BUG: a problem without a form: %v", err))
	}
	w.Header().Set("Content-Type", problemForm)
	w.Header().Set("Content-Language", string(lang))
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(body, '\n'))
}
