package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Tokens keeps service tokens.
type Tokens interface {
	MakeToken(ctx context.Context, a access.Actor, k access.Token, now time.Time) error
	Tokens(ctx context.Context, user string) ([]access.Token, error)
	EndToken(ctx context.Context, user, id string, now time.Time) error
	EndTokenOf(ctx context.Context, a access.Actor, user, id string, now time.Time) error
}

var tokenRoutes = []Route{
	{"GET /tokens", access.SignedIn, (*site).tokens},
	{"POST /tokens", access.SignedIn, (*site).makeToken},
	{"POST /tokens/{id}/end", access.SignedIn, (*site).endToken},
	{"POST /users/{id}/tokens/end", access.ManageUsers, (*site).endTokenOf},
}

const (
	tokenDays     = int(access.TokenUsual / (24 * time.Hour))
	tokenDaysMost = 365
)

// tokensView lists one's service tokens and makes another.
type tokensView struct {
	base
	Tokens        []access.Token
	Scopes        []access.Permission // that one may give
	Days, Longest int
	now           time.Time
}

// Over reports whether a token's time is over.
func (v tokensView) Over(k access.Token) bool { return !k.Ends.After(v.now) }

// Asked reports whether a scope was ticked in a form that is shown again.
func (v tokensView) Asked(p access.Permission) bool {
	return slices.Contains(v.Form["scope"], string(p))
}

// DaysTyped is what was typed, or the usual.
func (v tokensView) DaysTyped() string {
	if typed := v.Form.Get("days"); typed != "" {
		return typed
	}
	return strconv.Itoa(v.Days)
}

func (s *site) tokens(r *request) error { return s.tokensPage(r, http.StatusOK, "") }

func (s *site) tokensPage(r *request, status int, problem string) error {
	v := tokensView{base: s.base(r, "tokens"), Scopes: access.Scopable(r.actor), Days: tokenDays, Longest: tokenDaysMost, now: r.now}
	v.Problem, v.Path = problem, "/tokens"
	if problem != "" {
		v.Form = r.PostForm
	}
	var err error
	if v.Tokens, err = s.Tokens.Tokens(r.Context(), r.actor.User); err != nil {
		return err
	}
	return s.show(r, status, "tokens", v)
}

// madeView shows a secret once.
type madeView struct {
	base
	Secret, Name string
	Ends         time.Time
}

func (s *site) makeToken(r *request) error {
	id, err := access.NewID("k-", s.Random)
	if err != nil {
		return err
	}
	secret, hash, err := access.NewService(s.Random)
	if err != nil {
		return err
	}
	k := access.Token{ID: id, Hash: hash, Name: r.FormValue("name")}
	if days, err := strconv.Atoi(r.FormValue("days")); err == nil && days <= tokenDaysMost { // else it ends before it begins, and is refused
		k.Ends = r.now.Add(time.Duration(days) * 24 * time.Hour)
	}
	for _, scope := range r.PostForm["scope"] {
		k.Scopes = append(k.Scopes, access.Permission(scope))
	}
	err = s.Tokens.MakeToken(r.Context(), r.actor, k, r.now)
	if status, word := refusal(err); word != "" {
		return s.tokensPage(r, status, word)
	}
	if err != nil {
		return err
	}
	v := madeView{base: s.base(r, "token_made"), Secret: secret, Name: k.Name, Ends: k.Ends}
	v.Path = "/tokens"
	return s.show(r, http.StatusOK, "tokenmade", v)
}

func (s *site) endToken(r *request) error {
	if err := s.Tokens.EndToken(r.Context(), r.actor.User, r.PathValue("id"), r.now); err != nil {
		return err
	}
	return r.redirect("/tokens")
}

func (s *site) endTokenOf(r *request) error {
	id := r.PathValue("id")
	if err := s.Tokens.EndTokenOf(r.Context(), r.actor, id, r.FormValue("token"), r.now); err != nil {
		return err
	}
	return r.redirect("/users/" + id)
}

// tokensOf lists the live tokens of a user as an administrator sees them: without their names, which are their user's words and may
// say what he works on.
func (s *site) tokensOf(r *request, user string) ([]access.Token, error) {
	all, err := s.Tokens.Tokens(r.Context(), user)
	all = slices.DeleteFunc(all, func(k access.Token) bool { return !k.Ends.After(r.now) })
	for i := range all {
		all[i].Name = ""
	}
	return all, err
}
