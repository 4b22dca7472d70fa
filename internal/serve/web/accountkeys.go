package web

import (
	"errors"
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey"
	"github.com/taupier-eu/taupier/internal/core"
)

var accountKeyRoutes = []Route{
	{"POST /account/passkeys/begin", access.SignedIn, (*site).askEnrolment},
	{"POST /account/passkeys", access.SignedIn, (*site).enrol},
	{"POST /account/passkeys/{id}/{act}", access.SignedIn, (*site).changePasskey},
}

// accountKeys is what somebody can sign in with.
type accountKeys struct {
	Passkeys []keyRow
	Means    access.Means
	Proved   bool // a short while ago
	Add      keyForm
}

type keyRow struct {
	access.Passkey
	Elsewhere bool // it is bound to another name of this server
}

func (s *site) accountKeys(r *request, b *base) (accountKeys, error) {
	v := accountKeys{Proved: access.Recent(r.actor, r.now) == nil}
	_, keys, err := s.Keys.Passkeys(r.Context(), r.actor.User)
	if err != nil {
		return v, err
	}
	for _, k := range keys {
		v.Passkeys = append(v.Passkeys, keyRow{k, s.Passkeys != nil && k.Site != s.Passkeys.Site})
	}
	v.Add = s.keyForm(r, b, "/account/passkeys", "passkey_add", "")
	v.Add.Named = true
	v.Means, err = s.Keys.Means(r.Context(), r.actor.User)
	return v, err
}

// askEnrolment asks for a new passkey, behind a proof. The script leads there when it is missing.
func (s *site) askEnrolment(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	if err := access.Recent(r.actor, r.now); err != nil {
		refuse(r.w, http.StatusForbidden, "refused_proof")
		return nil //nolint:nilerr // it is the answer
	}
	o, err := s.owner(r)(r.actor.User)
	if err != nil {
		return err
	}
	options, c, err := s.Passkeys.Enrol(o)
	if err != nil {
		return err
	}
	return s.ask(r, toEnrol+r.hash, "create", options, c)
}

// enrol keeps a new passkey of whoever is signed in.
func (s *site) enrol(r *request) error {
	if s.Passkeys == nil {
		return core.ErrNotFound
	}
	name, err := access.KeyName(r.FormValue("name"))
	if err == nil {
		err = s.keepPasskey(r, name)
	}
	if status, word := refusal(err); word != "" {
		return s.accountPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account#passkeys")
}

func (s *site) keepPasskey(r *request, name string) error {
	f := access.Refusal{User: r.actor.User, Why: access.NoCeremony, From: r.from()}
	if c, asked := s.ceremonies.take(toEnrol+r.hash, r.now); asked {
		k, err := s.Passkeys.Enrolled(passkey.Owner{ID: r.actor.User}, c, []byte(r.FormValue("answer")))
		if err == nil {
			k.Name = name
			return s.Keys.AddPasskey(r.Context(), k, r.now)
		}
		if !errors.Is(err, core.ErrInvalid) {
			return err
		}
		f.Why = access.WrongKey
	}
	if err := s.Keys.PasskeyRefused(r.Context(), f, r.now); err != nil {
		return err
	}
	return errPasskeyRefused
}

// changePasskey names or removes one of one's own passkeys; removing needs a proof.
func (s *site) changePasskey(r *request) error {
	var err error
	switch r.PathValue("act") {
	case "name":
		var name string
		if name, err = access.KeyName(r.FormValue("name")); err == nil {
			err = s.Keys.RenamePasskey(r.Context(), r.actor.User, r.PathValue("id"), name, r.now)
		}
	case "remove":
		if err = access.Recent(r.actor, r.now); err == nil {
			err = s.Keys.RemovePasskey(r.Context(), r.actor.User, r.PathValue("id"), r.hash, s.passkeySite(), r.now)
		}
	default:
		return core.ErrNotFound
	}
	if status, word := refusal(err); word != "" {
		return s.accountPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/account#passkeys")
}
