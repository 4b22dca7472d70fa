package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
)

// Tokens keeps service tokens.
type Tokens interface {
	MakeToken(ctx context.Context, a access.Actor, k access.Token, now time.Time) error
	Tokens(ctx context.Context, user string) ([]access.Token, error)
	EndToken(ctx context.Context, user, id string, now time.Time) error
	EndTokenOf(ctx context.Context, a access.Actor, user, id string, now time.Time) error
}

// Token is a service token, without its secret.
type Token struct {
	ID     string              `json:"id"`
	Name   string              `json:"name,omitempty" doc:"what it is for"`
	Scopes []access.Permission `json:"scopes,omitempty" nullable:"false"`
	Made   time.Time           `json:"made,omitzero"`
	Ends   time.Time           `json:"ends,omitzero"`
	Used   time.Time           `json:"used,omitzero" doc:"by the hour"`
}

type scope string

// Schema lists the permissions (huma.SchemaProvider).
func (scope) Schema(huma.Registry) *huma.Schema { return oneOf(access.Permissions()) }

// What is written about a token.
type (
	// NewToken is a token to make.
	NewToken struct {
		Name   string  `json:"name" minLength:"1" maxLength:"200" doc:"what it is for"`
		Scopes []scope `json:"scopes" nullable:"false" minItems:"1" maxItems:"50" doc:"permissions that you have and that need no proof"`
		Days   int     `json:"days" minimum:"1" maximum:"365"`
	}
	// TokenMade holds a token's secret. It is in the first answer only: an answer that is kept holds no secret.
	TokenMade struct {
		ID     string `json:"id"`
		Secret string `json:"secret,omitempty" doc:"kept nowhere here, and never in an answer that is given again: end that token and make another"`
	}
)

type newTokenIn struct {
	Keyed
	Body NewToken
}

type tokenMadeOut struct {
	Replay
	Body TokenMade
}

type tokenOfIn struct {
	Keyed
	ID    string `path:"id"`
	Token string `path:"token"`
	Body  Nothing
}

func (a *API) tokenOperations() {
	forbidden := []int{http.StatusForbidden}
	add(a, operation{id: "tokens", method: get, path: "/tokens", need: access.SignedIn, session: true, tag: "tokens", says: "Your service tokens, the newest first"}, a.tokens)
	write(a, operation{id: "make-token", method: post, path: "/tokens", need: access.SignedIn, session: true, tag: "tokens", status: http.StatusCreated, says: "Make a service token; its secret is given once",
		more: proofNeeded, refusals: forbidden}, a.makeToken)
	write(a, operation{id: "end-token", method: post, path: "/tokens/{id}/end", need: access.SignedIn, session: true, tag: "tokens", status: http.StatusCreated, says: "End one of your service tokens at once"}, a.endToken)
	write(a, operation{id: "end-token-of", method: post, path: "/users/{id}/tokens/{token}/end", need: access.ManageUsers, tag: "users", status: http.StatusCreated,
		says: "End a service token of somebody else at once", more: proofNeeded, refusals: forbidden}, a.endTokenOf)
}

func tokenOf(k access.Token) Token {
	return Token{k.ID, k.Name, append([]access.Permission{}, k.Scopes...), k.Made, k.Ends, k.Used}
}

func (a *API) tokens(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Token], error) {
	found, err := a.Tokens.Tokens(ctx, c.actor.User)
	if err != nil {
		return nil, err
	}
	all := make([]Token, 0, len(found))
	for _, k := range found {
		all = append(all, tokenOf(k))
	}
	return pageOf(a, c, &in.Paging, all, func(k Token) string { return k.ID })
}

func (a *API) makeToken(ctx context.Context, c *call, in *newTokenIn) (*tokenMadeOut, error) {
	id, err := access.NewID("k-", a.Random)
	if err != nil {
		return nil, err
	}
	secret, hash, err := access.NewService(a.Random)
	if err != nil {
		return nil, err
	}
	k := access.Token{ID: id, Hash: hash, Name: in.Body.Name, Ends: c.now.Add(time.Duration(in.Body.Days) * 24 * time.Hour)}
	for _, s := range in.Body.Scopes {
		k.Scopes = append(k.Scopes, access.Permission(s))
	}
	out := &tokenMadeOut{Body: TokenMade{ID: id}}
	if err := a.Tokens.MakeToken(a.keep(ctx, c, func() any { return out }), c.actor, k, c.now); err != nil {
		return nil, err
	}
	return &tokenMadeOut{Body: TokenMade{id, secret}}, nil
}

func (a *API) endToken(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Tokens.EndToken(a.keep(ctx, c, func() any { return out }), c.actor.User, in.ID, c.now)
}

func (a *API) endTokenOf(ctx context.Context, c *call, in *tokenOfIn) (*doneOut, error) {
	out := done(in.Token)
	return out, a.Tokens.EndTokenOf(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Token, c.now)
}
