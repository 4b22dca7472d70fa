package access

import (
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/taupier-eu/taupier/internal/core"
)

// How long a password is, in characters and in bytes.
const (
	PasswordLeast = 12
	PasswordMost  = 1024
)

// The parameters of argon2id: the second choice of RFC 9106, section 4, for where memory is scarce. A try takes 64 MiB.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
	argonSalt    = 16
	argonKey     = 32
)

// common are passwords of twelve characters and more that are tried first. It is a short list of our own: habits of the keyboard
// in French and English, and the words that set-ups begin with.
//
//go:embed common.txt
var common string

// CheckPassword reports what is wrong with a password that somebody chooses: too short, among the commonest, or his own name. Any
// character counts, and nothing about its kinds is asked for (NIST SP 800-63B-4, section 3.1.1.2).
func CheckPassword(password string, own ...string) error {
	low := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < PasswordLeast:
		return fmt.Errorf("%w: password_short", core.ErrInvalid)
	case len(password) > PasswordMost || !utf8.ValidString(password):
		return fmt.Errorf("%w: password_long", core.ErrInvalid)
	}
	for line := range strings.Lines(common) {
		if strings.TrimSpace(line) == low {
			return fmt.Errorf("%w: password_common", core.ErrInvalid)
		}
	}
	for _, word := range own {
		if len(word) > 3 && strings.Contains(low, strings.ToLower(word)) {
			return fmt.Errorf("%w: password_own", core.ErrInvalid)
		}
	}
	return nil
}

// HashPassword makes what is kept of a password, in the form that other programs write too ($argon2id$v=19$m=…).
func HashPassword(password string, random io.Reader) (string, error) {
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("salt of a password: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, b.EncodeToString(salt), b.EncodeToString(key)), nil
}

var errHash = errors.New("what is kept of a password is damaged")

// IsPassword reports whether a password is the one that a hash was made of. Without a hash it takes as long and is false.
func IsPassword(hash, password string) (bool, error) {
	known := hash != ""
	if !known {
		hash = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, strings.Repeat("A", 22), strings.Repeat("A", 43))
	}
	parts := strings.Split(hash, "$")
	var version int
	var memory, time uint32
	var threads uint8
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errHash
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil || memory > 1<<20 || time < 1 || time > 16 || threads < 1 {
		return false, errHash
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(want) < 16 {
		return false, errHash
	}
	got := argon2.IDKey([]byte(password), salt, time, memory, threads, uint32(len(want))) //nolint:gosec // at most a line
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}
