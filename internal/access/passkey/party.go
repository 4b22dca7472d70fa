// Package passkey asks a browser for a passkey and checks what it answers (Web Authentication, level 3). Both sign-in and proof ask
// the device to verify its user: a passkey alone is two factors. Nothing is kept here.
package passkey

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/taupier-eu/taupier/internal/access"
)

// ErrNoName says that passkeys cannot work under an address: they are bound to a name.
var ErrNoName = errors.New("passkeys need an address with a name, such as https://taupier.example.com")

// Party is this server as passkeys know it.
type Party struct {
	Origin string // such as https://taupier.example.com; answers from any other are refused
	Site   string // its name, which passkeys are bound to
	w      *webauthn.WebAuthn
}

// New makes the party of a server that people reach at an address.
func New(address string) (*Party, error) {
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return nil, ErrNoName
	}
	p := &Party{Origin: at.Scheme + "://" + at.Host, Site: at.Hostname()}
	if _, err := netip.ParseAddr(strings.Trim(p.Site, "[]")); err == nil {
		return nil, ErrNoName
	}
	life := webauthn.TimeoutConfig{Timeout: access.CeremonyLife}
	p.w, err = webauthn.New(&webauthn.Config{
		RPID: p.Site, RPDisplayName: "Taupier", RPOrigins: []string{p.Origin},
		AttestationPreference:  protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{RequireResidentKey: protocol.ResidentKeyRequired(), ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired},
		Timeouts:               webauthn.TimeoutsConfig{Login: life, Registration: life},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys under %s: %w", p.Origin, err)
	}
	return p, nil
}

// Owner is somebody with his passkeys. His device keeps ID and Name beside a new one.
type Owner struct {
	ID, Name string
	Keys     []access.Passkey
}

// Ceremony is what was asked for. It is kept where the browser cannot reach it, and used once.
type Ceremony struct{ session webauthn.SessionData }

// person is an owner as the library sees him: with the passkeys that are bound to this server's name.
type person struct {
	Owner
	credentials []webauthn.Credential
}

func (p person) WebAuthnID() []byte                         { return []byte(p.ID) }
func (p person) WebAuthnName() string                       { return p.Name }
func (p person) WebAuthnDisplayName() string                { return p.Name }
func (p person) WebAuthnCredentials() []webauthn.Credential { return p.credentials }

func (p *Party) person(o Owner) (person, error) {
	out := person{Owner: o}
	for _, k := range p.Usable(o.Keys) {
		var c webauthn.Credential
		if err := json.Unmarshal([]byte(k.Doc), &c); err != nil {
			return out, fmt.Errorf("passkey %s is damaged: %w", k.ID, err)
		}
		c.Authenticator.SignCount = k.Count
		out.credentials = append(out.credentials, c)
	}
	return out, nil
}

// Usable are the passkeys that are bound to this server's name.
func (p *Party) Usable(keys []access.Passkey) []access.Passkey {
	var out []access.Passkey
	for _, k := range keys {
		if k.Site == p.Site {
			out = append(out, k)
		}
	}
	return out
}
