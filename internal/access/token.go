package access

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
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

// NewID makes the random id of something, of 128 bits, behind a prefix that says what it names.
func NewID(prefix string, random io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return prefix + hex.EncodeToString(b[:]), nil
}

// Token lets a program act for a user within scopes, until it ends. What is kept of its secret is the hash.
type Token struct {
	ID     string
	Hash   string
	User   string
	Name   string // what it is for, in its user's words
	Scopes []Permission
	Made   time.Time
	Ends   time.Time
	Used   time.Time // last use that was written down; zero: never
}

// TokenPrefix starts every service token, so that one which lies about is recognised.
const TokenPrefix = "taupier_"

// TokenTouch is how much time passes before another use of a service token is written down.
const TokenTouch = time.Hour

// NewService makes the secret of a service token, shown once, and what is kept of it.
func NewService(random io.Reader) (secret, hash string, err error) {
	token, _, err := NewToken(random)
	if err != nil {
		return "", "", err
	}
	secret = TokenPrefix + token
	return secret, Hash(secret), nil
}

// Bearer reads the service token out of an Authorization header (RFC 6750, section 2.1). The scheme's case does not matter.
func Bearer(header string) (secret string, ok bool) {
	scheme, rest, found := strings.Cut(header, " ")
	secret = strings.TrimSpace(rest)
	return secret, found && strings.EqualFold(scheme, "Bearer") && strings.HasPrefix(secret, TokenPrefix)
}
