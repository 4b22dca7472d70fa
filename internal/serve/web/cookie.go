package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Secure reports whether people reach the server at an address over TLS. Then its cookies go over nothing else.
func Secure(url string) bool { return strings.HasPrefix(url, "https://") }

// CookieName is the name of the session's cookie. With TLS its prefix has the browser refuse one that another name of the same
// domain set, or that came without TLS (RFC 6265bis, section 4.1.3.2).
func CookieName(secure bool) string {
	if secure {
		return "__Host-taupier_session"
	}
	return "taupier_session"
}

// setSession gives the browser the secret of a session; "" takes it away.
func (s *site) setSession(r *request, token string) {
	c := &http.Cookie{Name: s.cookie, Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode, MaxAge: int(access.Absolute.Seconds())}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(r.w, c)
}

// identify finds whose session a request belongs to; none leaves the actor empty.
func (s *site) identify(r *request) error {
	c, err := r.Cookie(s.cookie)
	if err != nil {
		return nil //nolint:nilerr // no cookie, no actor
	}
	r.hash = access.Hash(c.Value)
	r.actor, err = s.Door.Who(r.Context(), r.hash, r.now)
	if errors.Is(err, core.ErrNotFound) {
		return nil
	}
	return err
}

// local is a path of this server, or / for what leads elsewhere.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
