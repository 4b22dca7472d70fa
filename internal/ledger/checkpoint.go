package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint says that a ledger had a root at a size at a time. Its text is that of C2SP tlog-checkpoint
// (https://c2sp.org/tlog-checkpoint): origin, size, root, and the time as a further line.
type Checkpoint struct {
	Origin string // name of the ledger, such as "taupier.example/ledger"
	Size   int64
	Root   Hash
	At     time.Time // UTC, whole seconds
}

func (c Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]), c.At.UTC().Format(time.RFC3339))
}

// GenerateKey makes a pair of Ed25519 keys as signed notes have them (https://c2sp.org/signed-note). The private one stays with
// the ledger; the public one goes to whoever verifies.
func GenerateKey(random io.Reader, name string) (private, public string, err error) {
	return note.GenerateKey(random, name)
}

// Sign signs a checkpoint with a private key.
func Sign(c Checkpoint, private string) ([]byte, error) {
	if strings.ContainsAny(c.Origin, "\n") || c.Origin == "" {
		return nil, errors.New("sign checkpoint: the origin must be one line")
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	signed, err := note.Sign(&note.Note{Text: c.text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint checks the signature by a public key and reads a checkpoint. Signatures of witnesses beside it do no harm.
func OpenCheckpoint(signed []byte, public string) (Checkpoint, error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: %w", err)
	}
	for _, sig := range append(n.Sigs, n.UnverifiedSigs...) {
		if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil {
			return Checkpoint{}, fmt.Errorf("open checkpoint: signature of %s: %w", sig.Name, err)
		}
	}
	return parseCheckpoint(n.Text)
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 5 || lines[0] == "" {
		return Checkpoint{}, errors.New("open checkpoint: want origin, size, root and time, a line each")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("open checkpoint: size %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(Hash{}) {
		return Checkpoint{}, fmt.Errorf("open checkpoint: root %q", lines[2])
	}
	at, err := time.Parse(time.RFC3339, lines[3])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: time %q", lines[3])
	}
	return Checkpoint{lines[0], size, Hash(root), at.UTC()}, nil
}
