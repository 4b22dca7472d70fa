package api

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
)

// reprDigest writes a SHA-256 in hex as a field Repr-Digest (RFC 9530).
func reprDigest(sum string) (string, error) {
	raw, err := hex.DecodeString(sum)
	if err != nil {
		return "", fmt.Errorf("digest of a piece of evidence: %w", err)
	}
	return "sha-256=:" + base64.StdEncoding.EncodeToString(raw) + ":", nil
}
