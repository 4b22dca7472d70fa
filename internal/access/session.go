package access

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"time"
)

// How long a session and a link live.
const (
	Idle     = 30 * time.Minute // without a page
	Absolute = 12 * time.Hour   // at all
	LinkLife = 15 * time.Minute // a sign-in address, which works once

	// TouchAfter is how much of Idle may pass before the store is told that a session is in use.
	TouchAfter = time.Minute
)

// NewToken makes a secret of 256 random bits, and what is kept of it.
func NewToken(random io.Reader) (token, hash string, err error) {
	var b [32]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", "", fmt.Errorf("make a token: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, Hash(token), nil
}

// Hash is what the store keeps of a token: whoever reads the store cannot sign in with it.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Link opens one session for one user, once.
type Link struct {
	Hash string
	User string
	Ends time.Time
}

// Session is an open session.
type Session struct {
	Hash   string
	User   string
	Opened time.Time
	Seen   time.Time // last use that was written down
}

// Live reports whether a session is neither idle nor too old.
func (s Session) Live(now time.Time) bool {
	return now.Before(s.Seen.Add(Idle)) && now.Before(s.Opened.Add(Absolute))
}

// Stale reports whether the use of a live session should be written down.
func (s Session) Stale(now time.Time) bool { return !now.Before(s.Seen.Add(TouchAfter)) }
