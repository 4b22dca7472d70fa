package api

import (
	"context"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Session is where somebody is signed in.
type Session struct {
	ID     string     `json:"id"`
	Way    access.Way `json:"way,omitempty" enum:"address,passkey,password,recovery,single" doc:"of the last proof, or of signing in"`
	Opened time.Time  `json:"opened,omitzero"`
	Seen   time.Time  `json:"seen,omitzero" doc:"last use that was written down"`
	Here   bool       `json:"here,omitempty" doc:"the one that asks"`
}

func (a *API) sessionOperations() {
	add(a, operation{id: "sessions", method: get, path: "/sessions", need: access.SignedIn, session: true, tag: "self", says: "Where you are signed in"}, a.openSessions)
	write(a, operation{id: "end-session", method: post, path: "/sessions/{id}/end", need: access.SignedIn, session: true, tag: "self", status: http.StatusCreated, says: "End one of your sessions"}, a.endSession)
	write(a, operation{id: "end-other-sessions", method: post, path: "/sessions/end", need: access.SignedIn, session: true, tag: "self", status: http.StatusCreated, says: "End all of your sessions but the one that asks"}, a.endOthers)
}

func (a *API) openSessions(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Session], error) {
	found, err := a.Door.Sessions(ctx, c.actor.User, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Session, 0, len(found))
	for _, s := range found {
		all = append(all, Session{s.ID, s.Way, s.Opened, s.Seen, s.Hash == c.session})
	}
	return pageOf(a, c, &in.Paging, all, func(s Session) string { return s.ID })
}

func (a *API) endSession(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Door.EndSession(a.keep(ctx, c, func() any { return out }), c.actor.User, in.ID, c.now)
}

func (a *API) endOthers(ctx context.Context, c *call, _ *struct {
	Keyed
	Body Nothing
}) (*doneOut, error) {
	out := done(c.actor.User)
	return out, a.Door.EndOthers(a.keep(ctx, c, func() any { return out }), c.actor.User, c.session, c.now)
}
