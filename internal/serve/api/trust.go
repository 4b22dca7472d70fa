package api

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Signal is something that is looked for, in plain words. Nothing about anybody is in it.
type Signal struct {
	ID       string       `json:"id"`
	Family   core.Family  `json:"family,omitempty"`
	Stages   []core.Stage `json:"stages,omitempty" nullable:"false"`
	Title    *core.Text   `json:"title,omitempty"`
	Question *core.Text   `json:"question,omitempty"`
	Why      *core.Text   `json:"why,omitempty"`
	Innocent []core.Text  `json:"innocent,omitempty" nullable:"false"`
	Legal    *core.Text   `json:"legal,omitempty"`
}

// Access is somebody who looked at something, or came and went.
type Access struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at,omitzero"`
	By     string    `json:"by,omitempty" doc:"id of the user"`
	Name   string    `json:"name,omitempty" doc:"of the user"`
	Act    string    `json:"act,omitempty" doc:"such as person.view"`
	Object string    `json:"object,omitempty"`
}

func (a *API) trustOperations() {
	add(a, operation{id: "signals", method: get, path: "/signals", need: access.SeeRules, tag: "trust", says: "What is looked for, in plain words, by id"}, a.signals)
	add(a, operation{id: "accesses", method: get, path: "/accesses", need: access.SeeTrust, tag: "trust",
		says: "Who looked at what of late, the newest first", more: "What concerns you, or a case that you may not see, is not in it."}, a.accesses)
}

func (a *API) signals(_ context.Context, c *call, in *struct{ Paging }) (*paged[Signal], error) {
	all := make([]Signal, 0, len(a.Catalogue))
	for _, s := range a.Catalogue {
		all = append(all, Signal{s.ID, s.Family, s.Stages, &s.Title, &s.Question, &s.Why, s.Innocent, &s.Legal})
	}
	return pageOf(a, c, &in.Paging, all, func(s Signal) string { return s.ID })
}

func (a *API) accesses(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Access], error) {
	found, err := a.Desk.Accesses(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Access, 0, len(found))
	for _, x := range found {
		all = append(all, Access{strings.Join([]string{strconv.FormatInt(x.At.UnixMicro(), 36), x.By, x.Act, x.Object}, " "), x.At, x.By, x.Name, x.Act, x.Object})
	}
	return pageOf(a, c, &in.Paging, all, func(x Access) string { return x.ID })
}
