package ledger

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Statement is something else that the key of a ledger vouches for, as a signed note of two lines. It cannot be taken for a
// checkpoint, which has four and a number in the second.
type Statement struct {
	Kind string // such as "taupier backup"
	Says string // such as a hash
}

func (s Statement) text() string { return s.Kind + "\n" + s.Says + "\n" }

// SignStatement signs a statement with a private key.
func SignStatement(s Statement, private string) ([]byte, error) {
	if s.Kind == "" || s.Says == "" || strings.Contains(s.Kind+s.Says, "\n") {
		return nil, errors.New("sign a statement: want two lines")
	}
	signer, err := note.NewSigner(strings.TrimSpace(private))
	if err != nil {
		return nil, fmt.Errorf("sign a statement: %w", err)
	}
	signed, err := note.Sign(&note.Note{Text: s.text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign a statement: %w", err)
	}
	return signed, nil
}

// CheckStatement reports an error unless a key signed exactly this statement.
func CheckStatement(signed []byte, s Statement, public string) error {
	verifier, err := note.NewVerifier(strings.TrimSpace(public))
	if err != nil {
		return fmt.Errorf("check a statement: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return fmt.Errorf("check a statement: %w", err)
	}
	if n.Text != s.text() {
		return errors.New("check a statement: something else was signed")
	}
	return nil
}
