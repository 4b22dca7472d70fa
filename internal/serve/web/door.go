package web

import (
	"errors"
	"net/http"
	"strings"

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
	}
	_, _ = r.w.Write([]byte(text))
	return nil
}

// signInPage asks before the link is used up: what only looks at addresses, as mail scanners do, uses nothing.
func (s *site) signInPage(r *request) error {
	s.message(r, http.StatusOK, "signin", "signin_text", r.PathValue("token"))
	return nil
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
	http.SetCookie(r.w, &http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: int(access.Absolute.Seconds())})
	return r.redirect("/")
}

func (s *site) signOut(r *request) error {
	if err := s.Door.SignOut(r.Context(), r.hash, r.actor.User, r.now); err != nil {
		return err
	}
	http.SetCookie(r.w, &http.Cookie{Name: cookieName, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1})
	return r.redirect("/")
}

// language keeps the choice in the browser; it says nothing of anybody.
func (s *site) language(r *request) error {
	lang := r.FormValue("lang")
	if lang != string(core.French) && lang != string(core.English) {
		return core.ErrInvalid
	}
	http.SetCookie(r.w, &http.Cookie{Name: langCookie, Value: lang, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: 365 * 24 * 3600})
	back := r.FormValue("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") {
		back = "/"
	}
	return r.redirect(back)
}
