package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Prove gives the hashes with which whoever has a leaf and a checkpoint of size entries can tell that the leaf is the entry at
// place seq of it, without any other entry (RFC 6962 §2.1.1).
func Prove(size, seq int64, nodes Nodes) ([]Hash, error) {
	proof, err := tlog.ProveRecord(size, seq, nodes)
	if err != nil {
		return nil, fmt.Errorf("prove entry %d of %d: %w", seq, size, err)
	}
	return proof, nil
}

// CheckLeaf reports an error unless a proof shows that leaf is the entry at place seq of c.
func CheckLeaf(proof []Hash, c Checkpoint, seq int64, leaf []byte) error {
	if seq < 0 || seq >= c.Size {
		return fmt.Errorf("entry %d in a checkpoint of %d entries", seq, c.Size)
	}
	if err := tlog.CheckRecord(proof, c.Size, c.Root, seq, tlog.RecordHash(leaf)); err != nil {
		return fmt.Errorf("entry %d: %w", seq, err)
	}
	return nil
}

// Alone is a checkpoint with the signature of its ledger and no other, in the one form that there is of it.
func Alone(signed []byte, public string) ([]byte, error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return nil, fmt.Errorf("open checkpoint: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return nil, fmt.Errorf("open checkpoint: %w", err)
	}
	return fmt.Appendf(nil, "%s\n\u2014 %s %s\n", n.Text, n.Sigs[0].Name, n.Sigs[0].Base64), nil
}

// Public is the public key of a private one.
func Public(private string) (string, error) {
	parts := strings.Split(strings.TrimSpace(private), "+")
	if len(parts) < 5 || parts[0] != "PRIVATE" || parts[1] != "KEY" {
		return "", errors.New("public key: that is no private key")
	}
	name := parts[2]
	seed, err := base64.StdEncoding.DecodeString(strings.Join(parts[4:], "+"))
	if err != nil || len(seed) != 1+ed25519.SeedSize || seed[0] != 1 {
		return "", errors.New("public key: that is no private key of Ed25519")
	}
	key, ok := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", errors.New("public key: that is no key of Ed25519")
	}
	return note.NewEd25519VerifierKey(name, key)
}
