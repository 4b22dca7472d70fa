package oidc

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// Kind is what somebody wants of the provider's answer.
type Kind string

// The kinds. Prove and Link ask the provider to look anew at who it is.
const (
	SignIn Kind = "sign-in"
	Prove  Kind = "prove"
	Link   Kind = "link"
)

// Ask is what somebody wants, and who he is here so far.
type Ask struct {
	Kind    Kind
	User    string // who is signed in already; "" for nobody
	Session string // hash
	Back    string // page to go to then
}

// Life is how long somebody may take at the provider.
const Life = 10 * time.Minute

// flow is one way to the provider and back. The browser holds it, sealed: nobody who asks for many makes somebody else's disappear.
type flow struct {
	Ask
	State, Nonce, Verifier string
	Begun                  time.Time
}

const maxCookie = 3 << 10

// newSeal makes the key of one run of the server.
func newSeal(random io.Reader) (cipher.AEAD, error) {
	key := make([]byte, 32)
	if _, err := io.ReadFull(random, key); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (c *Client) newFlow(ask Ask, now time.Time) (flow, string, error) {
	if len(ask.Back) > 1000 {
		ask.Back = "/"
	}
	f := flow{Ask: ask, Begun: now}
	for _, secret := range []*string{&f.State, &f.Nonce, &f.Verifier} {
		var err error
		if *secret, _, err = access.NewToken(c.random); err != nil {
			return f, "", err
		}
	}
	plain, err := json.Marshal(f)
	if err != nil {
		return f, "", err
	}
	return f, base64.RawURLEncoding.EncodeToString(c.seal.Seal(nil, nil, plain, nil)), nil
}

// openFlow opens what a browser kept, when the state belongs to it, in time and for the first time. Everything else is ErrAgain.
func (c *Client) openFlow(cookie, state string, now time.Time) (flow, error) {
	var f flow
	if len(cookie) > maxCookie {
		return f, ErrAgain
	}
	sealed, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return f, ErrAgain
	}
	plain, err := c.seal.Open(nil, nil, sealed, nil)
	if err != nil {
		return f, ErrAgain
	}
	if err := json.Unmarshal(plain, &f); err != nil {
		return f, fmt.Errorf("read one's own cookie: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(f.State), []byte(state)) != 1 || now.Before(f.Begun) || !now.Before(f.Begun.Add(Life)) || !c.used.take(f.State, now) {
		return f, ErrAgain
	}
	return f, nil
}

// usedStates remembers which ways were gone, as long as they could be gone again.
type usedStates struct {
	mu  sync.Mutex
	all map[string]time.Time // by state: when it was taken
}

const usedMost = 100_000

// take reports whether a state is taken for the first time. Above a bound, those out of time and then any are forgotten: the provider takes a code once, too.
func (u *usedStates) take(state string, now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, gone := u.all[state]; gone {
		return false
	}
	if u.all == nil {
		u.all = map[string]time.Time{}
	}
	if len(u.all) >= usedMost {
		for s, at := range u.all {
			if !now.Before(at.Add(Life)) {
				delete(u.all, s)
			}
		}
		for s := range u.all {
			if len(u.all) < usedMost {
				break
			}
			delete(u.all, s)
		}
	}
	u.all[state] = now
	return true
}
