// Package bundle packs a case for somebody elsewhere, and verifies such a pack without the server: the report, the evidence, the
// chain of custody, and the entries of the ledger about them with proofs that lead to a signed checkpoint.
//
// What holds it together: a manifest has the SHA-256 of every file; the ledger has an entry, made before the pack left, that commits
// to the SHA-256 of the manifest; a proof shows that this entry and those by which the evidence came in are in the tree whose
// root the checkpoint signs. The archive has one form for its files, so that no byte of it can be changed without that showing.
package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Form is the first field of a manifest.
const Form = "taupier.bundle/1"

// The files of a bundle beside the evidence, which is evidence/001.bin and so on.
const (
	readmeFile, manifestFile, pdfFile, reportFile, custodyFile, keyFile = "README.txt", "manifest.json", "report.pdf", "report.json", "custody.json", "ledger.pub"
	entriesFile, checkpointFile                                         = "ledger/entries.jsonl", "ledger/checkpoint.txt"
)

// Manifest says what a bundle holds, for whom it was made, by whom and when.
type Manifest struct {
	Form     string    `json:"form"`
	Case     string    `json:"case"`
	For      string    `json:"for"`
	By       string    `json:"by"` // user
	At       time.Time `json:"at"`
	Files    []File    `json:"files"`
	Evidence []Item    `json:"evidence"`
	Entries  []int64   `json:"entries"` // of the ledger about the case and its evidence, before the one that made the bundle
}

// File is a file of the bundle, other than the manifest and what proves it.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

// Item is a piece of evidence.
type Item struct {
	N      int    `json:"n"`
	ID     string `json:"id"`
	Path   string `json:"path"`
	Intake int64  `json:"intake"` // the entry by which it came in
	Kept   bool   `json:"kept"`   // what that entry said was not erased when the bundle was made
}

// made is the detail of bundle.make.
type made struct {
	Manifest string `json:"manifest"` // SHA-256 of manifest.json, in hex
}

// Place is an entry of the ledger before it is proved.
type Place struct {
	Seq  int64
	Kept bool // it has a detail that was not erased
}

// Entry is an entry of the ledger with what proves it.
type Entry struct {
	Seq    int64
	Leaf   []byte
	Detail *ledger.Detail // nil when there is none, it was erased, or it is not for the reader of a bundle
	Proof  []ledger.Hash
}

// Proven are entries under one checkpoint.
type Proven struct {
	Checkpoint []byte // signed
	Entries    []Entry
}

// line is a line of entries.jsonl.
type line struct {
	Leaf   string         `json:"leaf"`
	Proof  [][]byte       `json:"proof"`
	Detail *ledger.Detail `json:"detail,omitempty"`
}

func encode(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write bundle: %w", err)
	}
	return b.Bytes(), nil
}

// decode reads what encode wrote, in that one form: what a reader may pass over is a place where something can be hidden.
func decode(data []byte, v any, indent string) error {
	if err := json.Unmarshal(data, v); err != nil {
		return err
	}
	again, err := encode(v, indent)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, data) {
		return errors.New("not in the form in which it is written")
	}
	return nil
}
