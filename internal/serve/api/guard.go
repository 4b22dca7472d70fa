package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// maxBody bounds every body that is read whole. Files go to disk while they are read (raw.go).
const maxBody = 64 << 10

// call is one request by somebody.
type call struct {
	caller
	session string // its hash; "" for a service token
	trace   string
	path    string
	body    string // SHA-256 of the body
	key     string // Idempotency-Key of a request that writes
	asked   string // what it is a key for
}

type callKey struct{}

// callOf is the call of a request that went through the guard.
func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{}
}

// guard answers only to names of its own (a page elsewhere whose name was pointed here is refused), refuses what a browser sends
// from another site and who may not, and reads bodies whole, up to a bound and in one form, unless the operation does so itself.
func (a *API) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.answer(w, r, problem(http.StatusForbidden, "other_site"))
	}))
	inner := cross.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := a.mux.Handler(r)
		o := a.rows[pattern]
		p := a.admit(w, r, o)
		if p == nil && !o.itself {
			p = a.take(w, r)
		}
		if p == nil && !o.itself && o.need != access.Public {
			p = a.again(r, o)
		}
		if p != nil {
			a.answer(w, r, p)
			return
		}
		next.ServeHTTP(w, r)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "Accept-Language")
		if !a.Host(r.Host) {
			http.Error(w, "this server answers to names of its own only", http.StatusMisdirectedRequest)
			return
		}
		c := &call{trace: a.Trace(), path: r.URL.Path}
		r = r.WithContext(access.Acting(context.WithValue(r.Context(), callKey{}, c), func() access.Actor { return c.actor }))
		defer a.caught(w, r)
		inner.ServeHTTP(w, r)
	})
}

// answer writes a problem with the trace of its request.
func (a *API) answer(w http.ResponseWriter, r *http.Request, p *Problem) {
	if p.Status != http.StatusNotFound {
		p.Trace = callOf(r.Context()).trace
	}
	answerProblem(w, r, p)
}

// take reads the body.
func (a *API) take(w http.ResponseWriter, r *http.Request) *Problem {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return problem(http.StatusRequestEntityTooLarge, "body_too_large")
	}
	if err != nil {
		return problem(http.StatusBadRequest, "malformed")
	}
	if len(body) > 0 && !isJSON(r.Header.Get("Content-Type")) {
		return problem(http.StatusUnsupportedMediaType, "content_type")
	}
	sum := sha256.Sum256(body)
	callOf(r.Context()).body = hex.EncodeToString(sum[:])
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// slowBody is how long a body may take to come in before it is found out anew who sent it.
const slowBody = time.Second

// again says that a request is done at the time at which its body is here, by whoever may still then.
func (a *API) again(r *http.Request, o row) *Problem {
	c, now := callOf(r.Context()), a.Now().UTC()
	slow := now.Sub(c.now) > slowBody
	if c.now = now; !slow {
		return nil
	}
	if err := a.stands(r, c, o.need); err != nil {
		return a.refuse(r.Context(), err)
	}
	return nil
}

// isJSON reports whether a content type is JSON in UTF-8.
func isJSON(header string) bool {
	kind, more, err := mime.ParseMediaType(header)
	if err != nil || kind != "application/json" {
		return false
	}
	charset, said := more["charset"]
	return len(more) == 0 || len(more) == 1 && said && (charset == "utf-8" || charset == "UTF-8")
}

// caught answers when an operation panicked: a mistake of ours, told to the log.
func (a *API) caught(w http.ResponseWriter, r *http.Request) {
	switch v := recover(); v {
	case nil:
	case http.ErrAbortHandler:
		panic(v)
	default:
		a.answer(w, r, a.refuse(r.Context(), fmt.Errorf("panic: %v", v)))
	}
}
