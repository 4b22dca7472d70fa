package web

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey"
	"github.com/taupier-eu/taupier/internal/core"
)

// Keyring keeps passkeys.
type Keyring interface {
	Passkeys(ctx context.Context, user string) (name string, keys []access.Passkey, err error)
	AddPasskey(ctx context.Context, k access.Passkey, now time.Time) error
	RenamePasskey(ctx context.Context, user, id, name string, now time.Time) error
	RemovePasskey(ctx context.Context, user, id, keep, site string, now time.Time) error // keep is a hash
	SignInByPasskey(ctx context.Context, use access.KeyUse, session string, now time.Time) error
	ProveByPasskey(ctx context.Context, use access.KeyUse, old, fresh string, now time.Time) error // hashes
	PasskeyRefused(ctx context.Context, f access.Refusal, now time.Time) error
	Means(ctx context.Context, user string) (access.Means, error)
}

// What a ceremony is for. Each stands with the hash that it is bound to.
const (
	toSignIn = "sign in "
	toProve  = "prove "
	toEnrol  = "enrol "
)

var errPasskeyRefused = fmt.Errorf("%w: passkey_refused", core.ErrInvalid)

//go:embed passkey.js
var passkeyScript []byte

// Script is where the script for passkeys is.
func (b base) Script() string { return scriptPath }

// keyForm asks for a passkey, or says where that works.
type keyForm struct {
	base
	Here   bool   // under the name that passkeys are bound to
	There  string // the address of this page under that name; "": passkeys cannot work
	Action string
	Button string // word
	Back   string
	Named  bool // a new passkey, which gets a name
}

// keyForm makes the form of a page and lets the page have the script.
func (s *site) keyForm(r *request, b *base, action, button, back string) keyForm {
	f := keyForm{Action: action, Button: button, Back: back}
	if s.Passkeys != nil {
		_, host, _ := strings.Cut(s.Passkeys.Origin, "://")
		f.Here, f.There = r.Host == host, s.Passkeys.Origin+b.Path
		b.Scripted = b.Scripted || f.Here
	}
	f.base = *b
	return f
}

// passkeySite is the name that passkeys are bound to; "" when they cannot work.
func (s *site) passkeySite() string {
	if s.Passkeys == nil {
		return ""
	}
	return s.Passkeys.Site
}

// owner reads who somebody is, with his passkeys.
func (s *site) owner(r *request) func(user string) (passkey.Owner, error) {
	return func(user string) (passkey.Owner, error) {
		name, keys, err := s.Keys.Passkeys(r.Context(), user)
		return passkey.Owner{ID: user, Name: name, Keys: keys}, err
	}
}

// ask keeps a ceremony and sends its options to the script, under what the script does with them.
func (s *site) ask(r *request, at, do string, options []byte, c passkey.Ceremony) error {
	s.ceremonies.put(at, r.from(), c, r.now.Add(access.CeremonyLife), r.now)
	body, err := json.Marshal(map[string]json.RawMessage{do: options})
	if err != nil {
		return err
	}
	r.w.Header().Set("Content-Type", "application/json")
	_, _ = r.w.Write(body)
	return nil
}

// checkKey checks what a browser answered to what it was asked. When ok is false it was refused, and that is written down.
func (s *site) checkKey(r *request, at string) (use access.KeyUse, ok bool, err error) {
	f := access.Refusal{User: r.actor.User, Why: access.NoCeremony, From: r.from()}
	if c, asked := s.ceremonies.take(at, r.now); asked {
		use, err = s.Passkeys.Check(c, []byte(r.FormValue("answer")), s.owner(r))
		switch {
		case err == nil && !use.Cloned:
			return use, true, nil
		case err == nil:
			f = access.Refusal{User: use.Key.User, Key: use.Key.ID, Why: access.ClonedKey, From: f.From}
		case errors.Is(err, core.ErrInvalid), errors.Is(err, core.ErrNotFound):
			f.Why = access.WrongKey
			if use.Key.User != "" {
				f.User = use.Key.User
			}
		default:
			return use, false, err
		}
	}
	return use, false, s.Keys.PasskeyRefused(r.Context(), f, r.now)
}

// from is the network address that a request comes from.
func (r *request) from() string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return r.RemoteAddr
}

// ceremonyCookie binds a ceremony to a browser that is not signed in.
func (s *site) ceremonyCookie() string { return strings.Replace(s.cookie, "session", "ceremony", 1) }

// browser gives the hash of a browser's ceremony cookie; "" when there is none.
func (s *site) browser(r *request) string {
	c, err := r.Cookie(s.ceremonyCookie())
	if err != nil {
		return ""
	}
	return access.Hash(c.Value)
}

func (s *site) setBrowser(r *request) (hash string, err error) {
	token, hash, err := access.NewToken(s.Random)
	if err != nil {
		return "", err
	}
	http.SetCookie(r.w, &http.Cookie{Name: s.ceremonyCookie(), Value: token, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode, MaxAge: int(access.CeremonyLife.Seconds())})
	return hash, nil
}
