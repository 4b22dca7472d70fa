package passkey

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Ask asks for a passkey of anybody: the device says whose it is. The options are for navigator.credentials.get.
func (p *Party) Ask() (options []byte, c Ceremony, err error) {
	return asked(p.w.BeginDiscoverableLogin())
}

// AskOwner asks for a passkey of one person. core.ErrNotFound: he has none that works here.
func (p *Party) AskOwner(o Owner) (options []byte, c Ceremony, err error) {
	who, err := p.person(o)
	if err != nil {
		return nil, c, err
	}
	if len(who.credentials) == 0 {
		return nil, c, core.ErrNotFound
	}
	return asked(p.w.BeginLogin(who))
}

func asked(assertion *protocol.CredentialAssertion, session *webauthn.SessionData, err error) ([]byte, Ceremony, error) {
	if err != nil {
		return nil, Ceremony{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	options, err := json.Marshal(assertion.Response)
	return options, Ceremony{*session}, err
}

// Check checks the answer to Ask or AskOwner against the passkeys of whom it names; owner reads them. What does not hold is
// core.ErrInvalid, and use.Key.User then who it named, if that is known. An answer that holds and was counted no further has
// Cloned set, and must not be taken.
func (p *Party) Check(c Ceremony, answer []byte, owner func(user string) (Owner, error)) (use access.KeyUse, err error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return use, refused(err)
	}
	user := string(c.session.UserID)
	if user == "" {
		user = string(parsed.Response.UserHandle)
	}
	if user == "" || strings.ContainsFunc(user, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return use, fmt.Errorf("%w: the passkey names nobody", core.ErrInvalid)
	}
	o, err := owner(user)
	if err != nil {
		return use, err
	}
	use.Key.User = o.ID
	who, err := p.person(o)
	if err != nil {
		return use, err
	}
	found, err := p.validate(who, c, parsed)
	if err != nil {
		return use, refused(err)
	}
	for _, k := range p.Usable(o.Keys) {
		if k.ID == keyID(found.ID) {
			use.Key = k
		}
	}
	use.Count, use.Cloned = found.Authenticator.SignCount, found.Authenticator.CloneWarning
	return use, nil
}

func (p *Party) validate(who person, c Ceremony, parsed *protocol.ParsedCredentialAssertionData) (*webauthn.Credential, error) {
	if len(c.session.UserID) > 0 {
		return p.w.ValidateLogin(who, c.session, parsed)
	}
	_, found, err := p.w.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) { return who, nil }, c.session, parsed)
	return found, err
}
