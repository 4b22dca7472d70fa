package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Colleague is somebody who can be named in a case.
type Colleague struct {
	ID   string `json:"id" doc:"of the user"`
	Name string `json:"name,omitempty"`
}

// Similar is a closed case that asked about some of the same signals.
type Similar struct {
	ID      string         `json:"id" doc:"of the case"`
	Class   casework.Class `json:"class,omitempty" doc:"what explained it"`
	Closed  time.Time      `json:"closed,omitzero"`
	Signals []string       `json:"signals,omitempty" nullable:"false" doc:"that it asked about"`
	Shared  []string       `json:"shared,omitempty" nullable:"false" doc:"of them, those of this case too"`
	Percent int            `json:"percent,omitempty" doc:"how much of the signals is the same (Jaccard index, in hundredths)"`
}

type roleName string

// Schema lists the roles (huma.SchemaProvider).
func (roleName) Schema(huma.Registry) *huma.Schema { return oneOf(access.Roles) }

func (a *API) colleagueOperations() {
	add(a, operation{id: "colleagues", method: get, path: "/colleagues", need: access.OpenCases, tag: "cases", says: "Who can be named in a case: everybody who has an account here"}, a.colleagues)
	add(a, operation{id: "similar-cases", method: get, path: "/cases/{id}/similar", need: access.OpenCases, tag: "cases",
		says: "Closed cases that asked about some of the same, once you wrote a first view", more: "That you looked is written into the ledger."}, a.similar)
}

func (a *API) colleagues(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Colleague], error) {
	var all []Colleague
	err := a.Desk.Store.View(ctx, func(r casework.Reader) error {
		users, err := r.Users()
		for _, u := range users {
			all = append(all, Colleague{u.User, u.Name})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return pageOf(a, c, &in.Paging, all, func(x Colleague) string { return x.ID })
}

func (a *API) similar(ctx context.Context, c *call, in *listIn) (*paged[Similar], error) {
	x, p, err := a.Desk.Case(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	var past []casework.Past
	if x.Viewed[c.actor.User] {
		if past, err = a.Desk.Similar(ctx, c.actor, p); err != nil {
			return nil, err
		}
	}
	all := make([]Similar, 0, len(past))
	for _, s := range past {
		all = append(all, Similar{s.Case, s.Class, s.Closed, s.Signals, s.Shared, s.Percent})
	}
	return pageOf(a, c, &in.Paging, all, func(s Similar) string { return s.ID })
}
