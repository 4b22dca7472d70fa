package web

import (
	"crypto/rand"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/oidc"
	"github.com/taupier-eu/taupier/internal/access/oidc/oidctest"
)

func singleRows() map[string]example {
	return map[string]example{
		"GET /sign-in/single":      {"/sign-in/single", nil, 303, nil},
		"GET /sign-in/single/back": {"/sign-in/single/back?state=x&code=y", nil, 400, nil},
		"GET /prove/single":        {"/prove/single?back=//evil.invalid", nil, 303, everyRole},
		"GET /account/single":      {"/account/single", nil, 303, everyRole},
		"POST /account/single/end": {"/account/single/end", nil, 303, everyRole},
	}
}

// singleWorld is a server with a real provider beside it.
type singleWorld struct {
	*world
	*oidctest.Provider
	troubles []string
}

func newSingleWorld(t *testing.T) *singleWorld {
	t.Helper()
	w := &singleWorld{world: newWorld(t)}
	w.now = time.Now().UTC()
	back := w.http.URL + SingleBack
	w.Provider = oidctest.New(t, back)
	client, err := oidc.New(oidc.Config{Issuer: w.Issuer, ClientID: oidctest.ClientID, Secret: oidctest.Secret, Name: "Example Login", Redirect: back}, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.options.Provider = client
	w.options.Trouble = func(err error) { w.troubles = append(w.troubles, err.Error()) }
	h, err := New(w.options)
	if err != nil {
		t.Fatal(err)
	}
	w.http.Config.Handler = h
	return w
}

// browser follows redirections and keeps cookies, and as a browser does it leaves the session's behind where another site leads here.
type browser struct {
	http.Client
	w    *singleWorld
	t    *testing.T
	left *http.Cookie // the session's, while the provider leads back
}

func (w *singleWorld) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{w: w, t: t}
	b.Jar = jar
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == SingleBack {
			b.left = b.session()
			b.keep(&http.Cookie{Name: CookieName(false), MaxAge: -1})
		}
		return nil
	}
	return b
}

func (b *browser) home() *url.URL {
	b.t.Helper()
	at, err := url.Parse(b.w.http.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	return at
}

func (b *browser) keep(c *http.Cookie) {
	c.Path = "/"
	b.Jar.SetCookies(b.home(), []*http.Cookie{c})
}

// session is the session's cookie; nil when there is none.
func (b *browser) session() *http.Cookie {
	for _, c := range b.Jar.Cookies(b.home()) {
		if c.Name == CookieName(false) {
			return c
		}
	}
	return nil
}

func (b *browser) whole(res *http.Response, err error) (*http.Response, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if b.session() == nil && b.left != nil {
		b.keep(b.left)
	}
	b.left = nil
	return res, string(body)
}

func (b *browser) get(path string) (*http.Response, string) {
	b.t.Helper()
	return b.whole(b.Get(b.w.http.URL + path))
}

func (b *browser) post(path string, form url.Values) (*http.Response, string) {
	b.t.Helper()
	return b.whole(b.PostForm(b.w.http.URL+path, form))
}

// signedIn signs a user in by a one-time address.
func (w *singleWorld) signedIn(t *testing.T, user string) *browser {
	t.Helper()
	b := w.browser(t)
	b.keep(w.session(t, user))
	return b
}

// linked has a user link an account of his at the provider.
func (w *singleWorld) linked(t *testing.T, user, subject string) *browser {
	t.Helper()
	b := w.signedIn(t, user)
	w.Sits(oidctest.Person{Subject: subject})
	if res, body := b.get("/account/single"); res.StatusCode != 200 || !strings.Contains(body, "is linked") || res.Header.Get("Refresh") != "0; url=/account#single" {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	return b
}

// From the one-time address to the link, and from then on by the provider alone. Roles are those given here, and the ledger tells it.
func TestWhoLinkedHisAccountSignsInWithIt(t *testing.T) {
	w := newSingleWorld(t)
	w.Sits(oidctest.Person{Subject: "s-ines"})
	stranger := w.browser(t)
	if res, body := stranger.get("/sign-in/single?back=/queue"); res.StatusCode != 401 || !strings.Contains(body, "not linked with you") {
		t.Errorf("before the link: %s\n%s", res.Status, body)
	}
	w.linked(t, "u-analyst", "s-ines")
	b := w.browser(t)
	if _, body := b.get("/queue"); !strings.Contains(body, `href="/sign-in/single?back=%2fqueue"`) || !strings.Contains(body, "Sign in with Example Login") {
		t.Errorf("the page to sign in does not offer it:\n%s", body)
	}
	res, body := b.get("/sign-in/single?back=/queue")
	if res.StatusCode != 200 || res.Header.Get("Refresh") != "0; url=/queue" || !strings.Contains(body, "The analyst") {
		t.Fatalf("%s %v\n%s", res.Status, res.Header, body)
	}
	if res, _ := b.get("/queue"); res.StatusCode != 200 {
		t.Errorf("signed in, and the queue is %s", res.Status)
	}
	if res, _ := b.get("/ledger"); res.StatusCode != 404 {
		t.Errorf("the provider gave a role: %s", res.Status)
	}
	if res, _ := b.get("/sign-in/single/back?state=x&code=y"); res.StatusCode != 400 {
		t.Errorf("another way back: %s", res.Status)
	}
	var text strings.Builder
	if err := w.db.Export(t.Context(), &text); err != nil {
		t.Fatal(err)
	}
	out := text.String()
	if n := strings.Count(out, "login.link"); n != 1 || !strings.Contains(out, `\"why\":\"single\"`) && !strings.Contains(out, `"why":"single"`) {
		t.Errorf("the ledger tells of %d links, or not of the sign-in", n)
	}
	if strings.Contains(out, "s-ines") {
		t.Error("the ledger holds the account's name")
	}
}

func TestAFreshSignInAtTheProviderIsAProofAndAnOrdinaryOneIsNone(t *testing.T) {
	w := newSingleWorld(t)
	w.linked(t, "u-administrator", "s-lena")
	b := w.browser(t)
	b.get("/sign-in/single")
	if res, _ := b.get("/users"); res.Request.URL.Path != "/prove" {
		t.Errorf("an ordinary sign-in was a proof: %s", res.Request.URL)
	}
	form := url.Values{"name": {"Zoé Example"}, "role": {"hr"}}
	if res, body := b.post("/users", form); res.Request.URL.Path != "/prove" || !strings.Contains(body, "/prove/single?back=") {
		t.Fatalf("%s\n%s", res.Request.URL, body)
	}
	w.Sits(oidctest.Person{Subject: "s-lena", At: w.now.Add(-time.Hour)})
	if res, body := b.get("/prove/single?back=/users"); res.StatusCode != 401 || !strings.Contains(body, "did not ask you anew") {
		t.Errorf("of an hour ago: %s", res.Status)
	}
	if len(w.troubles) != 1 || !strings.Contains(w.troubles[0], "auth_time") || strings.Contains(w.troubles[0], "lena") {
		t.Errorf("told: %q", w.troubles)
	}
	w.Sits(oidctest.Person{Subject: "s-other"})
	old := b.session()
	if res, body := b.get("/prove/single?back=/users"); res.StatusCode != 401 || !strings.Contains(body, "not linked with you") {
		t.Errorf("as somebody else: %s", res.Status)
	}
	w.Sits(oidctest.Person{Subject: "s-lena"})
	res, body := b.get("/prove/single?back=/users")
	if res.StatusCode != 200 || !strings.Contains(body, "Zoé Example") || !strings.Contains(body, `action="/users"`) {
		t.Fatalf("what was sent does not wait: %s\n%s", res.Status, body)
	}
	if w.status(t, "/account", old) != 401 {
		t.Error("the secret before the proof opens the session still")
	}
	if res, _ := b.post("/users", form); res.StatusCode != 200 || !strings.HasPrefix(res.Request.URL.Path, "/users/u-") {
		t.Errorf("%s %s", res.Status, res.Request.URL)
	}
}

func TestALinkTakesAProofAndAnAccountIsOnePersons(t *testing.T) {
	w := newSingleWorld(t)
	first := w.linked(t, "u-analyst", "s-one")
	second := w.signedIn(t, "u-hr")
	w.Sits(oidctest.Person{Subject: "s-one"})
	if res, body := second.get("/account/single"); res.StatusCode != 409 || !strings.Contains(body, "linked with somebody else") {
		t.Errorf("%s\n%s", res.Status, body)
	}
	first = w.signedIn(t, "u-analyst")
	if _, body := first.get("/account"); !strings.Contains(body, "Linked since") {
		t.Error("the account does not say that it is linked")
	}
	w.now = w.now.Add(access.ProofLife)
	if res, _ := first.get("/account/single"); res.Request.URL.Path != "/prove" {
		t.Errorf("linked without a proof: %s", res.Request.URL)
	}
	if res, _ := first.post("/account/single/end", nil); res.Request.URL.Path != "/prove" {
		t.Errorf("taken away without a proof: %s", res.Request.URL)
	}
	first = w.signedIn(t, "u-analyst")
	if res, body := first.post("/account/single/end", nil); res.StatusCode != 409 || !strings.Contains(body, words["passkey_last"].EN) {
		t.Errorf("the last way to sign in went: %s", res.Status)
	}
	w.enrolled(t, first.session())
	if _, body := first.post("/account/single/end", nil); !strings.Contains(body, "Not linked") {
		t.Error("it was not taken away")
	}
	if res, _ := w.browser(t).get("/sign-in/single"); res.StatusCode != 401 {
		t.Errorf("it signs in still: %s", res.Status)
	}
}

// Whoever was disabled is told what whoever is linked with nobody is told, byte for byte.
func TestADisabledUserDoesNotComeInByTheProvider(t *testing.T) {
	w := newSingleWorld(t)
	w.linked(t, "u-hr", "s-gone")
	if err := w.db.DisableHere(t.Context(), "admin", "u-hr", w.now); err != nil {
		t.Fatal(err)
	}
	gone, body := w.browser(t).get("/sign-in/single")
	w.Sits(oidctest.Person{Subject: "s-nobody"})
	nobody, other := w.browser(t).get("/sign-in/single")
	if gone.StatusCode != 401 || nobody.StatusCode != 401 || body != other {
		t.Errorf("%s and %s\n%s\n%s", gone.Status, nobody.Status, body, other)
	}
}

// A provider's answer that is carried into another browser, as an attacker would who wants somebody to be signed in as himself.
func TestT18AnAnswerOfTheProviderIsGoodInOneBrowserOnce(t *testing.T) {
	w := newSingleWorld(t)
	w.linked(t, "u-analyst", "s-ines")
	attacker := w.browser(t)
	var carried string
	attacker.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == SingleBack {
			carried = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	attacker.get("/sign-in/single")
	if carried == "" {
		t.Fatal("the provider sent nobody back")
	}
	victim := w.browser(t)
	if res, _ := victim.get(carried); res.StatusCode != 400 {
		t.Errorf("without a cookie: %s", res.Status)
	}
	victim.CheckRedirect = attacker.CheckRedirect
	before := carried
	victim.get("/sign-in/single")
	if res, _ := victim.get(before); res.StatusCode != 400 {
		t.Errorf("with the cookie of his own way: %s", res.Status)
	}
	if res, _ := attacker.get(before); res.StatusCode != 200 {
		t.Errorf("in the browser that began it: %s", res.Status)
	}
	if res, _ := attacker.get(before); res.StatusCode != 400 {
		t.Errorf("twice: %s", res.Status)
	}
}

func TestWhatTheProviderForgesOpensNothing(t *testing.T) {
	w := newSingleWorld(t)
	w.linked(t, "u-analyst", "s-ines")
	w.Lie(func(claims map[string]any) string { claims["aud"] = "another"; return w.Sign(t, claims) })
	b := w.browser(t)
	if res, body := b.get("/sign-in/single"); res.StatusCode != 401 || !strings.Contains(body, "does not hold") {
		t.Errorf("%s\n%s", res.Status, body)
	}
	if res, _ := b.get("/queue"); res.StatusCode != 401 {
		t.Errorf("signed in all the same: %s", res.Status)
	}
}
