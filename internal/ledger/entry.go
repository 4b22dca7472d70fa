package ledger

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Entry is one act: who did what to what, when, and why. Nothing in it may say more of a person than a random id does; the
// rest is Detail.
type Entry struct {
	Seq    int64     `json:"seq"` // place in the tree, from 0
	At     time.Time `json:"at"`  // UTC
	Actor  string    `json:"actor"`
	Act    string    `json:"act"` // a verb with its room: "case.decide", "person.view"
	Object string    `json:"object,omitempty"`
	Why    string    `json:"why,omitempty"`    // a code or a reference, never free text about a person
	Detail string    `json:"detail,omitempty"` // Commitment of the detail, base64; empty when there is none
}

// MaxLeaf bounds what one entry takes in the tree.
const MaxLeaf = 4 << 10

// Validate reports what keeps e out of the ledger.
func (e *Entry) Validate() error {
	var errs []error
	need := func(ok bool, what string) {
		if !ok {
			errs = append(errs, errors.New("ledger entry: "+what))
		}
	}
	need(e.Seq >= 0, "a negative place")
	need(!e.At.IsZero() && e.At.Location() == time.UTC, "the time must be given in UTC")
	need(e.Actor != "", "nobody acts")
	need(strings.Contains(e.Act, "."), fmt.Sprintf("act %q: want a room and a verb, such as case.decide", e.Act))
	return errors.Join(errs...)
}

// Leaf is the entry as the tree hashes it: one line of JSON, keys in a fixed order.
func (e *Entry) Leaf() ([]byte, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	leaf, err := encode(e)
	if err != nil {
		return nil, fmt.Errorf("ledger entry: %w", err)
	}
	if len(leaf) > MaxLeaf {
		return nil, fmt.Errorf("ledger entry: %d bytes, at most %d: what is long belongs into the detail", len(leaf), MaxLeaf)
	}
	return leaf, nil
}

func encode(e *Entry) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// ParseLeaf reads a leaf. Bytes that Leaf would not write are refused, so that one entry has one form.
func ParseLeaf(leaf []byte) (*Entry, error) {
	d := json.NewDecoder(bytes.NewReader(leaf))
	d.DisallowUnknownFields()
	var e Entry
	if err := d.Decode(&e); err != nil {
		return nil, fmt.Errorf("read leaf: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("read leaf: more than one value")
	}
	e.At = e.At.UTC()
	again, err := e.Leaf()
	if err != nil {
		return nil, fmt.Errorf("read leaf: %w", err)
	}
	if !bytes.Equal(again, leaf) {
		return nil, errors.New("read leaf: not in the form in which entries are written")
	}
	return &e, nil
}

// SaltSize is the size of a salt in bytes.
const SaltSize = 32

// Detail is what an entry says beyond ids: before and after, names, reasons in words.
type Detail struct {
	Salt []byte `json:"salt"` // SaltSize random bytes
	Text []byte `json:"text"`
}

// NewDetail salts a text with random bytes, such as crypto/rand.Reader gives.
func NewDetail(text []byte, random io.Reader) (Detail, error) {
	d := Detail{Salt: make([]byte, SaltSize), Text: text}
	if _, err := io.ReadFull(random, d.Salt); err != nil {
		return Detail{}, fmt.Errorf("salt: %w", err)
	}
	return d, nil
}

// Commitment is what an entry keeps of the detail: SHA-256 over the salt and the text, base64. Without the salt, a short
// text cannot be guessed from it.
func (d Detail) Commitment() string {
	h := sha256.New()
	h.Write(d.Salt)
	h.Write(d.Text)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// Of reports whether the detail is the one an entry commits to.
func (d Detail) Of(e *Entry) bool {
	return len(d.Salt) == SaltSize && subtle.ConstantTimeCompare([]byte(d.Commitment()), []byte(e.Detail)) == 1
}
