// Package oidctest runs a real OpenID provider (zitadel/oidc) on this machine, for tests, and can have it lie about its tokens.
package oidctest

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// The client that the provider knows.
const (
	ClientID = "taupier"
	Secret   = "a secret of the tests"
)

// Provider is a provider with one person at its keyboard.
type Provider struct {
	Issuer string
	Key    *rsa.PrivateKey
	Asked  atomic.Int64 // requests of all kinds

	mu   sync.Mutex
	who  Person
	lie  func(claims map[string]any) string
	reqs map[string]*request
	code map[string]string
	at   *op.Provider
	back []string
}

// Person is whoever signs in at the provider.
type Person struct {
	Subject string
	At      time.Time // when he was asked; zero: now
	ACR     string
	AMR     []string
	Denies  bool
}

// New runs a provider that sends people back to an address.
func New(t testing.TB, back ...string) *Provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{Key: key, reqs: map[string]*request{}, code: map[string]string{}, back: back}
	server := httptest.NewUnstartedServer(http.HandlerFunc(p.serve))
	p.Issuer = "http://" + server.Listener.Addr().String()
	config := &op.Config{CodeMethodS256: true, AuthMethodPost: true}
	if _, err := io.ReadFull(rand.Reader, config.CryptoKey[:]); err != nil {
		t.Fatal(err)
	}
	if p.at, err = op.NewProvider(config, storage{p}, op.StaticIssuer(p.Issuer), op.WithAllowInsecure()); err != nil {
		t.Fatal(err)
	}
	server.Start()
	t.Cleanup(server.Close)
	return p
}

// Sits has a person sit down at the provider's keyboard.
func (p *Provider) Sits(who Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.who = who
}

// Lie has the provider give another token in the place of its own, whose claims it is shown; nil: the truth.
func (p *Provider) Lie(lie func(claims map[string]any) string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lie = lie
}

// AddBack has the provider send people to one more address.
func (p *Provider) AddBack(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.back = append(p.back, address)
}

// Sign signs claims as the provider does.
func (p *Provider) Sign(t testing.TB, claims map[string]any) string {
	t.Helper()
	return Sign(t, jose.RS256, jose.JSONWebKey{Key: p.Key, KeyID: keyID}, claims)
}

// Sign signs claims with a key.
func Sign(t testing.TB, how jose.SignatureAlgorithm, key any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: how, Key: key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

const keyID = "k1"

func (p *Provider) serve(w http.ResponseWriter, r *http.Request) {
	p.Asked.Add(1)
	if r.URL.Path == "/login" {
		p.login(w, r)
		return
	}
	p.mu.Lock()
	lie := p.lie
	p.mu.Unlock()
	if r.URL.Path != "/oauth/token" || lie == nil {
		p.at.ServeHTTP(w, r)
		return
	}
	rec := httptest.NewRecorder()
	p.at.ServeHTTP(rec, r)
	var answer map[string]any
	if err := json.Unmarshal(rec.Body.Bytes(), &answer); err == nil && answer["id_token"] != nil {
		jws, err := jose.ParseSigned(answer["id_token"].(string), []jose.SignatureAlgorithm{jose.RS256})
		claims := map[string]any{}
		if err == nil {
			d := json.NewDecoder(bytes.NewReader(jws.UnsafePayloadWithoutVerification()))
			d.UseNumber()
			err = d.Decode(&claims)
		}
		if err == nil {
			answer["id_token"] = lie(claims)
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(answer)
			return
		}
	}
	w.WriteHeader(rec.Code)
	_, _ = rec.Body.WriteTo(w)
}

// login is what happens at the provider's own page.
func (p *Provider) login(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	q := p.reqs[r.FormValue("id")]
	who := p.who
	p.mu.Unlock()
	if q == nil {
		http.Error(w, "no such request", http.StatusNotFound)
		return
	}
	if who.Denies {
		http.Redirect(w, r, q.RedirectURI+"?error=access_denied&state="+q.State, http.StatusFound)
		return
	}
	if who.At.IsZero() {
		who.At = time.Now()
	}
	p.mu.Lock()
	q.who = &who
	p.mu.Unlock()
	http.Redirect(w, r, op.AuthCallbackURL(p.at)(op.ContextWithIssuer(r.Context(), p.Issuer), q.id), http.StatusFound)
}

// request is what the provider was asked.
type request struct {
	*oidc.AuthRequest
	id  string
	who *Person
}

func (q *request) GetID() string                      { return q.id }
func (q *request) GetACR() string                     { return q.who.ACR }
func (q *request) GetAMR() []string                   { return q.who.AMR }
func (q *request) GetAudience() []string              { return []string{q.ClientID} }
func (q *request) GetAuthTime() time.Time             { return q.who.At }
func (q *request) GetClientID() string                { return q.ClientID }
func (q *request) GetNonce() string                   { return q.Nonce }
func (q *request) GetRedirectURI() string             { return q.RedirectURI }
func (q *request) GetResponseType() oidc.ResponseType { return q.ResponseType }
func (q *request) GetResponseMode() oidc.ResponseMode { return q.ResponseMode }
func (q *request) GetScopes() []string                { return q.Scopes }
func (q *request) GetState() string                   { return q.State }
func (q *request) GetSubject() string                 { return q.who.Subject }
func (q *request) Done() bool                         { return q.who != nil }
func (q *request) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: q.CodeChallenge, Method: q.CodeChallengeMethod}
}

// key is the provider's, to sign and to verify.
type key struct {
	key any
}

func (k key) ID() string                                  { return keyID }
func (k key) Key() any                                    { return k.key }
func (k key) Use() string                                 { return "sig" }
func (k key) Algorithm() jose.SignatureAlgorithm          { return jose.RS256 }
func (k key) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }

// client is what the provider knows of us.
type client struct{ back []string }

func (client) GetID() string                       { return ClientID }
func (c client) RedirectURIs() []string            { return c.back }
func (client) PostLogoutRedirectURIs() []string    { return nil }
func (client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodBasic }
func (client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (client) GrantTypes() []oidc.GrantType                                 { return []oidc.GrantType{oidc.GrantTypeCode} }
func (client) LoginURL(id string) string                                    { return "/login?id=" + id }
func (client) AccessTokenType() op.AccessTokenType                          { return op.AccessTokenTypeBearer }
func (client) IDTokenLifetime() time.Duration                               { return 5 * time.Minute }
func (client) DevMode() bool                                                { return true } // it sends people back to plain HTTP on this machine
func (client) RestrictAdditionalIdTokenScopes() func([]string) []string     { return nothing }
func (client) RestrictAdditionalAccessTokenScopes() func([]string) []string { return nothing }
func (client) IsScopeAllowed(string) bool                                   { return false }
func (client) IDTokenUserinfoClaimsAssertion() bool                         { return false }
func (client) ClockSkew() time.Duration                                     { return 0 }

func nothing([]string) []string { return nil }

// storage keeps what the provider needs, in memory. What the flow of a code never comes to is refused.
type storage struct{ p *Provider }

var errNone = errors.New("none")

func (s storage) CreateAuthRequest(_ context.Context, a *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	q := &request{AuthRequest: a, id: rand.Text()}
	s.p.reqs[q.id] = q
	return q, nil
}

func (s storage) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	if q, ok := s.p.reqs[id]; ok {
		return q, nil
	}
	return nil, errNone
}

func (s storage) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	s.p.mu.Lock()
	id := s.p.code[code]
	s.p.mu.Unlock()
	return s.AuthRequestByID(ctx, id)
}

func (s storage) SaveAuthCode(_ context.Context, id, code string) error {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.code[code] = id
	return nil
}

func (s storage) DeleteAuthRequest(_ context.Context, id string) error {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	delete(s.p.reqs, id)
	return nil
}

func (s storage) CreateAccessToken(context.Context, op.TokenRequest) (string, time.Time, error) {
	return rand.Text(), time.Now().Add(time.Minute), nil
}

func (s storage) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	if id != ClientID {
		return nil, errNone
	}
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	return client{append([]string{}, s.p.back...)}, nil
}

func (s storage) AuthorizeClientIDSecret(_ context.Context, id, secret string) error {
	if id != ClientID || strings.TrimSpace(secret) != Secret {
		return errNone
	}
	return nil
}

func (s storage) SigningKey(context.Context) (op.SigningKey, error) { return key{s.p.Key}, nil }
func (s storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}
func (s storage) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{key{&s.p.Key.PublicKey}}, nil
}
func (s storage) Health(context.Context) error { return nil }

func (s storage) CreateAccessAndRefreshTokens(context.Context, op.TokenRequest, string) (string, string, time.Time, error) {
	return "", "", time.Time{}, errNone
}
func (s storage) TokenRequestByRefreshToken(context.Context, string) (op.RefreshTokenRequest, error) {
	return nil, errNone
}
func (s storage) TerminateSession(context.Context, string, string) error { return nil }
func (s storage) RevokeToken(context.Context, string, string, string) *oidc.Error {
	return oidc.ErrInvalidRequest()
}
func (s storage) GetRefreshTokenInfo(context.Context, string, string) (string, string, error) {
	return "", "", op.ErrInvalidRefreshToken
}
func (s storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}
func (s storage) SetUserinfoFromToken(context.Context, *oidc.UserInfo, string, string, string) error {
	return errNone
}
func (s storage) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errNone
}
func (s storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}
func (s storage) GetKeyByIDAndClientID(context.Context, string, string) (*jose.JSONWebKey, error) {
	return nil, errNone
}
func (s storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errNone
}
