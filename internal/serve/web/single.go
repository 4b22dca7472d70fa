package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/oidc"
	"github.com/taupier-eu/taupier/internal/core"
)

// Provider is the company's own provider of sign-ins.
type Provider interface {
	Name() string
	Issuer() string
	Begin(ctx context.Context, ask oidc.Ask, now time.Time) (address, cookie string, err error)
	End(ctx context.Context, cookie string, query url.Values, now time.Time) (oidc.Answer, error)
}

// Logins keeps who has which account at the provider.
type Logins interface {
	SignInBySingle(ctx context.Context, issuer, subject, session string, now time.Time) error
	ProveBySingle(ctx context.Context, issuer, subject, user, old, fresh string, now time.Time) error
	LinkSingle(ctx context.Context, issuer, subject, user, session string, now time.Time) error
	UnlinkSingle(ctx context.Context, a access.Actor, keep, site string, now time.Time) error // keep is a hash of a session
	Single(ctx context.Context, issuer, user string) (time.Time, error)
}

// SingleBack is the path to which the provider sends people back.
const SingleBack = "/sign-in/single/back"

// What leads to the provider is a link, not a form: browsers let no form lead to another site here (form-action).
var singleRoutes = []Route{
	{"GET /sign-in/single", access.Public, (*site).singleSignIn},
	{"GET " + SingleBack, access.Public, (*site).singleBack},
	{"GET /prove/single", access.SignedIn, (*site).singleProve},
	{"GET /account/single", access.SignedIn, (*site).singleLink},
	{"POST /account/single/end", access.SignedIn, (*site).singleEnd},
}

// providerName is the provider's name; "" when there is none.
func (s *site) providerName() string {
	if s.Provider == nil {
		return ""
	}
	return s.Provider.Name()
}

func (s *site) singleSignIn(r *request) error {
	if err := s.identify(r); err != nil { // whoever is signed in already is signed out when he comes back
		return err
	}
	return s.toProvider(r, oidc.SignIn, "/sign-in")
}

func (s *site) singleProve(r *request) error { return s.toProvider(r, oidc.Prove, "/prove") }

// singleLink takes a fresh proof: whoever sits at an open browser must not bind an account of his own to somebody else.
func (s *site) singleLink(r *request) error {
	if err := access.Recent(r.actor, r.now); err != nil {
		return err
	}
	return s.toProvider(r, oidc.Link, "/account")
}

func (s *site) singleEnd(r *request) error {
	err := s.Logins.UnlinkSingle(r.Context(), r.actor, r.hash, s.passkeySite(), r.now)
	if status, word := refusal(err); word != "" {
		return s.accountPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account#single")
}

// toProvider sends the browser to the provider, or back to where it came from when there is none.
func (s *site) toProvider(r *request, kind oidc.Kind, from string) error {
	if s.Provider == nil {
		return r.redirect(from)
	}
	if s.host != "" && r.Host != s.host { // the provider sends people back to this name, and the cookie must be there
		return r.redirect(strings.TrimSuffix(s.URL, "/") + r.URL.RequestURI())
	}
	back := local(r.URL.Query().Get("back"))
	if kind == oidc.Link {
		back = "/account#single"
	}
	address, cookie, err := s.Provider.Begin(r.Context(), oidc.Ask{Kind: kind, User: r.actor.User, Session: r.hash, Back: back}, r.now)
	if err != nil {
		return s.singleTrouble(r, oidc.Ask{Kind: kind, Back: back}, err)
	}
	s.setSingle(r, cookie)
	return r.redirect(address)
}

func (s *site) singleCookie() string {
	if s.secure {
		return "__Host-taupier_single"
	}
	return "taupier_single"
}

// setSingle gives the browser its way to the provider. It comes back from another site, so the cookie is Lax where the session's is
// Strict; it opens nothing by itself.
func (s *site) setSingle(r *request, cookie string) {
	c := &http.Cookie{Name: s.singleCookie(), Value: cookie, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode, MaxAge: int(oidc.Life.Seconds())}
	if cookie == "" {
		c.MaxAge = -1
	}
	http.SetCookie(r.w, c)
}

// singleBack takes who comes back from the provider. The session's cookie does not come along from another site: what is known of the
// session is what the browser carried, sealed.
func (s *site) singleBack(r *request) error {
	c, err := r.Cookie(s.singleCookie())
	if err != nil || s.Provider == nil {
		return s.singleTrouble(r, oidc.Ask{}, oidc.ErrAgain)
	}
	s.setSingle(r, "")
	got, err := s.Provider.End(r.Context(), c.Value, r.URL.Query(), r.now)
	if err != nil {
		return s.singleTrouble(r, got.Ask, err)
	}
	switch got.Kind {
	case oidc.Prove:
		return s.singleProved(r, got)
	case oidc.Link:
		return s.singleLinked(r, got)
	}
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	if err := s.Logins.SignInBySingle(r.Context(), got.Issuer, got.Subject, hash, r.now); err != nil {
		return s.singleTrouble(r, got.Ask, err)
	}
	if got.User != "" {
		s.kept.drop(got.Session)
		if err := s.Door.SignOut(r.Context(), got.Session, got.User, r.now); err != nil {
			return err
		}
	}
	s.setSession(r, token)
	return s.goOn(r, hash, got.Back, "single_in")
}

func (s *site) singleProved(r *request, got oidc.Answer) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	if err := s.Logins.ProveBySingle(r.Context(), got.Issuer, got.Subject, got.User, got.Session, hash, r.now); err != nil {
		return s.singleTrouble(r, got.Ask, err)
	}
	kept, waits := s.kept.of(got.Session, r.now)
	s.kept.drop(got.Session)
	s.setSession(r, token)
	if !waits {
		return s.goOn(r, hash, got.Back, "single_proved")
	}
	if r.actor, err = s.Door.Who(r.Context(), hash, r.now); err != nil {
		return err
	}
	v := provedView{s.base(r, "proved"), kept.path, kept.form, got.Back}
	v.Path = "/"
	return s.show(r, http.StatusOK, "proved", v)
}

func (s *site) singleLinked(r *request, got oidc.Answer) error {
	if err := s.Logins.LinkSingle(r.Context(), got.Issuer, got.Subject, got.User, got.Session, r.now); err != nil {
		return s.singleTrouble(r, got.Ask, err)
	}
	return s.goOn(r, got.Session, got.Back, "single_linked")
}

// singleView says what came of it and leads on.
type singleView struct {
	base
	Text, Back string
}

// goOn leads on by a page of ours: after a redirection from another site, the session's cookie would not come along.
func (s *site) goOn(r *request, session, back, word string) error {
	var err error
	if r.actor, err = s.Door.Who(r.Context(), session, r.now); err != nil {
		return err
	}
	r.w.Header().Set("Refresh", "0; url="+back)
	v := singleView{s.base(r, "single"), "", back}
	v.Text, v.Path = v.W(word), "/"
	return s.show(r, http.StatusOK, "single", v)
}

// singleWords are what is said of what went wrong.
var singleWords = []struct {
	err    error
	status int
	word   string
}{
	{oidc.ErrAway, http.StatusServiceUnavailable, "single_away"},
	{oidc.ErrAgain, http.StatusBadRequest, "single_again"},
	{oidc.ErrRefused, http.StatusUnauthorized, "single_refused"},
	{oidc.ErrStale, http.StatusUnauthorized, "single_stale"},
	{oidc.ErrWeak, http.StatusUnauthorized, "single_weak"},
	{oidc.ErrUntrusted, http.StatusUnauthorized, "single_untrusted"},
	{core.ErrNotFound, http.StatusUnauthorized, "single_unknown"},
	{core.ErrConflict, http.StatusConflict, "single_over"},
}

// singleTrouble says what went wrong and leads to where it can be tried again; the cause is told where the server runs, when somebody
// can do something about it there. An account that is linked with nobody and one whose user was disabled are answered alike.
func (s *site) singleTrouble(r *request, ask oidc.Ask, err error) error {
	if status, word := refusal(err); word == "single_taken" {
		return s.singleProblem(r, ask, status, word)
	}
	for _, w := range singleWords {
		if !errors.Is(err, w.err) {
			continue
		}
		if s.Trouble != nil && (w.err == oidc.ErrAway || w.err == oidc.ErrUntrusted || w.err == oidc.ErrStale || w.err == oidc.ErrWeak) && r.Context().Err() == nil {
			s.Trouble(fmt.Errorf("single sign-on: %w", err))
		}
		return s.singleProblem(r, ask, w.status, w.word)
	}
	return err
}

func (s *site) singleProblem(r *request, ask oidc.Ask, status int, word string) error {
	v := singleView{base: s.base(r, "single"), Back: "/sign-in?back=" + url.QueryEscape(local(ask.Back))}
	switch ask.Kind {
	case oidc.Prove:
		v.Back = "/prove?back=" + url.QueryEscape(local(ask.Back))
	case oidc.Link:
		v.Back = "/account#single"
	}
	v.Problem, v.Path = word, "/"
	return s.show(r, status, "single", v)
}
