package api

import (
	"context"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/starting"
	"github.com/taupier-eu/taupier/internal/core"
)

// Starter is somebody in an interview or hired, and one of three things.
type Starter struct {
	ID    string         `json:"id"`
	Name  string         `json:"name,omitempty"`
	Title string         `json:"title,omitempty"`
	Stage core.Stage     `json:"stage,omitempty"`
	State starting.State `json:"state,omitempty" enum:"complete,waiting,see_hr"`
}

// StartMark is what human resources say by hand.
type StartMark struct {
	Manager string `json:"manager" maxLength:"80" doc:"id of the user who is told; empty for nobody"`
	Ask     bool   `json:"ask" doc:"human resources want to be asked first"`
}

type markIn struct {
	Keyed
	ID   string `path:"id"`
	Body StartMark
}

func (a *API) startOperations() {
	add(a, operation{id: "start", method: get, path: "/start", need: access.SeeStart, tag: "start",
		says: "Who can start: complete, waiting, or see human resources", more: "No finding and no case goes into it."}, a.starters)
	write(a, operation{id: "mark-start", method: post, path: "/start/{id}", need: access.MarkStart, tag: "start", status: http.StatusCreated,
		says: "Say which manager is told of somebody, and whether you want to be asked first"}, a.markStart)
}

func (a *API) starters(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Starter], error) {
	found, _, err := a.Start.List(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Starter, 0, len(found))
	for _, p := range found {
		all = append(all, Starter{p.ID, p.Name, p.Title, p.Stage, p.State()})
	}
	return pageOf(a, c, &in.Paging, all, func(s Starter) string { return s.ID })
}

func (a *API) markStart(ctx context.Context, c *call, in *markIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Start.Mark(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Manager, in.Body.Ask, c.now)
}
