package web

import (
	"errors"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var doorRoutes = []Route{
	{"GET /healthz", access.Public, (*site).healthz},
	{"GET /static/{file}", access.Public, (*site).static},
	{"GET /sign-in/{token}", access.Public, (*site).signInPage},
	{"POST /sign-in", access.Public, (*site).signIn},
	{"POST /language", access.Public, (*site).language},
	{"POST /sign-out", access.SignedIn, (*site).signOut},
}

// healthz answers 200 only when the server can serve and write.
func (s *site) healthz(r *request) error {
	r.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	text := "ok\n"
	if err := s.Ready(r.Context(), r.now); err != nil {
		r.w.WriteHeader(http.StatusServiceUnavailable)
		text = "cannot write\n"
	} else {
		text += s.blindLines(r)
	}
	_, _ = r.w.Write([]byte(text))
	return nil
}

// signInPage asks before the link is used up: what only looks at addresses, as mail scanners do, uses nothing.
func (s *site) signInPage(r *request) error {
	b := s.base(r, "signin")
	return s.show(r, http.StatusOK, "message", message{base: b, Text: b.W("signin_text"), Token: r.PathValue("token"), Back: local(r.URL.Query().Get("back"))})
}

func (s *site) signIn(r *request) error {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return err
	}
	err = s.Door.SignIn(r.Context(), access.Hash(r.FormValue("token")), hash, r.now)
	if errors.Is(err, core.ErrNotFound) {
		s.message(r, http.StatusUnauthorized, "signin", "signin_used", "")
		return nil
	}
	if err != nil {
		return err
	}
	return s.enter(r, token, r.FormValue("back"))
}

// enter gives the browser its new session in the place of the one that it may have had. When both are of one user, what waited
// for a proof goes on.
func (s *site) enter(r *request, token, back string) error {
	if err := s.identify(r); err != nil {
		return err
	}
	before := r.actor
	kept, waits := s.kept.of(r.hash, r.now)
	s.kept.drop(r.hash)
	if before.User != "" {
		if err := s.Door.SignOut(r.Context(), r.hash, before.User, r.now); err != nil {
			return err
		}
	}
	s.setSession(r, token)
	var err error
	if r.actor, err = s.Door.Who(r.Context(), access.Hash(token), r.now); err != nil {
		return err
	}
	if waits && r.actor.User == before.User {
		return s.show(r, http.StatusOK, "proved", provedView{s.base(r, "proved"), kept.path, kept.form, local(back)})
	}
	return r.redirect(local(back))
}

func (s *site) signOut(r *request) error {
	if err := s.Door.SignOut(r.Context(), r.hash, r.actor.User, r.now); err != nil {
		return err
	}
	s.setSession(r, "")
	return r.redirect("/")
}

// language keeps the choice in the browser; it says nothing of anybody.
func (s *site) language(r *request) error {
	lang := r.FormValue("lang")
	if lang != string(core.French) && lang != string(core.English) {
		return core.ErrInvalid
	}
	http.SetCookie(r.w, &http.Cookie{Name: langCookie, Value: lang, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode, MaxAge: 365 * 24 * 3600})
	return r.redirect(local(r.FormValue("back")))
}
