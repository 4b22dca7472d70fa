package oidc_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/taupier-eu/taupier/internal/access/oidc"
	"github.com/taupier-eu/taupier/internal/access/oidc/oidctest"
)

const back = "http://127.0.0.1:8787/sign-in/single/back"

// world is a provider and a client of it.
type world struct {
	*oidctest.Provider
	client *oidc.Client
	config oidc.Config
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Provider: oidctest.New(t, back)}
	w.config = oidc.Config{Issuer: w.Issuer, ClientID: oidctest.ClientID, Secret: oidctest.Secret, Name: "Example", Redirect: back}
	w.client = newClient(t, w.config)
	w.Sits(oidctest.Person{Subject: "s-anna"})
	return w
}

func newClient(t *testing.T, c oidc.Config) *oidc.Client {
	t.Helper()
	client, err := oidc.New(c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// goes has a browser follow the provider until it sends it back, and gives what it is sent back with.
func goes(t *testing.T, address string) url.Values {
	t.Helper()
	browser := http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), back) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	res, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	at, err := res.Location()
	if err != nil {
		t.Fatalf("%s: %v", res.Status, err)
	}
	return at.Query()
}

// there begins a way and gives what the browser kept and came back with.
func (w *world) there(t *testing.T, ask oidc.Ask, now time.Time) (cookie string, query url.Values) {
	t.Helper()
	address, cookie, err := w.client.Begin(t.Context(), ask, now)
	if err != nil {
		t.Fatal(err)
	}
	return cookie, goes(t, address)
}

func TestTheProviderSaysWhoItIs(t *testing.T) {
	w := newWorld(t)
	for _, kind := range []oidc.Kind{oidc.SignIn, oidc.Prove, oidc.Link} {
		ask := oidc.Ask{Kind: kind, User: "u-1", Session: "h", Back: "/queue"}
		address, cookie, err := w.client.Begin(t.Context(), ask, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := at.Query()
		if q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("scope") != "openid" || q.Get("redirect_uri") != back {
			t.Errorf("%v", q)
		}
		if anew := q.Get("prompt") == "login" && q.Get("max_age") == "0"; anew != (kind != oidc.SignIn) {
			t.Errorf("%s: prompt %q, max_age %q", kind, q.Get("prompt"), q.Get("max_age"))
		}
		for _, secret := range []string{q.Get("state"), q.Get("nonce"), q.Get("code_challenge")} {
			if strings.Contains(cookie, secret) {
				t.Error("the cookie is not sealed")
			}
		}
		got, err := w.client.End(t.Context(), cookie, goes(t, address), time.Now())
		if want := (oidc.Answer{Ask: ask, Issuer: w.Issuer, Subject: "s-anna"}); err != nil || got != want {
			t.Errorf("%+v %v, want %+v", got, err, want)
		}
	}
}

func TestAWayIsGoneOnceInTimeByTheBrowserThatBeganIt(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	ask := oidc.Ask{Kind: oidc.SignIn, Back: "/"}
	for name, c := range map[string]func() error{
		"another state": func() error {
			cookie, q := w.there(t, ask, now)
			q.Set("state", "x")
			_, err := w.client.End(t.Context(), cookie, q, now)
			return err
		},
		"no state": func() error {
			cookie, q := w.there(t, ask, now)
			q.Del("state")
			_, err := w.client.End(t.Context(), cookie, q, now)
			return err
		},
		"another browser's cookie": func() error {
			cookie, _ := w.there(t, ask, now)
			_, q := w.there(t, ask, now)
			_, err := w.client.End(t.Context(), cookie, q, now)
			return err
		},
		"no cookie": func() error {
			_, q := w.there(t, ask, now)
			_, err := w.client.End(t.Context(), "", q, now)
			return err
		},
		"a cookie of another run of the server": func() error {
			cookie, q := w.there(t, ask, now)
			_, err := newClient(t, w.config).End(t.Context(), cookie, q, now)
			return err
		},
		"too late": func() error {
			cookie, q := w.there(t, ask, now.Add(-oidc.Life))
			_, err := w.client.End(t.Context(), cookie, q, now)
			return err
		},
		"twice": func() error {
			cookie, q := w.there(t, ask, now)
			if _, err := w.client.End(t.Context(), cookie, q, now); err != nil {
				return fmt.Errorf("the first time: %w", err)
			}
			_, err := w.client.End(t.Context(), cookie, q, now)
			return err
		},
	} {
		if err := c(); !errors.Is(err, oidc.ErrAgain) {
			t.Errorf("%s: %v, want %v", name, err, oidc.ErrAgain)
		}
	}
}

func TestACodeIsGoodForOneWayOnly(t *testing.T) {
	w := newWorld(t)
	now := time.Now()
	cookie, q := w.there(t, oidc.Ask{Kind: oidc.SignIn}, now)
	other, q2 := w.there(t, oidc.Ask{Kind: oidc.SignIn}, now)
	stolen := q.Get("code")
	q2.Set("code", stolen) // injected into another way: its PKCE verifier does not fit
	if _, err := w.client.End(t.Context(), other, q2, now); !errors.Is(err, oidc.ErrUntrusted) || strings.Contains(err.Error(), stolen) {
		t.Errorf("injected: %v", err)
	}
	cookie, q = w.there(t, oidc.Ask{Kind: oidc.SignIn}, now)
	if _, err := w.client.End(t.Context(), cookie, q, now); err != nil {
		t.Fatal(err)
	}
	used := q.Get("code")
	cookie, q = w.there(t, oidc.Ask{Kind: oidc.SignIn}, now)
	q.Set("code", used)
	if _, err := w.client.End(t.Context(), cookie, q, now); !errors.Is(err, oidc.ErrUntrusted) {
		t.Errorf("replayed: %v", err)
	}
}

// A token that the provider's own key signed is refused when it is not about this way; and one of another key or of none always.
func TestATokenThatDoesNotHoldIsRefused(t *testing.T) {
	w := newWorld(t)
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&w.Key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	with := func(change func(map[string]any)) func(map[string]any) string {
		return func(claims map[string]any) string { change(claims); return w.Sign(t, claims) }
	}
	set := func(key string, value any) func(map[string]any) string {
		return with(func(c map[string]any) { c[key] = value })
	}
	old := time.Now().Add(-time.Hour).Unix()
	for name, c := range map[string]struct {
		lie  func(map[string]any) string
		want error
	}{
		"the truth":                  {nil, nil},
		"signed anew, unchanged":     {with(func(map[string]any) {}), nil},
		"another nonce":              {set("nonce", "x"), oidc.ErrUntrusted},
		"no nonce":                   {with(func(c map[string]any) { delete(c, "nonce") }), oidc.ErrUntrusted},
		"another client":             {set("aud", []string{"another"}), oidc.ErrUntrusted},
		"two clients, for nobody":    {with(func(c map[string]any) { c["aud"] = []string{oidctest.ClientID, "another"}; delete(c, "azp") }), oidc.ErrUntrusted},
		"two clients, for the other": {with(func(c map[string]any) { c["aud"] = []string{oidctest.ClientID, "another"}; c["azp"] = "another" }), oidc.ErrUntrusted},
		"another issuer":             {set("iss", "https://evil.example.com"), oidc.ErrUntrusted},
		"expired":                    {with(func(c map[string]any) { c["iat"], c["exp"] = old, old+60 }), oidc.ErrUntrusted},
		"made in the future":         {set("iat", time.Now().Add(time.Hour).Unix()), oidc.ErrUntrusted},
		"nobody":                     {set("sub", ""), oidc.ErrUntrusted},
		"another key": {func(c map[string]any) string {
			return oidctest.Sign(t, jose.RS256, jose.JSONWebKey{Key: stranger, KeyID: "k1"}, c)
		}, oidc.ErrUntrusted},
		"alg none": {func(c map[string]any) string { return unsigned(t, c) }, oidc.ErrUntrusted},
		"HS256 with the client's secret": {func(c map[string]any) string {
			return oidctest.Sign(t, jose.HS256, []byte(oidctest.Secret+strings.Repeat(" ", 32)), c)
		}, oidc.ErrUntrusted},
		"HS256 with the public key": {func(c map[string]any) string { return oidctest.Sign(t, jose.HS256, public, c) }, oidc.ErrUntrusted},
		"no token":                  {func(map[string]any) string { return "" }, oidc.ErrUntrusted},
	} {
		now := time.Now()
		w.Lie(c.lie)
		cookie, q := w.there(t, oidc.Ask{Kind: oidc.SignIn}, now)
		if _, err := w.client.End(t.Context(), cookie, q, time.Now()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// unsigned writes a token with alg none.
func unsigned(t *testing.T, claims map[string]any) string {
	t.Helper()
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(body) + "."
}

func TestAProofIsOneOfNow(t *testing.T) {
	w := newWorld(t)
	w.config.ACR, w.config.AMR = []string{"phr", "phrh"}, []string{"mfa"}
	strict := newClient(t, w.config)
	good := oidctest.Person{Subject: "s-anna", ACR: "phr", AMR: []string{"pwd", "mfa"}}
	old, weak, short, denies := good, good, good, good
	old.At, weak.ACR, short.AMR, denies.Denies = time.Now().Add(-2*time.Minute), "pwd", []string{"pwd"}, true
	for name, c := range map[string]struct {
		client *oidc.Client
		kind   oidc.Kind
		who    oidctest.Person
		want   error
	}{
		"now":                           {w.client, oidc.Prove, good, nil},
		"two minutes ago":               {w.client, oidc.Prove, old, oidc.ErrStale},
		"two minutes ago, to be linked": {w.client, oidc.Link, old, oidc.ErrStale},
		"two minutes ago, to sign in":   {w.client, oidc.SignIn, old, nil},
		"in the way that is required":   {strict, oidc.SignIn, good, nil},
		"in another way":                {strict, oidc.SignIn, weak, oidc.ErrWeak},
		"with one factor":               {strict, oidc.SignIn, short, oidc.ErrWeak},
		"he says no":                    {w.client, oidc.SignIn, denies, oidc.ErrRefused},
	} {
		w.Sits(c.who)
		now := time.Now()
		address, cookie, err := c.client.Begin(t.Context(), oidc.Ask{Kind: c.kind}, now)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.client.End(t.Context(), cookie, goes(t, address), now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	w.Sits(good)
	w.Lie(func(claims map[string]any) string { delete(claims, "auth_time"); return w.Sign(t, claims) })
	cookie, q := w.there(t, oidc.Ask{Kind: oidc.Prove}, time.Now())
	if _, err := w.client.End(t.Context(), cookie, q, time.Now()); !errors.Is(err, oidc.ErrStale) {
		t.Errorf("without auth_time: %v", err)
	}
}

func TestAProviderThatIsAwayIsAskedAgainLater(t *testing.T) {
	real := oidctest.New(t, back)
	up := false
	var asked int
	var door *httptest.Server
	door = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if !up {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintf(w, `{"issuer":%q,"authorization_endpoint":"%s/authorize","token_endpoint":"%s/oauth/token","jwks_uri":"%s/keys"}`, door.URL, door.URL, door.URL, door.URL)
	}))
	t.Cleanup(door.Close)
	c := newClient(t, oidc.Config{Issuer: door.URL, ClientID: oidctest.ClientID, Secret: oidctest.Secret, Redirect: back})
	now := time.Now()
	for range 3 {
		if _, _, err := c.Begin(t.Context(), oidc.Ask{}, now); !errors.Is(err, oidc.ErrAway) {
			t.Errorf("%v", err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times within a moment", asked)
	}
	up = true
	if _, _, err := c.Begin(t.Context(), oidc.Ask{}, now.Add(time.Minute)); err != nil {
		t.Errorf("it is back: %v", err)
	}
	if real.Asked.Load() != 0 {
		t.Error("another one was asked")
	}
}

// Whoever begins and leaves before the provider has answered does not make it one that is away.
func TestWhoeverLeavesMakesNoProviderThatIsAway(t *testing.T) {
	w := newWorld(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	now := time.Now()
	_, _, _ = w.client.Begin(gone, oidc.Ask{}, now)
	if _, _, err := w.client.Begin(t.Context(), oidc.Ask{}, now); err != nil {
		t.Errorf("whoever comes next is told %v", err)
	}
}

// The provider's own description may name other hosts: they are not asked, and nobody is sent there, unless server.yaml names them.
func TestT16OnlyTheProviderIsAsked(t *testing.T) {
	elsewhere := oidctest.New(t, back)
	for name, c := range map[string]struct {
		description string
		redirect    bool
	}{
		"keys elsewhere":            {`{"issuer":"%[1]s","authorization_endpoint":"%[1]s/authorize","token_endpoint":"%[2]s/oauth/token","jwks_uri":"%[2]s/keys"}`, false},
		"people are sent elsewhere": {`{"issuer":"%[1]s","authorization_endpoint":"%[2]s/authorize","token_endpoint":"%[1]s/token","jwks_uri":"%[1]s/keys"}`, false},
		"it is redirected":          {``, true},
		"another issuer":            {`{"issuer":"%[2]s","authorization_endpoint":"%[1]s/authorize","token_endpoint":"%[1]s/token","jwks_uri":"%[1]s/keys"}`, false},
	} {
		before := elsewhere.Asked.Load()
		var door *httptest.Server
		door = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if c.redirect {
				http.Redirect(w, r, elsewhere.Issuer+r.URL.Path, http.StatusFound)
				return
			}
			fmt.Fprintf(w, c.description, door.URL, elsewhere.Issuer)
		}))
		client := newClient(t, oidc.Config{Issuer: door.URL, ClientID: oidctest.ClientID, Secret: oidctest.Secret, Redirect: back})
		now := time.Now()
		address, cookie, err := client.Begin(t.Context(), oidc.Ask{}, now)
		if err == nil {
			at, _ := url.Parse(address)
			_, err = client.End(t.Context(), cookie, url.Values{"state": {at.Query().Get("state")}, "code": {"x"}}, now)
		}
		if !errors.Is(err, oidc.ErrAway) || elsewhere.Asked.Load() != before {
			t.Errorf("%s: %v, and elsewhere was asked %d times", name, err, elsewhere.Asked.Load()-before)
		}
		door.Close()
	}
}

func TestAConfigurationThatIsNotSafeIsRefused(t *testing.T) {
	good := oidc.Config{Issuer: "https://login.example.com/realm", ClientID: "c", Secret: "s", Redirect: "https://taupier.example.com/sign-in/single/back"}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*oidc.Config){
		"plain http":       func(c *oidc.Config) { c.Issuer = "http://login.example.com" },
		"no host":          func(c *oidc.Config) { c.Issuer = "login.example.com" },
		"a secret in it":   func(c *oidc.Config) { c.Issuer = "https://u:p@login.example.com" },
		"no client":        func(c *oidc.Config) { c.ClientID = "" },
		"no secret":        func(c *oidc.Config) { c.Secret = "" },
		"back without TLS": func(c *oidc.Config) { c.Redirect = "http://taupier.example.com/sign-in/single/back" },
		"no way back":      func(c *oidc.Config) { c.Redirect = "/sign-in/single/back" },
	} {
		c := good
		change(&c)
		if c.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
