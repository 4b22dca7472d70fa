package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// caller is who calls, and when.
type caller struct {
	actor access.Actor
	now   time.Time
}

// admit finds out whether whoever sent a request may, before anything that he sent is looked at. Whoever may not is told what whoever
// mistypes is told.
func (a *API) admit(w http.ResponseWriter, r *http.Request, o row) *Problem {
	if o.need == access.Public {
		return nil
	}
	if p := a.identify(w, r); p != nil {
		return p
	}
	actor := callOf(r.Context()).actor
	if !access.May(actor, o.need) || o.session && actor.Token != "" { // what is no operation needs what nobody has
		return problem(http.StatusNotFound, "not_found")
	}
	return nil
}

// absent answers what is no operation, where admit let it through.
func (a *API) absent(w http.ResponseWriter, r *http.Request) {
	a.answer(w, r, problem(http.StatusNotFound, "not_found"))
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
	callOf(ctx).session = access.Hash(cookie.Value)
	return a.Door.Who(ctx, callOf(ctx).session, now)
}

// stands finds out anew whether whoever sends a request is let in and may: what comes in or goes out may take minutes.
func (a *API) stands(r *http.Request, c *call, need access.Permission) error {
	actor, err := a.actor(r.Context(), r, a.Now().UTC())
	switch {
	case errors.Is(err, core.ErrNotFound):
		return problem(http.StatusUnauthorized, "not_signed_in")
	case err != nil:
		return err
	case !access.May(actor, need):
		return core.ErrNotFound
	}
	c.actor = actor
	return nil
}
