package interview

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"

	"github.com/taupier-eu/taupier/internal/core"
)

// Schema names the version of the JSON form.
const Schema = "taupier.interview/1"

// Sheet is one interview: the fixed part, then the cards.
type Sheet struct {
	book  *Book
	lang  core.Lang
	id    string // "" for the script alone
	cards []Card
	kept  int
}

// Sheet makes the sheet of a dossier.
func (b *Book) Sheet(d Dossier, lang core.Lang) *Sheet {
	cards, kept := b.Cards(d, lang)
	return &Sheet{book: b, lang: lang, id: d.ID, cards: cards, kept: kept}
}

// Blank makes the fixed part alone.
func (b *Book) Blank(lang core.Lang) *Sheet { return &Sheet{book: b, lang: lang} }

// Formats are the forms of a sheet.
var Formats = []string{"md", "json", "html"}

// Write writes the sheet. In every form the fixed part comes first and depends on the script and the
// language only, so that it is the same bytes for every candidate; the rest names its SHA-256.
func (s *Sheet) Write(w io.Writer, format string) error {
	switch format {
	case "md":
		return s.writeParts(w, s.fixedMarkdown(), s.ownMarkdown)
	case "json":
		return s.writeJSON(w)
	case "html":
		fixed, err := s.fixedPage()
		if err != nil {
			return err
		}
		return s.writeParts(w, fixed, s.ownPage)
	}
	return fmt.Errorf("unknown form %q: it can be md, json or html", format)
}

// writeParts writes the fixed part and, given it, the rest.
func (s *Sheet) writeParts(w io.Writer, fixed []byte, own func(digest string) ([]byte, error)) error {
	rest, err := own(digest(fixed))
	if err != nil {
		return err
	}
	if _, err := w.Write(fixed); err != nil {
		return err
	}
	_, err = w.Write(rest)
	return err
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// fixedDocument is the fixed part in JSON.
type fixedDocument struct {
	Script Script `json:"script"`
	Notes  string `json:"notes"`
}

// document is the JSON form.
type document struct {
	Schema      string          `json:"schema"`
	Fixed       json.RawMessage `json:"fixed"`
	FixedSHA256 string          `json:"fixed_sha256"` // of the bytes of fixed without white space around it
	Language    string          `json:"language"`
	Person      string          `json:"person,omitempty"`
	Cards       []Card          `json:"cards"`
	Kept        int             `json:"kept"`
}

func (s *Sheet) writeJSON(w io.Writer) error {
	fixed, err := json.Marshal(fixedDocument{s.book.Script, s.book.Script.Notes()})
	if err != nil {
		return fmt.Errorf("write the script: %w", err)
	}
	cards := s.cards
	if cards == nil {
		cards = []Card{}
	}
	data, err := json.Marshal(document{Schema, fixed, digest(fixed), string(s.lang), s.id, cards, s.kept})
	if err != nil {
		return fmt.Errorf("write the sheet: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
