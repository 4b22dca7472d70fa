package interview

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

//go:embed page.tmpl.html
var pageHTML string

//go:embed page.css
var pageCSS string

var page = template.Must(template.New("page").Funcs(template.FuncMap{"add1": func(i int) int { return i + 1 }}).Parse(pageHTML))

// view is what the templates see: the sheet's words and lists.
type view struct {
	*Sheet
	CSS    template.CSS
	Digest string
}

// Word is a fixed word.
func (v view) Word(key string) string { return v.word(key, nil) }

// Language is the language of the page.
func (v view) Language() string { return string(v.lang) }

// Same says that the part is the same for everybody.
func (v view) Same() string { return v.word("same", core.Args{"version": v.book.Script.Version}) }

// Parts are the parts of the script.
func (v view) Parts() []Part { return v.book.Script.Parts }

// In is a text in the language of the page.
func (v view) In(t core.Text) string { return t.In(v.lang) }

// Minutes is how long a part takes.
func (v view) Minutes(p Part) string { return v.minutes(p) }

// How is how a step is put.
func (v view) How(s Step) string { how, _ := s.text(); return v.word(how, nil) }

// Says is what a step says.
func (v view) Says(s Step) string { _, t := s.text(); return t.In(v.lang) }

// Form is the empty form of the notes.
func (v view) Form() string { return v.book.Script.Notes() }

// Heading is the heading of the cards.
func (v view) Heading() string { return v.word("cards", core.Args{"id": v.id}) }

// From says what the cards come from.
func (v view) From() string { return v.word("cards_is", core.Args{"digest": v.Digest}) }

// Cards are the cards.
func (v view) Cards() []Card { return v.cards }

// Kept says how many questions are not put.
func (v view) Kept() string {
	if v.kept == 0 {
		return ""
	}
	return v.word("kept", core.Args{"count": strconv.Itoa(v.kept)})
}

// fixedPage is the page up to the cards: no script, no font, nothing fetched.
func (s *Sheet) fixedPage() ([]byte, error) { return s.page("fixed", "") }

// ownPage is the rest of the page.
func (s *Sheet) ownPage(digest string) ([]byte, error) {
	if s.id == "" {
		return s.page("end", "")
	}
	return s.page("own", digest)
}

func (s *Sheet) page(name, digest string) ([]byte, error) {
	var b bytes.Buffer
	if err := page.ExecuteTemplate(&b, name, view{s, template.CSS(pageCSS), digest}); err != nil { //nolint:gosec // our own file
		return nil, fmt.Errorf("write page: %w", err)
	}
	if s.lang == core.French {
		return []byte(french.Replace(b.String())), nil
	}
	return b.Bytes(), nil
}

// french keeps a sign of punctuation on the line of its word.
var french = strings.NewReplacer(" ?", "\u00a0?", " !", "\u00a0!", " ;", "\u00a0;", " :", "\u00a0:", "« ", "«\u00a0", " »", "\u00a0»")
