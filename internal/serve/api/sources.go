package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/source"
)

// Reading is how the reading of the company's folder stands.
type Reading struct {
	Running        bool
	Started, Ended time.Time // of the last one of this process
	Problem        string    // why it failed; what was read before is still shown
	Logs           bool      // the sources that watch people may be read
}

// ReadingNow is how the reading of the company's folder stands.
type ReadingNow struct {
	Running bool      `json:"running"`
	Started time.Time `json:"started,omitzero" doc:"of the last one since the server started"`
	Ended   time.Time `json:"ended,omitzero"`
	Problem string    `json:"problem,omitempty" doc:"why it failed; what was read before is still there"`
	Logs    bool      `json:"logs" doc:"the sources that watch people may be read"`
}

// Freshness is how fresh a source of logs is.
type Freshness struct {
	ID    string    `json:"id" doc:"kind of source"`
	Last  time.Time `json:"last,omitzero" doc:"when it last said something, or was set up"`
	Every int       `json:"every,omitempty" doc:"seconds for which it may be silent"`
	Blind bool      `json:"blind,omitempty" doc:"it has been silent for longer"`
}

// SourceGap is a time in which a source said nothing although it should have.
type SourceGap struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind,omitempty"`
	Since   time.Time `json:"since,omitzero"`
	Noticed time.Time `json:"noticed,omitzero"`
	Ended   time.Time `json:"ended,omitzero" doc:"not there while it lasts"`
}

// Unread is something in an input that could not be used.
type Unread struct {
	ID     string `json:"id"`
	Input  string `json:"input,omitempty"`
	Line   int    `json:"line,omitempty"`
	Says   string `json:"says,omitempty"`
	Person string `json:"person,omitempty" doc:"id of whose dossier it is in"`
}

const (
	gapsMost   = 200
	unreadMost = 2000
)

func (a *API) sourceOperations() {
	add(a, operation{id: "reading", method: get, path: "/sources/reading", need: access.SeeSources, tag: "sources", says: "How the reading of the company's folder stands"}, a.reading)
	add(a, operation{id: "freshness", method: get, path: "/sources/freshness", need: access.SeeSources, tag: "sources", says: "How fresh each source of logs is"}, a.freshness)
	add(a, operation{id: "source-gaps", method: get, path: "/sources/gaps", need: access.SeeSources, tag: "sources", says: "When sources were silent for too long: what lasts first, then the latest"}, a.gaps)
	add(a, operation{id: "source-problems", method: get, path: "/sources/problems", need: access.SeeSources, tag: "sources", says: "What the last reading could not use, as far as you may see it", more: "That you looked is written into the ledger."}, a.unread)
	write(a, operation{id: "read-again", method: post, path: "/sources/read", need: access.ImportData, tag: "sources", status: http.StatusCreated, says: "Ask for another reading of the company's folder",
		more: "One that was asked for and has not begun serves both."}, a.readAgain)
}

func (a *API) reading(_ context.Context, _ *call, _ *struct{}) (*body[ReadingNow], error) {
	return &body[ReadingNow]{ReadingNow(a.Reading())}, nil
}

func (a *API) freshness(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Freshness], error) {
	var all []Freshness
	if !a.Fictional {
		states, err := a.Watch.States(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range states {
			all = append(all, Freshness{s.Kind, s.Last(), int(s.Every / time.Second), s.Blind(c.now)})
		}
	}
	return pageOf(a, c, &in.Paging, all, func(f Freshness) string { return f.ID })
}

func (a *API) gaps(ctx context.Context, c *call, in *struct{ Paging }) (*paged[SourceGap], error) {
	var found []source.Gap
	if !a.Fictional {
		var err error
		if found, err = a.Watch.Store.Gaps(ctx, gapsMost); err != nil {
			return nil, err
		}
	}
	all := make([]SourceGap, 0, len(found))
	for _, g := range found {
		all = append(all, SourceGap(g))
	}
	return pageOf(a, c, &in.Paging, all, func(g SourceGap) string { return g.ID })
}

func (a *API) unread(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Unread], error) {
	if err := a.Looked(ctx, c.actor, "sources.view", "", c.now); err != nil { // what could not be read may name somebody's papers
		return nil, err
	}
	found, _, err := a.Problems.Problems(ctx, c.actor, unreadMost)
	if err != nil {
		return nil, err
	}
	all := make([]Unread, 0, len(found))
	for i, p := range found {
		all = append(all, Unread{strconv.Itoa(i), p.Input, p.Line, p.Says, p.Person})
	}
	return pageOf(a, c, &in.Paging, all, func(u Unread) string { return u.ID })
}

func (a *API) readAgain(ctx context.Context, c *call, _ *struct {
	Keyed
	Body Nothing
}) (*doneOut, error) {
	if err := a.ReadAgain(ctx, c.actor); err != nil {
		return nil, err
	}
	out := done("company")
	return out, a.Looked(a.keep(ctx, c, func() any { return out }), c.actor, "company.ask", "", c.now)
}
