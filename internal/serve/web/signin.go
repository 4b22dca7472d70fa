package web

import (
	"errors"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var signInRoutes = []Route{
	{"GET /sign-in", access.Public, (*site).signInForm},
	{"POST /sign-in/passkey/begin", access.Public, (*site).askPasskey},
	{"POST /sign-in/passkey", access.Public, (*site).signInByPasskey},
}

// signInView offers the ways to sign in.
type signInView struct {
	base
	Key keyForm
}

func (s *site) signInForm(r *request) error {
	return s.signInPageOf(r, http.StatusOK, "", local(r.URL.Query().Get("back")))
}

// signInPageOf shows the ways to sign in, whatever was asked for.
func (s *site) signInPageOf(r *request, status int, problem, back string) error {
	v := signInView{base: s.base(r, "signin")}
	v.Problem = problem
	v.Form.Set("login", r.FormValue("login"))
	v.Form.Set("back", back)
	if r.Method != http.MethodGet {
		v.Path = "/sign-in"
	}
	v.Key = s.keyForm(r, &v.base, "/sign-in/passkey", "passkey_signin", back)
	return s.show(r, status, "signin", v)
}

// needSignIn answers whoever is not signed in and asks for something that needs it.
func (s *site) needSignIn(r *request) {
	back := "/"
	if r.Method == http.MethodGet {
		back = local(r.URL.RequestURI())
	}
	if err := s.signInPageOf(r, http.StatusUnauthorized, "", back); err != nil {
		s.fail(r, err)
	}
}

// askPasskey asks for a passkey of anybody: it says nothing of who has one.
func (s *site) askPasskey(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	hash, err := s.setBrowser(r)
	if err != nil {
		return err
	}
	options, c, err := s.Passkeys.Ask()
	if err != nil {
		return err
	}
	return s.ask(r, toSignIn+hash, "get", options, c)
}

func (s *site) signInByPasskey(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	use, ok, err := s.checkKey(r, toSignIn+s.browser(r))
	if err != nil {
		return err
	}
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	if ok {
		err = s.Keys.SignInByPasskey(r.Context(), use, hash, r.now)
	}
	if !ok || errors.Is(err, core.ErrConflict) {
		return s.signInPageOf(r, http.StatusUnauthorized, "passkey_refused", local(r.FormValue("back")))
	}
	if err != nil {
		return err
	}
	return s.enter(r, token, r.FormValue("back"))
}
