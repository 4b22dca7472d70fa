// Package oidc lets a company's own provider say who somebody is: OpenID Connect, the authorization code flow with PKCE. It asks for
// nothing but who it is (scope openid): no name, no address, no group. What that person may here is none of the provider's business.
package oidc

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Config is what a company says of its provider.
type Config struct {
	Issuer   string
	Hosts    []string // that are asked besides the issuer's own
	ClientID string
	Secret   string
	Name     string // as people know it
	Redirect string // address to which the provider sends people back
	ACR      []string
	AMR      []string
}

// Check reports what is wrong with a configuration.
func (c Config) Check() error {
	at, err := url.Parse(c.Issuer)
	switch {
	case err != nil || at.Host == "" || at.RawQuery != "" || at.Fragment != "" || at.User != nil:
		return fmt.Errorf("issuer %q: want an address such as https://login.example.com", c.Issuer)
	case at.Scheme != "https" && !(at.Scheme == "http" && loopback(at.Hostname())):
		return fmt.Errorf("issuer %q: want https", c.Issuer)
	case c.ClientID == "" || c.Secret == "":
		return errors.New("give client_id and client_secret_file")
	}
	back, err := url.Parse(c.Redirect)
	if err != nil || back.Scheme != "https" && !(back.Scheme == "http" && loopback(back.Hostname())) {
		return fmt.Errorf("the address to come back to is %q: it begins with url, which must be https", c.Redirect)
	}
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Client asks one provider.
type Client struct {
	config Config
	random io.Reader
	seal   cipher.AEAD
	http   *http.Client
	used   usedStates

	mu       sync.Mutex
	provider *oidc.Provider // nil until it was asked for
	failed   time.Time
}

// New makes a client. The provider is not asked before somebody wants to sign in: when it is away, everything else works.
func New(c Config, random io.Reader) (*Client, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	seal, err := newSeal(random)
	if err != nil {
		return nil, err
	}
	issuer, err := url.Parse(c.Issuer)
	if err != nil {
		return nil, err
	}
	only := onlyHosts{scheme: issuer.Scheme, hosts: append([]string{issuer.Host}, c.Hosts...), next: &http.Transport{
		DialContext: (&net.Dialer{Timeout: patience / 2}).DialContext, TLSHandshakeTimeout: patience / 2, ResponseHeaderTimeout: patience, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}}
	return &Client{config: c, random: random, seal: seal, http: &http.Client{Transport: only, Timeout: patience, CheckRedirect: noRedirect}}, nil
}

// Name is the provider's name as people know it.
func (c *Client) Name() string { return c.config.Name }

// Issuer is the provider's own name for itself.
func (c *Client) Issuer() string { return c.config.Issuer }

// discover asks the provider where it does what, once. After a failure it is left alone for a while.
func (c *Client) discover(ctx context.Context, now time.Time) (*oidc.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.provider != nil {
		return c.provider, nil
	}
	if now.Before(c.failed.Add(pause)) && !now.Before(c.failed) {
		return nil, fmt.Errorf("%w: it did not answer a moment ago", ErrAway)
	}
	p, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), c.http), c.config.Issuer) // the answer is for everybody; the client has a time of its own
	if err == nil {
		err = c.mayLeadTo(p.Endpoint().AuthURL)
	}
	if err != nil {
		c.failed = now
		return nil, fmt.Errorf("%w: %.200s", ErrAway, err.Error()) // a whole page may be in it
	}
	c.provider = p
	return p, nil
}

// mayLeadTo refuses to send people anywhere but to the provider.
func (c *Client) mayLeadTo(address string) error {
	at, err := url.Parse(address)
	issuer, err2 := url.Parse(c.config.Issuer)
	if err = errors.Join(err, err2); err != nil {
		return err
	}
	if at.Scheme != issuer.Scheme || at.Host != issuer.Host && !slices.Contains(c.config.Hosts, at.Host) {
		return fmt.Errorf("it would send people to %s, which server.yaml does not name", at.Host)
	}
	return nil
}

// oauth is how the provider is spoken to: with the secret in the header (what holds unless it says otherwise), or in the body where it
// takes it there only. Trying both would send each code twice.
func (c *Client) oauth(p *oidc.Provider) oauth2.Config {
	at := p.Endpoint()
	at.AuthStyle = oauth2.AuthStyleInHeader
	var says struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if p.Claims(&says) == nil && len(says.Methods) > 0 && !slices.Contains(says.Methods, "client_secret_basic") {
		at.AuthStyle = oauth2.AuthStyleInParams
	}
	return oauth2.Config{ClientID: c.config.ClientID, ClientSecret: c.config.Secret, Endpoint: at, RedirectURL: c.config.Redirect, Scopes: []string{oidc.ScopeOpenID}}
}

// Begin gives the address at the provider to which somebody is sent, and what his browser keeps meanwhile.
func (c *Client) Begin(ctx context.Context, ask Ask, now time.Time) (address, cookie string, err error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	p, err := c.discover(ctx, now)
	if err != nil {
		return "", "", err
	}
	f, cookie, err := c.newFlow(ask, now)
	if err != nil {
		return "", "", err
	}
	o := c.oauth(p)
	options := []oauth2.AuthCodeOption{oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)}
	if ask.Kind != SignIn {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	if len(c.config.ACR) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(c.config.ACR, " ")))
	}
	return o.AuthCodeURL(f.State, options...), cookie, nil
}
