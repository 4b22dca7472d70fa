package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// UserRequest is what an administrator asked for and a second person confirms.
type UserRequest struct {
	ID    string             `json:"id"`
	Kind  access.RequestKind `json:"kind,omitempty" enum:"give,take,address"`
	Role  access.Role        `json:"role,omitempty"`
	User  string             `json:"user,omitempty" doc:"id of the user whom it is about"`
	Name  string             `json:"name,omitempty" doc:"of that user"`
	By    string             `json:"by,omitempty" doc:"id of the user who asked"`
	Asked time.Time          `json:"asked,omitzero"`
}

// What is written about a request.
type (
	// Confirmed is what the second person says.
	Confirmed struct {
		Yes bool `json:"yes"`
	}
	// Addressed holds a one-time address. It is in the first answer only: an answer that is kept holds no secret.
	Addressed struct {
		ID     string `json:"id"`
		SignIn string `json:"sign_in,omitempty" doc:"path on this server that signs the user in once, within fifteen minutes; not there when that waits for a second person, and never in an answer that is given again"`
	}
)

type confirmedIn struct {
	Keyed
	ID   string `path:"id"`
	Body Confirmed
}

type addressedOut struct {
	Replay
	Body Addressed
}

func (a *API) requestOperations() {
	forbidden := []int{http.StatusForbidden}
	write(a, operation{id: "address-user", method: post, path: "/users/{id}/address", need: access.ManageUsers, tag: "users", status: http.StatusCreated,
		says: "Make a one-time address for somebody who cannot sign in", more: "His passkeys, password, open sessions and tokens are gone from then on. " + proofNeeded, refusals: forbidden}, a.addressUser)
	add(a, operation{id: "requests", method: get, path: "/requests", need: access.ApproveActs, tag: "users", says: "What an administrator asked for and a second person confirms, the oldest first"}, a.requests)
	write(a, operation{id: "answer-request", method: post, path: "/requests/{id}/answers", need: access.ApproveActs, tag: "users", status: http.StatusCreated,
		says: "Confirm or refuse it", more: proofNeeded, refusals: forbidden}, a.answerRequest)
}

func requestOf(q access.Request) UserRequest {
	return UserRequest{q.ID, q.Kind, q.Role, q.User.ID, q.User.Name, q.By, q.Asked}
}

// oneTime makes the one-time link of an address, and the path that opens it.
func oneTime(random io.Reader, user string, now time.Time) (path string, l access.Link, err error) {
	token, hash, err := access.NewToken(random)
	return "/sign-in/" + token, access.Link{Hash: hash, User: user, Ends: now.Add(access.LinkLife)}, err
}

func (a *API) addressUser(ctx context.Context, c *call, in *turnIn) (*addressedOut, error) {
	path, l, err := oneTime(a.Random, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	out := &addressedOut{Body: Addressed{ID: in.ID}}
	waits, err := a.Registrar.Address(a.keep(ctx, c, func() any { return out }), c.actor, l, c.now)
	given := *out
	if !waits {
		given.Body.SignIn = path
	}
	return &given, err
}

func (a *API) requests(ctx context.Context, c *call, in *struct{ Paging }) (*paged[UserRequest], error) {
	if err := a.Looked(ctx, c.actor, "requests.view", "", c.now); err != nil {
		return nil, err
	}
	found, err := a.Registrar.Requests(ctx, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]UserRequest, 0, len(found))
	for _, q := range found {
		all = append(all, requestOf(q))
	}
	return pageOf(a, c, &in.Paging, all, func(q UserRequest) string { return q.ID })
}

func (a *API) answerRequest(ctx context.Context, c *call, in *confirmedIn) (*addressedOut, error) {
	path, l, err := oneTime(a.Random, "", c.now)
	if err != nil {
		return nil, err
	}
	out := &addressedOut{Body: Addressed{ID: in.ID}}
	q, err := a.Registrar.Settle(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Yes, l, c.now)
	given := *out
	if in.Body.Yes && q.Kind == access.MakeAddress {
		given.Body.SignIn = path
	}
	return &given, err
}
