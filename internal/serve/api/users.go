package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
)

// Registrar keeps the users.
type Registrar interface {
	Accounts(ctx context.Context) ([]access.User, error)
	Account(ctx context.Context, id string) (access.User, error)
	AddUser(ctx context.Context, a access.Actor, u access.User, now time.Time) error
	ChangeRole(ctx context.Context, a access.Actor, user string, kind access.RequestKind, r access.Role, now time.Time) (waits bool, err error)
	Disable(ctx context.Context, a access.Actor, user string, now time.Time) error
	Address(ctx context.Context, a access.Actor, l access.Link, now time.Time) (waits bool, err error)
	Requests(ctx context.Context, now time.Time) ([]access.Request, error)
	Settle(ctx context.Context, a access.Actor, id string, yes bool, l access.Link, now time.Time) (access.Request, error)
}

// User is somebody who can sign in.
type User struct {
	ID       string        `json:"id"`
	Name     string        `json:"name,omitempty"`
	Login    string        `json:"login,omitempty"`
	Person   string        `json:"person,omitempty" doc:"id of his own dossier"`
	Roles    []access.Role `json:"roles,omitempty" nullable:"false"`
	Disabled time.Time     `json:"disabled,omitzero"`
}

// UserWhole is a user with what waits for a second person, and his service tokens.
type UserWhole struct {
	User
	Waiting []UserRequest `json:"waiting" nullable:"false"`
	Tokens  []Token       `json:"tokens" nullable:"false" doc:"live ones, without their names"`
}

type roleChange string

// Schema lists the changes (huma.SchemaProvider).
func (roleChange) Schema(huma.Registry) *huma.Schema {
	return oneOf([]access.RequestKind{access.GiveRole, access.TakeRole})
}

// What is written about users.
type (
	// NewUser is somebody to add.
	NewUser struct {
		Name   string     `json:"name" minLength:"1" maxLength:"200"`
		Login  string     `json:"login,omitempty" maxLength:"200"`
		Person string     `json:"person,omitempty" maxLength:"200" doc:"id of the person's own dossier: it keeps him from what concerns himself, and cannot be changed afterwards"`
		Roles  []roleName `json:"roles,omitempty" nullable:"false" maxItems:"20" doc:"those that see people, cases or the ledger wait for a second person"`
	}
	// RoleChange gives or takes a role.
	RoleChange struct {
		Act  roleChange `json:"act"`
		Role roleName   `json:"role"`
	}
	// RoleChanged says whether a change waits for a second person now.
	RoleChanged struct {
		ID    string `json:"id" doc:"of the user"`
		Waits bool   `json:"waits"`
	}
)

type (
	newUserIn struct {
		Keyed
		Body NewUser
	}
	roleIn struct {
		Keyed
		ID   string `path:"id"`
		Body RoleChange
	}
	roleOut struct {
		Replay
		Body RoleChanged
	}
)

const proofNeeded = "It needs a proof that is not older than ten minutes, so a session: no service token has one."

func (a *API) userOperations() {
	forbidden := []int{http.StatusForbidden}
	add(a, operation{id: "users", method: get, path: "/users", need: access.ManageUsers, tag: "users", says: "Who can sign in, by name", more: proofNeeded, refusals: forbidden}, a.allUsers)
	write(a, operation{id: "add-user", method: post, path: "/users", need: access.ManageUsers, tag: "users", status: http.StatusCreated, says: "Add a user", more: proofNeeded, refusals: forbidden}, a.addUser)
	add(a, operation{id: "user", method: get, path: "/users/{id}", need: access.ManageUsers, tag: "users", says: "One user", more: proofNeeded, refusals: forbidden}, a.user)
	write(a, operation{id: "change-role", method: post, path: "/users/{id}/roles", need: access.ManageUsers, tag: "users", status: http.StatusCreated, says: "Give a role or take it away", more: proofNeeded, refusals: forbidden}, a.changeRole)
	write(a, operation{id: "disable-user", method: post, path: "/users/{id}/disable", need: access.ManageUsers, tag: "users", status: http.StatusCreated,
		says: "Disable a user: his sessions, addresses and tokens end at once", more: "There is no way back. " + proofNeeded, refusals: forbidden}, a.disableUser)
}

func userOf(u access.User) User {
	return User{u.ID, u.Name, u.Login, u.Person, append([]access.Role{}, u.Roles...), u.Disabled}
}

func (a *API) allUsers(ctx context.Context, c *call, in *struct{ Paging }) (*paged[User], error) {
	if err := access.Recent(c.actor, c.now); err != nil {
		return nil, err
	}
	if err := a.Looked(ctx, c.actor, "users.view", "", c.now); err != nil {
		return nil, err
	}
	found, err := a.Registrar.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]User, 0, len(found))
	for _, u := range found {
		all = append(all, userOf(u))
	}
	return pageOf(a, c, &in.Paging, all, func(u User) string { return u.ID })
}

func (a *API) user(ctx context.Context, c *call, in *caseIn) (*body[UserWhole], error) {
	if err := access.Recent(c.actor, c.now); err != nil {
		return nil, err
	}
	u, err := a.Registrar.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := a.Looked(ctx, c.actor, "user.view", u.ID, c.now); err != nil {
		return nil, err
	}
	out := UserWhole{User: userOf(u), Waiting: []UserRequest{}, Tokens: []Token{}}
	tokens, err := a.Tokens.Tokens(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range tokens {
		if k.Name = ""; k.Ends.After(c.now) {
			out.Tokens = append(out.Tokens, tokenOf(k))
		}
	}
	waiting, err := a.Registrar.Requests(ctx, c.now)
	for _, q := range waiting {
		if q.User.ID == u.ID {
			out.Waiting = append(out.Waiting, requestOf(q))
		}
	}
	return &body[UserWhole]{out}, err
}

func (a *API) addUser(ctx context.Context, c *call, in *newUserIn) (*doneOut, error) {
	id, err := access.NewID("u-", a.Random)
	if err != nil {
		return nil, err
	}
	u := access.User{ID: id, Name: in.Body.Name, Login: in.Body.Login, Person: in.Body.Person}
	for _, r := range in.Body.Roles {
		u.Roles = append(u.Roles, access.Role(r))
	}
	out := done(id)
	return out, a.Registrar.AddUser(a.keep(ctx, c, func() any { return out }), c.actor, u, c.now)
}

func (a *API) changeRole(ctx context.Context, c *call, in *roleIn) (*roleOut, error) {
	role := access.Role(in.Body.Role)
	out := &roleOut{Body: RoleChanged{ID: in.ID, Waits: role.Guarded()}}
	_, err := a.Registrar.ChangeRole(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, access.RequestKind(in.Body.Act), role, c.now)
	return out, err
}

func (a *API) disableUser(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Registrar.Disable(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
}
