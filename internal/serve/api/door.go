package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// caller is who calls, and when.
type caller struct {
	actor access.Actor
	now   time.Time
}

// admit lets a request through to its operation when whoever sent it may (middleware of huma). Whoever may not is told what
// whoever mistypes is told, before anything that was sent is looked at.
func (a *API) admit(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	if p := a.identify(w, r); p != nil {
		a.answer(w, r, p)
		return
	}
	if !access.May(callOf(r.Context()).actor, a.needs[ctx.Operation().OperationID]) {
		a.answer(w, r, problem(http.StatusNotFound, "not_found"))
		return
	}
	next(ctx)
}

// absent answers what is no operation.
func (a *API) absent(w http.ResponseWriter, r *http.Request) {
	p := a.identify(w, r)
	if p == nil {
		p = problem(http.StatusNotFound, "not_found")
	}
	a.answer(w, r, p)
}

// identify finds out who calls, and whether not too often.
func (a *API) identify(w http.ResponseWriter, r *http.Request) *Problem {
	c := callOf(r.Context())
	c.now = a.Now().UTC()
	if delay := a.addresses.wait(network(r.RemoteAddr), c.now); delay > 0 {
		return slowDown(w.Header(), delay)
	}
	var err error
	c.actor, err = a.actor(r.Context(), r, c.now)
	if err != nil && !errors.Is(err, core.ErrNotFound) {
		return a.refuse(r.Context(), err)
	}
	if c.actor.User == "" {
		return problem(http.StatusUnauthorized, "not_signed_in")
	}
	if delay := a.users.wait(c.actor.User, c.now); delay > 0 {
		return slowDown(w.Header(), delay)
	}
	return nil
}

// actor is the user of a service token, or else of a session. A token that is not good is not made up for by a cookie.
func (a *API) actor(ctx context.Context, r *http.Request, now time.Time) (access.Actor, error) {
	if r.Header.Get("Authorization") != "" {
		secret, ok := access.Bearer(r.Header.Get("Authorization"))
		if !ok {
			return access.Actor{}, core.ErrNotFound
		}
		return a.Door.Bearer(ctx, secret, now)
	}
	cookie, err := r.Cookie(a.Cookie)
	if err != nil {
		return access.Actor{}, core.ErrNotFound
	}
	return a.Door.Who(ctx, access.Hash(cookie.Value), now)
}
