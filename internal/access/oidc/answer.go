package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// What may come of it besides an answer.
var (
	ErrAway      = errors.New("the provider does not answer")
	ErrAgain     = errors.New("this way to the provider is over, was gone already, or began in another browser")
	ErrRefused   = errors.New("the provider signed nobody in")
	ErrUntrusted = errors.New("what the provider sent does not hold")
	ErrStale     = errors.New("the provider did not ask anew")
	ErrWeak      = errors.New("the provider did not ask in the way that server.yaml requires")
)

// Answer is whom the provider names, to whoever asked.
type Answer struct {
	Ask
	Issuer, Subject string
}

// claims are those that go-oidc does not look at.
type claims struct {
	Nonce    string      `json:"nonce"`
	Party    string      `json:"azp"`
	ACR      string      `json:"acr"`
	AMR      []string    `json:"amr"`
	AuthTime json.Number `json:"auth_time"`
}

// End takes what the provider sent the browser back with. With an error, who asked is known unless it is ErrAgain.
func (c *Client) End(ctx context.Context, cookie string, query url.Values, now time.Time) (Answer, error) {
	f, err := c.openFlow(cookie, query.Get("state"), now)
	if err != nil {
		return Answer{}, err
	}
	if iss := query.Get("iss"); iss != "" && iss != c.config.Issuer { // RFC 9207
		return Answer{Ask: f.Ask}, fmt.Errorf("%w: the answer is of another issuer", ErrUntrusted)
	}
	if query.Has("error") || query.Get("code") == "" {
		return Answer{Ask: f.Ask}, ErrRefused
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	p, err := c.discover(ctx, now)
	if err != nil {
		return Answer{Ask: f.Ask}, err
	}
	raw, err := c.exchange(ctx, p, query.Get("code"), f.Verifier)
	if err != nil {
		return Answer{Ask: f.Ask}, err
	}
	id, err := p.Verifier(&oidc.Config{ClientID: c.config.ClientID, Now: func() time.Time { return now }}).Verify(ctx, raw)
	if err != nil {
		return Answer{Ask: f.Ask}, fmt.Errorf("%w: %.200s", ErrUntrusted, err.Error())
	}
	if err := c.holds(id, f, now); err != nil {
		return Answer{Ask: f.Ask}, err
	}
	return Answer{Ask: f.Ask, Issuer: id.Issuer, Subject: id.Subject}, nil
}

// exchange gives the code away for the token that says who it is. What the provider says of a failure may name somebody, so only
// its code is kept.
func (c *Client) exchange(ctx context.Context, p *oidc.Provider, code, verifier string) (string, error) {
	o := c.oauth(p)
	token, err := o.Exchange(oidc.ClientContext(ctx, c.http), code, oauth2.VerifierOption(verifier))
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode >= 500:
		return "", fmt.Errorf("%w: status %d", ErrAway, refused.Response.StatusCode)
	case errors.As(err, &refused):
		return "", fmt.Errorf("%w: it refused the code: %.40q", ErrUntrusted, refused.ErrorCode)
	case err != nil:
		return "", fmt.Errorf("%w: %w", ErrAway, err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", fmt.Errorf("%w: no id_token", ErrUntrusted)
	}
	return raw, nil
}

// skew is how far the provider's clock may be from ours.
const skew = time.Minute

// holds looks at the rest of an answer (OpenID Connect Core, 3.1.3.7).
func (c *Client) holds(id *oidc.IDToken, f flow, now time.Time) error {
	var k claims
	if err := id.Claims(&k); err != nil {
		return fmt.Errorf("%w: claims: %w", ErrUntrusted, err)
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(k.Nonce), []byte(f.Nonce)) != 1:
		return fmt.Errorf("%w: the nonce is another one's", ErrUntrusted)
	case k.Party != "" && k.Party != c.config.ClientID || k.Party == "" && len(id.Audience) > 1:
		return fmt.Errorf("%w: it was made for another client", ErrUntrusted)
	case id.Subject == "" || len(id.Subject) > 255:
		return fmt.Errorf("%w: it names nobody", ErrUntrusted)
	case id.IssuedAt.After(now.Add(skew)):
		return fmt.Errorf("%w: it was made in the future: look at both clocks", ErrUntrusted)
	case len(c.config.ACR) > 0 && !slices.Contains(c.config.ACR, k.ACR):
		return fmt.Errorf("%w: acr %.40q", ErrWeak, k.ACR)
	}
	for _, way := range c.config.AMR {
		if !slices.Contains(k.AMR, way) {
			return fmt.Errorf("%w: no %q in amr", ErrWeak, way)
		}
	}
	if f.Kind == SignIn {
		return nil
	}
	seconds, err := k.AuthTime.Float64()
	if err != nil {
		return fmt.Errorf("%w: it does not say when (auth_time)", ErrStale)
	}
	at := time.Unix(int64(seconds), 0)
	if at.Before(f.Begun.Add(-skew)) || at.After(now.Add(skew)) {
		return fmt.Errorf("%w: auth_time is not between the question and the answer", ErrStale)
	}
	return nil
}
