package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Secrets keeps passwords and authenticators, always both.
type Secrets interface {
	SetSecret(ctx context.Context, s access.Secret, now time.Time) error
	SetRecovery(ctx context.Context, user string, hashes []string, now time.Time) error
	DropSecret(ctx context.Context, user, keep, site string, now time.Time) error              // keep is a hash of a session
	SignInByPassword(ctx context.Context, try access.Try, session string, now time.Time) error // a hash
	ProveByPassword(ctx context.Context, try access.Try, old, fresh string, now time.Time) error
}

var passwordRoutes = []Route{
	{"GET /account/password", access.SignedIn, (*site).password},
	{"POST /account/password", access.SignedIn, (*site).setPassword},
	{"POST /account/drop-password", access.SignedIn, (*site).dropPassword},
	{"POST /account/recovery", access.SignedIn, (*site).newRecovery},
	{"POST /sign-in/password", access.Public, (*site).signInByPassword},
	{"POST /prove/password", access.SignedIn, (*site).proveByPassword},
}

// authenticator is a secret that somebody is about to keep in one.
type authenticator struct{ secret, address string }

const authenticatorLife = 15 * time.Minute

// passwordView chooses a password and an authenticator.
type passwordView struct {
	base
	Login  string // "": he chooses one
	Secret string // in groups, to be typed
	Side   int    // of the QR code, in modules
	Dark   string // its dark modules, a path of SVG
}

// White is the side of the QR code with the white around it.
func (v passwordView) White() int { return v.Side + 8 }

// Box is the QR code's frame of SVG, with the four modules of white around it that readers ask for.
func (v passwordView) Box() string { return fmt.Sprintf("-4 -4 %d %d", v.White(), v.White()) }

func (s *site) password(r *request) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	return s.passwordPage(r, http.StatusOK, "")
}

func (s *site) passwordPage(r *request, status int, problem string) error {
	v := passwordView{base: s.base(r, "password_set")}
	v.Problem, v.Path = problem, "/account/password"
	v.Form.Set("login", r.FormValue("login"))
	m, err := s.Keys.Means(r.Context(), r.actor.User)
	if err != nil {
		return err
	}
	v.Login = m.Login
	a, err := s.authenticator(r, m)
	if err != nil {
		return err
	}
	for i := 0; i < len(a.secret); i += 4 {
		v.Secret += a.secret[i:min(i+4, len(a.secret))] + " "
	}
	if v.Side, v.Dark, err = access.Picture(a.address); err != nil {
		return err
	}
	return s.show(r, status, "password", v)
}

// authenticator gives the secret that the page shows: the same one until it is used or too old.
func (s *site) authenticator(r *request, m access.Means) (authenticator, error) {
	if a, ok := s.authenticators.of(r.hash, r.now); ok {
		return a, nil
	}
	login := m.Login
	if login == "" {
		login = r.actor.Name
	}
	k, err := access.NewCode("Taupier", login, s.Random)
	if err != nil {
		return authenticator{}, err
	}
	a := authenticator{k.Secret(), k.URL()}
	s.authenticators.put(r.hash, r.from(), a, r.now.Add(authenticatorLife), r.now)
	return a, nil
}

// setPassword keeps a password with the authenticator that was shown, and shows the recovery codes, once.
func (s *site) setPassword(r *request) error {
	if access.Recent(r.actor, r.now) != nil {
		return r.redirect("/prove?back=/account/password") // nothing that was typed here is kept meanwhile
	}
	secret, err := s.chosen(r)
	var codes []string
	if err == nil {
		codes, secret.Recovery, err = access.NewRecovery(s.Random)
	}
	if err == nil {
		err = s.Secrets.SetSecret(r.Context(), secret, r.now)
	}
	if status, word := refusal(err); word != "" {
		return s.passwordPage(r, status, word)
	}
	if err != nil {
		return err
	}
	s.authenticators.take(r.hash, r.now)
	return s.showRecovery(r, codes)
}

// chosen reads what somebody chose. What does not hold is core.ErrInvalid.
func (s *site) chosen(r *request) (access.Secret, error) {
	out := access.Secret{User: r.actor.User, Session: r.hash}
	m, err := s.Keys.Means(r.Context(), r.actor.User)
	if err != nil {
		return out, err
	}
	if out.Login = m.Login; out.Login == "" {
		if out.Login, err = access.CheckLogin(r.FormValue("login")); err != nil {
			return out, err
		}
	}
	password := r.FormValue("password")
	own := append(strings.FieldsFunc(out.Login, func(r rune) bool { return r == '@' || r == '.' }), strings.Fields(r.actor.Name)...)
	if err := access.CheckPassword(password, append(own, "taupier")...); err != nil {
		return out, err
	}
	a, shown := s.authenticators.of(r.hash, r.now)
	step, fits := access.CodeStep(a.secret, r.FormValue("code"), 0, r.now)
	if !shown || !fits {
		return out, fmt.Errorf("%w: code_wrong", core.ErrInvalid)
	}
	s.hashing.Lock() // one at a time: each takes 64 MiB
	defer s.hashing.Unlock()
	out.Code, out.Step = a.secret, step
	out.Hash, err = access.HashPassword(password, s.Random)
	return out, err
}

// recoveryView shows recovery codes, once.
type recoveryView struct {
	base
	Codes []string
}

func (s *site) showRecovery(r *request, codes []string) error {
	v := recoveryView{s.base(r, "recovery"), codes}
	v.Path = "/account"
	return s.show(r, http.StatusOK, "recovery", v)
}

// newRecovery gives other recovery codes in the place of those before.
func (s *site) newRecovery(r *request) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	codes, hashes, err := access.NewRecovery(s.Random)
	if err != nil {
		return err
	}
	if err := s.Secrets.SetRecovery(r.Context(), r.actor.User, hashes, r.now); err != nil {
		return err
	}
	return s.showRecovery(r, codes)
}

func (s *site) dropPassword(r *request) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	err := s.Secrets.DropSecret(r.Context(), r.actor.User, r.hash, s.passkeySite(), r.now)
	if status, word := refusal(err); word != "" {
		return s.accountPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account#password")
}

// signInByPassword says one thing to whoever is wrong, whatever is.
func (s *site) signInByPassword(r *request) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	try := access.Try{Login: strings.ToLower(strings.TrimSpace(r.FormValue("login"))), Password: r.FormValue("password"), Code: r.FormValue("code"), From: r.from()}
	err = s.Secrets.SignInByPassword(r.Context(), try, hash, r.now)
	if errors.Is(err, core.ErrNotFound) || errors.Is(err, core.ErrConflict) {
		return s.signInPageOf(r, http.StatusUnauthorized, "password_refused", local(r.FormValue("back")))
	}
	if err != nil {
		return err
	}
	return s.enter(r, token, r.FormValue("back"))
}

// proveByPassword takes a password and a code as the proof, and gives the session another secret.
func (s *site) proveByPassword(r *request) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	try := access.Try{User: r.actor.User, Password: r.FormValue("password"), Code: r.FormValue("code"), From: r.from()}
	err = s.Secrets.ProveByPassword(r.Context(), try, r.hash, hash, r.now)
	if errors.Is(err, core.ErrNotFound) || errors.Is(err, core.ErrConflict) {
		return s.provePage(r, http.StatusUnprocessableEntity, local(r.FormValue("back")), "password_refused", false)
	}
	if err != nil {
		return err
	}
	return s.proved(r, token, r.FormValue("back"))
}
