package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// PublicKey gives the public key that somebody named: the key itself, or a file with it. What is neither is refused with the name of the
// file, so that a mistyped name is not held for a key that does not fit.
func PublicKey(named string) (string, error) {
	if _, err := note.NewVerifier(strings.TrimSpace(named)); err == nil {
		return strings.TrimSpace(named), nil
	}
	data, err := os.ReadFile(named)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("there is no file %s, and it is no public key itself: give ledger.pub of the server's folder: %w", named, err)
	}
	if err != nil {
		return "", fmt.Errorf("read the public key, give the file ledger.pub: %w", err)
	}
	key := strings.TrimSpace(string(data))
	switch {
	case key == "":
		return "", fmt.Errorf("%s is empty: give ledger.pub of the server's folder", named)
	case strings.HasPrefix(key, "PRIVATE+KEY+"):
		return "", fmt.Errorf("%s is the key that signs, not the public one: give ledger.pub, and keep this one private", named)
	}
	if _, err := note.NewVerifier(key); err != nil {
		return "", fmt.Errorf("%s holds no public key of a ledger: give ledger.pub of the server's folder", named)
	}
	return key, nil
}
