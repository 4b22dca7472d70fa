package api

import (
	"context"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Aside says that somebody's questions need no case, as they are now.
type Aside struct {
	By    string         `json:"by" doc:"id of the user"`
	Name  string         `json:"name" doc:"of the user"`
	At    time.Time      `json:"at"`
	Class casework.Class `json:"class"`
	Text  string         `json:"text" doc:"the reason"`
}

// NewAside is why somebody's questions need no case.
type NewAside struct {
	Class asideClass `json:"class" doc:"what explains it"`
	Text  string     `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
}

type asideIn struct {
	Keyed
	ID   string `path:"id"`
	Body NewAside
}

func (a *API) asideOperations() {
	write(a, operation{id: "set-aside", method: post, path: "/people/{id}/aside", need: access.WorkCases, tag: "people", status: http.StatusCreated,
		says: "Set the questions about somebody aside without a case", more: "The person is back as soon as anything new is known."}, a.setAside)
	write(a, operation{id: "bring-back", method: post, path: "/people/{id}/bring-back", need: access.WorkCases, tag: "people", status: http.StatusCreated,
		says: "Put somebody who was set aside into the lists again"}, a.bringBack)
}

func (a *API) setAside(ctx context.Context, c *call, in *asideIn) (*doneOut, error) {
	out := done(in.ID)
	x := casework.Aside{Person: in.ID, Class: casework.Class(in.Body.Class), Reason: in.Body.Text}
	return out, a.Desk.SetAside(a.keep(ctx, c, func() any { return out }), c.actor, x, c.now)
}

func (a *API) bringBack(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Desk.BringBack(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
}

func asideOf(x *casework.Aside) *Aside {
	if x == nil {
		return nil
	}
	return &Aside{x.By, x.Name, x.At, x.Class, x.Reason}
}
