package witness

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// MaxMessage bounds an add-checkpoint request, in bytes: a proof of 63 hashes and a signed checkpoint.
const MaxMessage = 16 << 10

// message is the body of add-checkpoint: the size that the witness is believed to know, a proof that the ledger grew from it, and
// the checkpoint with its signatures.
type message struct {
	old   int64
	proof []ledger.Hash
	note  []byte
}

func (m message) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", m.old)
	for _, h := range m.proof {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteString("\n")
	b.Write(m.note)
	return b.Bytes()
}

// maxProof is how many hashes a proof may have (C2SP tlog-witness).
const maxProof = 63

func parseMessage(body []byte) (message, error) {
	var m message
	if len(body) > MaxMessage {
		return m, fmt.Errorf("more than %d bytes", MaxMessage)
	}
	head, note, ok := bytes.Cut(body, []byte("\n\n"))
	if !ok {
		return m, errors.New("no empty line before the checkpoint")
	}
	lines := strings.Split(string(head), "\n")
	size, ok := strings.CutPrefix(lines[0], "old ")
	n, err := strconv.ParseInt(size, 10, 64)
	if !ok || err != nil || n < 0 || strconv.FormatInt(n, 10) != size {
		return m, fmt.Errorf("line 1: want \"old\" and a size")
	}
	if len(lines)-1 > maxProof {
		return m, fmt.Errorf("a proof of %d hashes, at most %d are taken", len(lines)-1, maxProof)
	}
	m.old, m.note = n, note
	for i, line := range lines[1:] {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != len(ledger.Hash{}) {
			return m, fmt.Errorf("line %d: no hash in base64", i+2)
		}
		m.proof = append(m.proof, ledger.Hash(raw))
	}
	return m, nil
}
