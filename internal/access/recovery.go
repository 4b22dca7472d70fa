package access

import (
	"encoding/base32"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A recovery code takes the place of the authenticator's code, once: 120 random bits, so that its hash cannot be found by trying.
const (
	RecoveryCodes = 10 // that somebody is given
	recoveryBytes = 15
	recoveryGroup = 4
)

// NewRecovery makes recovery codes, as they are shown once, and the hashes that are kept.
func NewRecovery(random io.Reader) (codes, hashes []string, err error) {
	for range RecoveryCodes {
		var b [recoveryBytes]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return nil, nil, fmt.Errorf("make recovery codes: %w", err)
		}
		plain := strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
		var groups []string
		for group := range slices.Chunk([]byte(plain), recoveryGroup) {
			groups = append(groups, string(group))
		}
		codes, hashes = append(codes, strings.Join(groups, "-")), append(hashes, Hash(plain))
	}
	return codes, hashes, nil
}

// RecoveryHash is what is kept of a recovery code, however its groups are written.
func RecoveryHash(code string) string {
	return Hash(strings.ToLower(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.TrimSpace(code))))
}
