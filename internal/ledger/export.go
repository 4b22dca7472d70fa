package ledger

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ExportForm is the first line of an export, and StampedForm that of one with time stamps in it: a verifier that knows none says so.
const (
	ExportForm  = "taupier.ledger/1"
	StampedForm = "taupier.ledger/2"
)

// line is one line of an export; exactly one of its parts is there.
type line struct {
	Form       string  `json:"form,omitempty"`
	Leaf       string  `json:"leaf,omitempty"`
	Detail     *Detail `json:"detail,omitempty"` // beside a leaf, while it is kept
	Checkpoint string  `json:"checkpoint,omitempty"`
	Stamp      []byte  `json:"stamp,omitempty"` // token of the checkpoint on the line before
}

// parts counts what is on a line; a detail belongs to its leaf.
func (l line) parts() (n int) {
	for _, there := range []bool{l.Form != "", l.Leaf != "", l.Checkpoint != "", len(l.Stamp) > 0} {
		if there {
			n++
		}
	}
	return n
}

// Exporter writes a ledger as JSON lines for a verifier elsewhere: leaves in order, each with its detail while it is kept,
// each checkpoint after the last leaf that it covers, and its time stamp after it.
type Exporter struct {
	w   *bufio.Writer
	enc *json.Encoder
}

// NewExporter begins an export without time stamps.
func NewExporter(w io.Writer) (*Exporter, error) { return newExporter(w, ExportForm) }

// NewStampedExporter begins an export with time stamps.
func NewStampedExporter(w io.Writer) (*Exporter, error) { return newExporter(w, StampedForm) }

func newExporter(w io.Writer, form string) (*Exporter, error) {
	b := bufio.NewWriter(w)
	e := &Exporter{w: b, enc: json.NewEncoder(b)}
	e.enc.SetEscapeHTML(false)
	return e, e.write(line{Form: form})
}

// Leaf writes the next leaf; detail is nil when there is none or it was erased.
func (e *Exporter) Leaf(leaf []byte, detail *Detail) error {
	return e.write(line{Leaf: string(leaf), Detail: detail})
}

// Checkpoint writes a signed checkpoint.
func (e *Exporter) Checkpoint(signed []byte) error { return e.write(line{Checkpoint: string(signed)}) }

// Stamp writes a time stamp of the checkpoint that was written last.
func (e *Exporter) Stamp(token []byte) error { return e.write(line{Stamp: token}) }

// Close ends the export.
func (e *Exporter) Close() error {
	if err := e.w.Flush(); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	return nil
}

func (e *Exporter) write(l line) error {
	if err := e.enc.Encode(l); err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	return nil
}

// maxLine bounds a line of an export: a detail of a megabyte, in base64, beside its leaf.
const maxLine = 2 << 20

// lines reads an export line by line.
func lines(r io.Reader, each func(n int, l line) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxLine)
	n := 0
	for s.Scan() {
		n++
		l, err := readLine(s.Bytes())
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := each(n, l); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n+1, err)
	}
	if n == 0 {
		return errors.New("the export is empty")
	}
	return nil
}

// readLine reads a line in exactly the form in which it is written: what a reader may pass over, such as a key that nobody knows,
// is a place where something can be hidden.
func readLine(text []byte) (line, error) {
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return l, fmt.Errorf("no JSON object: %w", err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(l); err != nil {
		return l, err
	}
	if !bytes.Equal(bytes.TrimSuffix(b.Bytes(), []byte("\n")), text) {
		return l, errors.New("not in the form in which an export is written")
	}
	return l, nil
}
