package dossier

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/token"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// document is one YAML file as it is decoded.
type document struct {
	path     string
	source   []string // its lines
	personal bool     // it is about somebody
	private  []bool   // lines whose content is never repeated in a problem
	problems []core.Problem
	more     int // problems counted only
	notices  []core.Problem
	lines    []keyLine
}

// keyLine is where one key path stands. They are kept in the order of decoding, so that dropping an
// element is cutting the tail.
type keyLine struct {
	key  string
	line int
}

// maxNotices is the room kept for what is said of a dossier as a whole.
const maxNotices = 3

// shownColumns is how much of a line a problem shows, and shownRunes how much of one value.
const (
	shownColumns = 100
	shownRunes   = 60
)

// newDocument begins to read a text. Of a personal one every line is private until it has been
// understood as YAML: before that, nobody knows what stands where.
func newDocument(path, text string, personal bool) *document {
	d := &document{path: path, source: strings.Split(text, "\n"), personal: personal}
	d.private = make([]bool, len(d.source))
	for i := range d.private {
		d.private[i] = personal
	}
	return d
}

// understood leaves private what is so by its key.
func (d *document) understood() {
	if d.personal {
		d.private = privateLines(d.source)
	}
}

// refuse files a problem with the line it stands on and a caret below the place.
func (d *document) refuse(pos *token.Position, format string, args ...any) {
	if len(d.problems) >= core.MaxProblems-maxNotices-1 {
		d.more++
		return
	}
	says, line := fmt.Sprintf(format, args...), 0
	if pos != nil {
		line = pos.Line
		says += d.show(pos)
	}
	d.problems = append(d.problems, core.Problem{Input: d.path, Line: line, Says: says})
}

// notice files a problem of the dossier as a whole, which is told however many others there are.
func (d *document) notice(key, format string, args ...any) {
	d.notices = append(d.notices, core.Problem{Input: d.path, Line: d.lineMap()[key], Says: fmt.Sprintf(format, args...)})
}

// said is every problem by line, at most core.MaxProblems; the last one counts those left out.
func (d *document) said() []core.Problem {
	out := slices.Concat(d.problems, d.notices)
	slices.SortStableFunc(out, core.Problem.Compare)
	if d.more > 0 {
		out = append(out, core.Problem{Input: d.path, Says: fmt.Sprintf("and %d more problems: mend these first, then read the file again", d.more)})
	}
	return out
}

func (d *document) lineMap() map[string]int {
	out := make(map[string]int, len(d.lines))
	for _, l := range d.lines {
		out[l.key] = l.line
	}
	return out
}

func (d *document) mark(key string, pos *token.Position) {
	if pos != nil {
		d.lines = append(d.lines, keyLine{key, pos.Line})
	}
}

// show is the line with a caret below the place, or only its key where the line is private.
func (d *document) show(pos *token.Position) string {
	if pos.Line < 1 || pos.Line > len(d.source) {
		return ""
	}
	text, column := printable(d.source[pos.Line-1]), max(pos.Column-1, 0)
	if d.private[pos.Line-1] {
		key := leadingKey.FindString(string(text))
		if !slices.Contains(personKeys, strings.Trim(key, " -{\"':")) {
			return ""
		}
		text = []rune(key + " …")
	}
	text, column = window(text, column)
	gutter := fmt.Sprintf("%4d | ", pos.Line)
	shown := "\n" + gutter + strings.TrimRight(string(text), " ")
	if column > len(text) || d.private[pos.Line-1] && column >= len(text)-1 {
		return shown
	}
	return shown + "\n" + strings.Repeat(" ", len(gutter)-2) + "| " + strings.Repeat(" ", column) + "^"
}

// leadingKey is the first key of a line, and personKeys are those that say nothing by themselves.
var (
	leadingKey = regexp.MustCompile(`^[ \-{]*["']?[a-z_]+["']?:`)
	personKeys = allKeys(reflect.TypeFor[PersonDocument]())
)

func allKeys(t reflect.Type) []string {
	var out []string
	for _, f := range schema.Fields(t) {
		out = append(out, f.Name)
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			out = append(out, allKeys(inner)...)
		}
	}
	return out
}

// printable replaces what could steer a terminal or turn the direction of the text.
func printable(line string) []rune {
	text := []rune(line)
	for i, r := range text {
		switch {
		case r == '\t':
			text[i] = ' '
		case !unicode.IsPrint(r):
			text[i] = '·'
		}
	}
	return text
}

// window cuts a long line so that column stays in sight.
func window(text []rune, column int) ([]rune, int) {
	if len(text) <= shownColumns {
		return text, column
	}
	start := max(0, min(column-shownColumns*2/3, len(text)-shownColumns))
	cut := slices.Clone(text[start:min(start+shownColumns, len(text))])
	if start > 0 {
		cut[0] = '…'
	}
	if start+shownColumns < len(text) {
		cut[len(cut)-1] = '…'
	}
	return cut, column - start
}

// reads says what is written in a place, short, or only that it is no use when it is private.
func (d *document) reads(pos *token.Position, text string) string {
	if d.hidden(pos) {
		return "cannot be used"
	}
	return "is " + short(text)
}

func (d *document) hidden(pos *token.Position) bool {
	return pos != nil && pos.Line >= 1 && pos.Line <= len(d.private) && d.private[pos.Line-1]
}

// hide keeps the value on a line out of problems: it may be private under a misspelt key.
func (d *document) hide(pos *token.Position) {
	if d.personal && pos != nil && pos.Line >= 1 && pos.Line <= len(d.private) {
		d.private[pos.Line-1] = true
	}
}

func short(text string) string {
	if r := []rune(text); len(r) > shownRunes {
		text = string(r[:shownRunes]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// privatePath is privateKey for what has been decoded.
func privatePath(key string) bool { return under(key, "identity") || under(key, "recorded.payroll") }

// privateKey opens a block whose values must not travel into a report: who the person is, and where the
// pay goes. The keys inside such a block are private by themselves, too, since the key above may be the
// one that is broken.
var privateKey = regexp.MustCompile(`(^|[^\pL\d_])(identity|payroll|account|document_hash|` +
	strings.Join(schema.Names(schema.Fields(reflect.TypeFor[core.Identity]())), "|") + `)["']?\s*:`)

// privateLines marks the lines of such blocks by their indentation. It works on the text, since it
// has to hold for a file that is not readable as YAML, too.
func privateLines(source []string) []bool {
	out := make([]bool, len(source))
	inside := -1
	for i, line := range source {
		text := strings.TrimLeft(line, " \t")
		indent := len(line) - len(text)
		if text != "" && indent <= inside && (indent < inside || !strings.HasPrefix(text, "-")) {
			inside = -1
		}
		if inside < 0 && privateKey.MatchString(line) {
			inside = indent
		}
		out[i] = inside >= 0
	}
	return out
}
