package api

import (
	"context"

	"github.com/taupier-eu/taupier/internal/access"
)

// Self is whoever calls.
type Self struct {
	User        string              `json:"user"`
	Name        string              `json:"name"`
	Roles       []access.Role       `json:"roles" nullable:"false"`
	Permissions []access.Permission `json:"permissions" nullable:"false" doc:"what the roles allow; operations name theirs as x-permission"`
}

func (a *API) selfOperations() {
	add(a, operation{id: "self", method: get, path: "/self", need: access.SignedIn, says: "Who you are, and what you may do", tag: "self"}, a.self)
}

func (a *API) self(_ context.Context, c *call, _ *struct{}) (*body[Self], error) {
	out := Self{User: c.actor.User, Name: c.actor.Name, Roles: append([]access.Role{}, c.actor.Roles...), Permissions: []access.Permission{}}
	for _, p := range access.Permissions() {
		if access.May(c.actor, p) {
			out.Permissions = append(out.Permissions, p)
		}
	}
	return &body[Self]{out}, nil
}
