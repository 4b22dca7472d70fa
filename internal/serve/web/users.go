package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
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

var userRoutes = []Route{
	{"GET /users", access.ManageUsers, (*site).users},
	{"POST /users", access.ManageUsers, (*site).addUser},
	{"GET /users/{id}", access.ManageUsers, (*site).user},
	{"POST /users/{id}/{act}", access.ManageUsers, (*site).changeUser},
	{"GET /confirm", access.ApproveActs, (*site).confirm},
	{"POST /confirm/{id}", access.ApproveActs, (*site).settle},
}

// usersView lists who can sign in, and adds somebody.
type usersView struct {
	base
	Users []access.User
	Roles []access.Role
}

// Asked reports whether a role was ticked in a form that is shown again.
func (v usersView) Asked(r access.Role) bool { return slices.Contains(v.Form["role"], string(r)) }

func (s *site) users(r *request) error { return s.usersPage(r, http.StatusOK, "") }

func (s *site) usersPage(r *request, status int, problem string) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	if err := s.Looked(r.Context(), r.actor, "users.view", "", r.now); err != nil {
		return err
	}
	v := usersView{base: s.base(r, "users"), Roles: access.Roles}
	v.Problem, v.Path = problem, "/users"
	if problem != "" {
		v.Form = r.PostForm
	}
	var err error
	if v.Users, err = s.Registrar.Accounts(r.Context()); err != nil {
		return err
	}
	return s.show(r, status, "users", v)
}

func (s *site) addUser(r *request) error {
	id, err := access.NewID("u-", s.Random)
	if err != nil {
		return err
	}
	u := access.User{ID: id, Name: r.FormValue("name"), Login: r.FormValue("login"), Person: r.FormValue("person")}
	for _, role := range r.PostForm["role"] {
		u.Roles = append(u.Roles, access.Role(role))
	}
	err = s.Registrar.AddUser(r.Context(), r.actor, u, r.now)
	if status, word := refusal(err); word != "" {
		return s.usersPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/users/" + id)
}

// userView is one user, with what can be changed.
type userView struct {
	base
	User    access.User
	Missing []access.Role // that he does not have
	Waiting []access.Request
	Self    bool
	Tokens  []access.Token
}

func (s *site) user(r *request) error { return s.userPage(r, http.StatusOK, "") }

func (s *site) userPage(r *request, status int, problem string) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	u, err := s.Registrar.Account(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := s.Looked(r.Context(), r.actor, "user.view", u.ID, r.now); err != nil {
		return err
	}
	v := userView{base: s.base(r, "users"), User: u, Self: u.ID == r.actor.User}
	v.Title, v.Problem, v.Path = u.Name, problem, "/users/"+u.ID
	if v.Tokens, err = s.tokensOf(r, u.ID); err != nil {
		return err
	}
	for _, role := range access.Roles {
		if !slices.Contains(u.Roles, role) {
			v.Missing = append(v.Missing, role)
		}
	}
	all, err := s.Registrar.Requests(r.Context(), r.now)
	for _, q := range all {
		if q.User.ID == u.ID {
			v.Waiting = append(v.Waiting, q)
		}
	}
	if err != nil {
		return err
	}
	return s.show(r, status, "user", v)
}

func (s *site) changeUser(r *request) error {
	id, role := r.PathValue("id"), access.Role(r.FormValue("role"))
	var err error
	switch act := r.PathValue("act"); act {
	case "give", "take":
		_, err = s.Registrar.ChangeRole(r.Context(), r.actor, id, access.RequestKind(act), role, r.now)
	case "disable":
		err = s.Registrar.Disable(r.Context(), r.actor, id, r.now)
	case "address":
		var done bool
		if done, err = s.userAddress(r, id); done {
			return err
		}
	default:
		return core.ErrNotFound
	}
	if status, word := refusal(err); word != "" {
		return s.userPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/users/" + id)
}

// userAddress makes a one-time address and shows it, unless that waits for a second person.
func (s *site) userAddress(r *request, id string) (shown bool, err error) {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return false, err
	}
	waits, err := s.Registrar.Address(r.Context(), r.actor, access.Link{Hash: hash, User: id, Ends: r.now.Add(access.LinkLife)}, r.now)
	if err != nil || waits {
		return false, err
	}
	return true, s.showAddress(r, token)
}

// addressView shows an address once.
type addressView struct {
	base
	Address string
}

func (s *site) showAddress(r *request, token string) error {
	at := s.URL
	if at == "" {
		at = "http://" + r.Host
	}
	return s.show(r, http.StatusOK, "address", addressView{s.base(r, "user_address"), at + "/sign-in/" + token})
}

// confirmView lists what an administrator asked for and a second person confirms.
type confirmView struct {
	base
	Requests []access.Request
	Me       string
}

func (s *site) confirm(r *request) error { return s.confirmPage(r, http.StatusOK, "") }

func (s *site) confirmPage(r *request, status int, problem string) error {
	if err := s.Looked(r.Context(), r.actor, "requests.view", "", r.now); err != nil {
		return err
	}
	v := confirmView{base: s.base(r, "confirm"), Me: r.actor.User}
	v.Problem, v.Path = problem, "/confirm"
	var err error
	if v.Requests, err = s.Registrar.Requests(r.Context(), r.now); err != nil {
		return err
	}
	return s.show(r, status, "confirm", v)
}

func (s *site) settle(r *request) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	yes := r.FormValue("answer") == "yes"
	q, err := s.Registrar.Settle(r.Context(), r.actor, r.PathValue("id"), yes, access.Link{Hash: hash, Ends: r.now.Add(access.LinkLife)}, r.now)
	if status, word := refusal(err); word != "" {
		return s.confirmPage(r, status, word)
	}
	if err != nil {
		return err
	}
	if yes && q.Kind == access.MakeAddress {
		return s.showAddress(r, token)
	}
	return r.redirect("/confirm")
}
