package casework

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Whose says whose work a list shows.
type Whose string

// The lists. ToDo, the first, is what one works on: one's own open cases, and the people with questions whom nobody has.
const (
	ToDo      Whose = ""
	Mine      Whose = "mine"      // whose open case the viewer holds
	Unclaimed Whose = "unclaimed" // whose open case nobody holds
	InCase    Whose = "case"      // with an open case
	NoCase    Whose = "nocase"    // with questions that nobody set aside, and without an open case
	SetApart  Whose = "aside"     // with questions that were set aside
	Everybody Whose = "all"       // with questions
)

// Lists are the lists in the order in which a page offers them.
var Lists = []Whose{ToDo, Mine, Unclaimed, InCase, NoCase, SetApart, Everybody}

// Filter says which people a list shows; a field that is empty asks for nothing.
type Filter struct {
	Whose  Whose
	Stage  core.Stage
	Level  core.Level // only of people of whom the viewer wrote a first view: the level of others is not his to know yet
	Family core.Family
	Signal string    // id of a signal, such as "X01"
	Source string    // kind of input that a question's evidence comes from
	Text   string    // every word of it is in the name, the title, the id or a question
	Since  time.Time // changed on this day or later, the questions or the open case
}

// MaxQuery bounds the text of a filter, in bytes.
const MaxQuery = 200

const day = "2006-01-02"

// fields of a filter in an address, in order.
var fields = []struct {
	name string
	get  func(Filter) string
	set  func(*Filter, string) bool
}{
	{"view", func(f Filter) string { return string(f.Whose) }, func(f *Filter, s string) bool {
		f.Whose = Whose(s)
		return slices.Contains(Lists, f.Whose)
	}},
	{"stage", func(f Filter) string { return string(f.Stage) }, func(f *Filter, s string) bool {
		f.Stage = core.Stage(s)
		return slices.Contains(core.Stages, f.Stage)
	}},
	{"level", func(f Filter) string { return string(f.Level) }, func(f *Filter, s string) bool {
		f.Level = core.Level(s)
		return slices.Contains(core.Levels, f.Level)
	}},
	{"family", func(f Filter) string { return string(f.Family) }, func(f *Filter, s string) bool {
		f.Family = core.Family(s)
		return slices.Contains(core.Families, f.Family)
	}},
	{"signal", func(f Filter) string { return f.Signal }, func(f *Filter, s string) bool { f.Signal = s; return plainID(s) }},
	{"source", func(f Filter) string { return f.Source }, func(f *Filter, s string) bool { f.Source = s; return plainID(s) }},
	{"text", func(f Filter) string { return f.Text }, func(f *Filter, s string) bool { f.Text = s; return len(s) <= MaxQuery && utf8.ValidString(s) }},
	{"since", func(f Filter) string {
		if f.Since.IsZero() {
			return ""
		}
		return f.Since.Format(day)
	}, func(f *Filter, s string) bool {
		var err error
		f.Since, err = time.Parse(day, s)
		return err == nil && f.Since.Year() >= 1970
	}},
}

// plainID reports whether s may be the id of a signal or the kind of an input.
func plainID(s string) bool {
	return len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.'
	})
}

// ParseFilter reads a filter from the values of an address. What belongs to something else in it is left alone; a field whose
// value cannot be is core.ErrInvalid with its name, and the others still stand.
func ParseFilter(v url.Values) (Filter, error) {
	var f Filter
	var wrong error
	for _, field := range fields {
		text := strings.TrimSpace(v.Get(field.name))
		if text == "" {
			continue
		}
		if with := f; field.set(&with, text) {
			f = with
		} else if wrong == nil {
			wrong = fmt.Errorf("%w: %s", core.ErrInvalid, field.name)
		}
	}
	return f, wrong
}

// Values writes a filter as ParseFilter reads it; what asks for nothing is left out.
func (f Filter) Values() url.Values {
	v := url.Values{}
	for _, field := range fields {
		if text := field.get(f); text != "" {
			v.Set(field.name, text)
		}
	}
	return v
}

// Narrowed reports whether a filter asks for more than whose work it is.
func (f Filter) Narrowed() bool { f.Whose = ""; return f != Filter{} }

// Place is a place in a list of people: after this person. It tells nothing that whoever saw the page before does not know, such
// as how many people stand between.
type Place struct{ After string }

// maxPlace bounds a place in an address, in bytes.
const maxPlace = 400

// String writes a place for an address; "" is the beginning.
func (p Place) String() string {
	if p.After == "" {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte("1" + p.After))
}

// ParsePlace reads a place from an address.
func ParsePlace(s string) (Place, error) {
	if s == "" {
		return Place{}, nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(s) > maxPlace || len(text) < 2 || text[0] != '1' || !utf8.Valid(text) || slices.Contains(text, 0) {
		return Place{}, fmt.Errorf("%w: cursor", core.ErrInvalid)
	}
	p := Place{After: string(text[1:])}
	if p.String() != s { // the decoder passes over ends of lines
		return Place{}, fmt.Errorf("%w: cursor", core.ErrInvalid)
	}
	return p, nil
}
