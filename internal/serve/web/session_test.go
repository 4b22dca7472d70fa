package web

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// signInAs opens a fresh address, as a browser that may have a cookie already, and gives the cookies that it gets.
func (w *world) signInAs(t *testing.T, user, back string, before *http.Cookie) *http.Response {
	t.Helper()
	token, hash, err := access.NewToken(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.db.PutLink(t.Context(), access.Link{Hash: hash, User: user, Ends: w.now.Add(time.Minute)}, w.now); err != nil {
		t.Fatal(err)
	}
	res, _ := w.do(t, "POST", "/sign-in", url.Values{"token": {token}, "back": {back}}, before)
	return res
}

func (w *world) status(t *testing.T, path string, session *http.Cookie) int {
	t.Helper()
	res, _ := w.do(t, "GET", path, nil, session)
	return res.StatusCode
}

// A session that somebody else chose for the browser is not taken over, and the one before ends (session fixation).
func TestT18ASessionIsNewAfterSigningIn(t *testing.T) {
	w := newWorld(t)
	fixed := &http.Cookie{Name: CookieName(false), Value: "chosen-by-somebody-else"}
	first := sessionOf(t, w.signInAs(t, "u-analyst", "/", fixed))
	if first.Value == fixed.Value || w.status(t, "/", fixed) != 401 {
		t.Error("the cookie that was there is a session now")
	}
	second := sessionOf(t, w.signInAs(t, "u-ciso", "/", first))
	if w.status(t, "/", first) != 401 || w.status(t, "/", second) != 200 {
		t.Error("the session before did not end")
	}
}

func sessionOf(t *testing.T, res *http.Response) *http.Cookie {
	t.Helper()
	for _, c := range res.Cookies() {
		if strings.HasSuffix(c.Name, CookieName(false)) {
			return c
		}
	}
	t.Fatalf("%s gave no session", res.Status)
	return nil
}

// Each page says that nobody may frame it; a page elsewhere that tries to load or to post is refused (clickjacking, CSRF).
func TestT18APageElsewhereCannotFrameLoadOrPost(t *testing.T) {
	w := newWorld(t)
	session := w.session(t, "u-analyst")
	ask := func(method, path string, header map[string]string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), method, w.http.URL+path, strings.NewReader("id="))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range header {
			req.Header.Set(k, v)
		}
		req.AddCookie(session)
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	for _, c := range []struct {
		what, method, path string
		header             map[string]string
		want               int
	}{
		{"a link elsewhere", "GET", "/account", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200},
		{"a script elsewhere", "GET", "/account", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403},
		{"a form elsewhere", "POST", "/account/sessions/end", map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403},
		{"an old browser's form elsewhere", "POST", "/account/sessions/end", map[string]string{"Origin": "https://evil.invalid"}, 403},
		{"our own form", "POST", "/account/sessions/end", map[string]string{"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}, 303},
	} {
		res := ask(c.method, c.path, c.header)
		if res.StatusCode != c.want {
			t.Errorf("%s: %s, want %d", c.what, res.Status, c.want)
		}
		if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: may be framed: %s", c.what, csp)
		}
	}
}

func TestWithTLSTheCookieGoesOverNothingElse(t *testing.T) {
	w := newWorld(t)
	o := w.options
	o.URL = "https://taupier.example.com"
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = h
	c := sessionOf(t, w.signInAs(t, "u-analyst", "/", nil))
	if c.Name != "__Host-taupier_session" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("%+v", c)
	}
	for host, want := range map[string]int{"taupier.example.com": 200, "rebound.invalid": 421} {
		req := httptest.NewRequest("GET", "https://"+host+"/account", nil)
		req.AddCookie(c)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		if rec.Code != want {
			t.Errorf("%s: %d, want %d", host, rec.Code, want)
		}
	}
	plain := &http.Cookie{Name: CookieName(false), Value: c.Value}
	if w.status(t, "/account", plain) != 401 {
		t.Error("a cookie without the prefix is taken")
	}
}

func TestWhatWasSentWaitsForTheProof(t *testing.T) {
	w := newWorld(t)
	s := &site{gets: http.NewServeMux()}
	for _, r := range Routes() {
		if strings.HasPrefix(r.Pattern, "GET ") {
			s.gets.Handle(r.Pattern, http.NotFoundHandler())
		}
	}
	for at, want := range map[string]string{"/cases/c-1/decide": "/cases/c-1", "/account/sessions/end": "/account", "/nothing/here": "/", "/": "/"} {
		if got := s.pageAbove(at); got != want {
			t.Errorf("above %s is %s, want %s", at, got, want)
		}
	}
	for back, want := range map[string]string{"//evil.invalid": "/", "/\\evil.invalid": "/", "https://evil.invalid": "/", "": "/", "/cases/c-1?x=1": "/cases/c-1?x=1"} {
		if got := sessionOf(t, w.signInAs(t, "u-analyst", back, nil)); got == nil {
			t.Fatal("no session")
		}
		if got := w.signInAs(t, "u-analyst", back, nil).Header.Get("Location"); got != want {
			t.Errorf("back to %q leads to %q, want %q", back, got, want)
		}
	}
}

func TestOneEndsOnesOwnSessions(t *testing.T) {
	w := newWorld(t)
	here, there := w.session(t, "u-analyst"), w.session(t, "u-analyst")
	other := w.session(t, "u-ciso")
	list, err := w.db.Sessions(t.Context(), "u-analyst", w.now)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range list {
		if res, _ := w.do(t, "POST", "/account/sessions/end", url.Values{"id": {x.ID}}, other); res.StatusCode != 409 {
			t.Errorf("somebody else ended it: %s", res.Status)
		}
	}
	_, body := w.do(t, "GET", "/account", nil, here)
	if strings.Count(body, `name="id"`) != 1 {
		t.Errorf("the other session is not listed once:\n%s", body)
	}
	w.do(t, "POST", "/account/sessions/end", nil, here)
	if w.status(t, "/", there) != 401 || w.status(t, "/", here) != 200 {
		t.Error("the other session goes on, or this one does not")
	}
}
