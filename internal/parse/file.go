package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	maxText   = 256 << 10
	maxHidden = 1 << 10
	maxField  = 300
)

// File reads the facts of one document. The kind is told from the content; the name gives the role
// and tells JSON and mail from text. The second result is what a JSON Resume states, and nil for other
// kinds.
//
// What cannot be read is Paper.Problem, and what was read before it is kept.
func File(name string, data []byte) (core.Paper, *core.Stated) {
	d := newDocument(name, data)
	d.read(data)
	return d.Paper, d.stated
}

func newDocument(name string, data []byte) *document {
	sum := sha256.Sum256(data)
	return &document{Paper: core.Paper{Input: name, Kind: "unknown", Role: role(name), SHA256: hex.EncodeToString(sum[:])}}
}

// document is a paper that is being read.
type document struct {
	core.Paper
	text   strings.Builder
	hidden strings.Builder
	stated *core.Stated
	room   *room // for the files inside; nil until there is one
	depth  int   // of the file in others
}

func (d *document) read(data []byte) {
	switch {
	case identityDocument(d.Input):
		d.problem("an identity document, by its name: such files are never opened; remove it from the folder")
		return
	case len(data) == 0:
		d.problem("the file is empty; fetch it again or remove it")
		return
	}
	d.guard(func() error { return d.reader(data)(data) })
	d.settle()
}

// guard runs a reader. What it returns, and a panic of it, is a problem of the file.
func (d *document) guard(read func() error) {
	defer func() {
		if r := recover(); r != nil {
			d.problem("the file is damaged, or written in a way that cannot be read (%.100v); save it again as PDF", r)
		}
	}()
	if err := read(); err != nil {
		d.problem("%s", err)
	}
}

// reader finds who reads the content, and names its kind.
func (d *document) reader(data []byte) func([]byte) error {
	switch kindOf(d.Input, data) {
	case "pdf":
		d.Kind = "pdf"
		return d.readPDF
	case "archive":
		return d.readZip
	case "image":
		d.Kind = "image"
		return d.readImage
	case "rtf":
		return d.readRTF
	case "ole":
		return d.readCompound
	case "mail":
		return d.readMail
	case "program":
		return func([]byte) error { return errProgram }
	}
	if strings.EqualFold(path.Ext(d.Input), ".json") {
		return d.readResume
	}
	return d.readText
}

var errProgram = errors.New("a program, not a document: it was not opened; remove it and tell your security team")

// settle closes the texts: what nobody sees goes to Hidden, the rest is clipped.
func (d *document) settle() {
	text, unseen := visible(d.text.String())
	for line := range strings.Lines(unseen) {
		way := "tags"
		if strings.HasPrefix(line, "[") {
			way = "zero_width"
		}
		d.conceal(core.Concealed{Way: way, Text: line})
	}
	d.Text = clip(strings.TrimSpace(text), maxText)
	d.Hidden = clip(strings.TrimSpace(d.hidden.String()), maxHidden)
	for _, field := range []*string{&d.Author, &d.Editor, &d.Company, &d.Producer, &d.Template} {
		shown, _ := visible(*field)
		*field = clip(strings.Join(strings.Fields(shown), " "), maxField)
	}
}

// problem keeps the first problem.
func (d *document) problem(says string, args ...any) {
	if d.Problem == "" {
		shown, _ := visible(fmt.Sprintf(says, args...)) // it may hold words of the file
		d.Problem = clip(strings.Join(strings.FieldsFunc(shown, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "), maxField)
	}
}

// write adds to the text; what is beyond its limit is dropped.
func (d *document) write(s string) {
	if d.text.Len() < 2*maxText {
		d.text.WriteString(s)
	}
}

// hide adds to what a reader cannot see.
func (d *document) hide(s string) {
	if d.hidden.Len() < 2*maxHidden {
		d.hidden.WriteString(s)
	}
}

// clip makes s valid UTF-8 of at most n bytes.
func clip(s string, n int) string {
	if len(s) > n {
		s = s[:n]
	}
	return strings.ToValidUTF8(s, "")
}
