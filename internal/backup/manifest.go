package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Form is the form of the manifests that this program writes.
const Form = "taupier.backup/1"

// Manifest says what a backup holds. It is the last part, because hashes are known only then.
type Manifest struct {
	Form    string    `json:"form"`
	Made    time.Time `json:"made"`
	Program string    `json:"program"`
	Origin  string    `json:"origin"` // of the ledger
	Entries int64     `json:"entries"`
	// Checkpoint is signed over the ledger as the database in this file has it.
	Checkpoint string `json:"checkpoint"`
	Steps      []int  `json:"schema_steps"`
	Engine     string `json:"engine"` // from which the database was copied
	Parts      []Part `json:"parts"`
	// Missing are files that the database names and that were not there to be taken.
	Missing []string `json:"missing,omitempty"`
	// LeftOut are names in the data directory that are no part of a backup.
	LeftOut []string `json:"left_out,omitempty"`
}

// Part is one file inside.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Part gives a part by its name.
func (m *Manifest) Part(name string) (Part, bool) {
	for _, p := range m.Parts {
		if p.Name == name {
			return p, true
		}
	}
	return Part{}, false
}

// Size is how many bytes the parts have together.
func (m *Manifest) Size() int64 {
	var n int64
	for _, p := range m.Parts {
		n += p.Size
	}
	return n
}

func (m *Manifest) encode() ([]byte, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return append(b, '\n'), nil
}

func parseManifest(data []byte) (*Manifest, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var m Manifest
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("%w: its manifest cannot be read: %w", ErrBroken, err)
	}
	if m.Form != Form {
		return nil, fmt.Errorf("%w: its form is %.40q, and this program reads %s: use the newer program", ErrBroken, m.Form, Form)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: something stands after its manifest", ErrBroken)
	}
	return &m, nil
}

// sumOf names a manifest.
func sumOf(manifest []byte) string {
	sum := sha256.Sum256(manifest)
	return hex.EncodeToString(sum[:])
}

// statement is what the key of the ledger signs of a manifest.
func statement(sum string) ledger.Statement {
	return ledger.Statement{Kind: "taupier backup", Says: sum}
}
