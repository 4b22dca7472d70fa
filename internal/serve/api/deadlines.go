package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/task"
)

// Deadline is one thing that is due in a case.
type Deadline struct {
	ID   string        `json:"id"`
	Case string        `json:"case,omitempty"`
	Kind deadline.Kind `json:"kind,omitempty"`
	Text string        `json:"text,omitempty"`
	Due  time.Time     `json:"due,omitzero"`
	By   string        `json:"by,omitempty" doc:"id of the user who set it"`
	Done time.Time     `json:"done,omitzero"`
}

type deadlineKind string

// Schema lists the kinds (huma.SchemaProvider).
func (deadlineKind) Schema(huma.Registry) *huma.Schema { return oneOf(deadline.Kinds) }

// Due is what is due. For a step the day is when; for the others, when what is counted from came in.
type Due struct {
	Kind deadlineKind `json:"kind"`
	Text string       `json:"text" minLength:"1" maxLength:"1024" doc:"in a few words"`
	Day  string       `json:"day" format:"date"`
}

type setIn struct {
	Keyed
	ID   string `path:"id"`
	Body Due
}

type doneIn struct {
	Keyed
	ID       string `path:"id"`
	Deadline string `path:"deadline"`
	Body     Nothing
}

func (a *API) deadlineOperations() {
	add(a, operation{id: "deadlines", method: get, path: "/deadlines", need: access.WorkCases, tag: "deadlines", says: "What is due in the cases that you hold, by day"}, a.deadlines)
	add(a, operation{id: "case-deadlines", method: get, path: "/cases/{id}/deadlines", need: access.WorkCases, tag: "deadlines", says: "What is due in a case, by day"}, a.deadlinesOf)
	write(a, operation{id: "set-deadline", method: post, path: "/cases/{id}/deadlines", need: access.WorkCases, tag: "deadlines", status: http.StatusCreated,
		says: "Say what is due in a case that you hold"}, a.setDeadline)
	write(a, operation{id: "meet-deadline", method: post, path: "/cases/{id}/deadlines/{deadline}/done", need: access.WorkCases, tag: "deadlines", status: http.StatusCreated,
		says: "Say that what was due is done"}, a.meetDeadline)
}

func deadlinesOf(found []deadline.Deadline) []Deadline {
	out := make([]Deadline, 0, len(found))
	for _, d := range found {
		out = append(out, Deadline{d.ID, d.Case, d.Kind, d.Text, d.Due, d.By, d.Done})
	}
	return out
}

func deadlineID(d Deadline) string { return d.ID }

func (a *API) deadlines(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Deadline], error) {
	found, err := a.Deadlines.Mine(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	return pageOf(a, c, &in.Paging, deadlinesOf(found), deadlineID)
}

func (a *API) deadlinesOf(ctx context.Context, c *call, in *listIn) (*paged[Deadline], error) {
	if _, _, err := a.Desk.Case(ctx, c.actor, in.ID, c.now); err != nil {
		return nil, err
	}
	found, err := a.Deadlines.OfCase(ctx, c.actor, in.ID)
	if err != nil {
		return nil, err
	}
	return pageOf(a, c, &in.Paging, deadlinesOf(found), deadlineID)
}

func (a *API) setDeadline(ctx context.Context, c *call, in *setIn) (*doneOut, error) {
	day, err := task.DayStart(in.Body.Day)
	if err != nil {
		return nil, err
	}
	out := done(in.ID)
	return out, a.Deadlines.Set(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, deadline.Kind(in.Body.Kind), in.Body.Text, day, c.now)
}

func (a *API) meetDeadline(ctx context.Context, c *call, in *doneIn) (*doneOut, error) {
	out := done(in.Deadline)
	return out, a.Deadlines.Done(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Deadline, c.now)
}
