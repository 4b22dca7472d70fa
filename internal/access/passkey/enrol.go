package passkey

import (
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Enrol asks for a new passkey of somebody, on a device that has none of his yet. The options are for navigator.credentials.create.
func (p *Party) Enrol(o Owner) (options []byte, c Ceremony, err error) {
	who, err := p.person(o)
	if err != nil {
		return nil, c, err
	}
	creation, session, err := p.w.BeginRegistration(who, webauthn.WithExclusions(webauthn.Credentials(who.credentials).CredentialDescriptors()))
	if err != nil {
		return nil, c, fmt.Errorf("ask for a new passkey: %w", err)
	}
	options, err = json.Marshal(creation.Response)
	return options, Ceremony{*session}, err
}

// Enrolled checks the answer and gives the new passkey, without name and times. What does not hold is core.ErrInvalid.
func (p *Party) Enrolled(o Owner, c Ceremony, answer []byte) (access.Passkey, error) {
	k := access.Passkey{User: o.ID, Site: p.Site}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return k, refused(err)
	}
	made, err := p.w.CreateCredential(person{Owner: o}, c.session, parsed)
	if err != nil {
		return k, refused(err)
	}
	doc, err := json.Marshal(made)
	k.ID, k.Doc, k.Count = keyID(made.ID), string(doc), made.Authenticator.SignCount
	return k, err
}

// keyID names a passkey by its device's id for it, which may be a thousand bytes long.
func keyID(raw []byte) string { return access.Hash(string(raw)) }

func refused(err error) error {
	return fmt.Errorf("%w: the passkey's answer: %w", core.ErrInvalid, err)
}
