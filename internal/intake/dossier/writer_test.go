package dossier

import (
	"encoding"
	"net/netip"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// chooser fills a document and decides how it is written. Tests either draw its choices or, for the
// complete document, always say yes and take what comes first.
type chooser interface {
	yes(what string) bool
	pick(what string, n int) int
}

type drawn struct{ t *rapid.T }

func (d drawn) yes(what string) bool        { return rapid.Bool().Draw(d.t, what) }
func (d drawn) pick(what string, n int) int { return rapid.IntRange(0, n-1).Draw(d.t, what) }

// everything fills each key and turns through the values, so that no two neighbours are equal by chance.
type everything struct{ turn int }

func (e *everything) yes(string) bool { return true }

func (e *everything) pick(_ string, n int) int {
	e.turn++
	return e.turn % n
}

var (
	someTexts = []string{"plain", "two words", "é: à # x", "12", "true", "- dash", "first\nsecond", "on", "null", "~", `a "b" \c`, "'", "1e3", "Ümlaut", "{x}", "a, b"}
	someDates = []string{"2026-05-01", "2026-05", "2026", "2026-05-01T09:30:00Z", "2026-05-01 09:30"}
)

// fill sets the fields of a struct: the required ones always, the others when chosen.
func fill(c chooser, v reflect.Value) {
	for _, f := range schema.Fields(v.Type()) {
		if f.Required || c.yes("has "+f.Name) {
			fillValue(c, v.FieldByIndex(f.Index), f)
		}
	}
}

func fillValue(c chooser, v reflect.Value, f schema.Field) {
	switch v.Addr().Interface().(type) {
	case *core.Date:
		d, _ := core.ParseDate(someDates[c.pick("date", len(someDates))])
		v.Set(reflect.ValueOf(d))
		return
	case *netip.Prefix:
		v.Set(reflect.ValueOf([]netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::/32")}[c.pick("range", 2)]))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		fill(c, v)
	case reflect.Slice:
		for range 1 + c.pick("length", 2) {
			e := reflect.New(v.Type().Elem()).Elem()
			fillValue(c, e, f)
			if e.IsZero() {
				continue
			}
			v.Set(reflect.Append(v, e))
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"account": "User", "ip": someTexts[c.pick("text", len(someTexts))]}))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(1 + c.pick("number", 400)))
	default:
		v.SetString(fillText(c, f))
	}
}

func fillText(c chooser, f schema.Field) string {
	switch {
	case f.Enum != nil:
		return f.Enum[c.pick("word", len(f.Enum))]
	case f.Format == "country":
		return []string{"FR", "pt"}[c.pick("country", 2)]
	}
	return someTexts[c.pick("text", len(someTexts))]
}

// writer writes a document as people do, in block and flow style, with comments and blank lines, and
// keeps the line on which it wrote each key.
type writer struct {
	chooser
	b     strings.Builder
	line  int
	lines map[string]int
}

func write(c chooser, v reflect.Value) (text string, lines map[string]int) {
	w := &writer{chooser: c, line: 1, lines: map[string]int{}}
	w.mapping(v, "", "", false)
	return w.b.String(), w.lines
}

func (w *writer) emit(s string) {
	w.b.WriteString(s)
	w.line += strings.Count(s, "\n")
}

// mapping writes the keys of a struct; the first one stands behind a dash when inline.
func (w *writer) mapping(v reflect.Value, key, indent string, inline bool) {
	for _, f := range schema.Fields(v.Type()) {
		fv := v.FieldByIndex(f.Index)
		if fv.IsZero() {
			continue
		}
		if !inline {
			w.emit([]string{"", "\n", indent + "# identity: a comment\n", ""}[w.pick("space", 4)] + indent)
		}
		inline = false
		w.lines[join(key, f.Name)] = w.line
		w.emit(f.Name + ":")
		w.value(fv, join(key, f.Name), indent+"  ")
	}
}

// value writes what stands behind a colon, up to the end of its line.
func (w *writer) value(v reflect.Value, key, indent string) {
	if text, ok := single(v); ok {
		w.emit(" " + w.style(text, indent, true) + "\n")
		return
	}
	if w.pick("flow", 3) == 0 {
		w.emit(" ")
		w.flow(v, key, indent)
		w.emit([]string{"\n", " # said so\n"}[w.pick("comment", 2)])
		return
	}
	w.emit("\n")
	switch v.Kind() {
	case reflect.Struct:
		w.mapping(v, key, indent, false)
	case reflect.Slice:
		for i := range v.Len() {
			w.emit(indent + "- ")
			w.element(v.Index(i), core.Key(key, i), indent+"  ")
		}
	case reflect.Map:
		for _, name := range []string{"account", "ip"} {
			w.emit(indent)
			w.lines[join(key, name)] = w.line
			w.emit(name + ": " + w.style(v.MapIndex(reflect.ValueOf(name)).String(), indent+"  ", true) + "\n")
		}
	}
}

func (w *writer) element(v reflect.Value, key, indent string) {
	w.lines[key] = w.line
	if text, ok := single(v); ok {
		w.emit(w.style(text, indent, true) + "\n")
		return
	}
	if w.pick("flow", 2) == 0 {
		w.flow(v, key, indent)
		w.emit("\n")
		return
	}
	w.mapping(v, key, indent, true)
}

func (w *writer) flow(v reflect.Value, key, indent string) {
	if text, ok := single(v); ok {
		w.emit(w.style(text, indent, false))
		return
	}
	gap := func(i int) {
		if i > 0 {
			w.emit([]string{", ", ",\n" + indent + "  "}[w.pick("break", 2)])
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		w.emit("{")
		n := 0
		for _, f := range schema.Fields(v.Type()) {
			if fv := v.FieldByIndex(f.Index); !fv.IsZero() {
				gap(n)
				w.lines[join(key, f.Name)] = w.line
				w.emit(f.Name + ": ")
				w.flow(fv, join(key, f.Name), indent)
				n++
			}
		}
		w.emit("}")
	case reflect.Slice:
		w.emit("[")
		for i := range v.Len() {
			gap(i)
			w.lines[core.Key(key, i)] = w.line
			w.flow(v.Index(i), core.Key(key, i), indent)
		}
		w.emit("]")
	case reflect.Map:
		w.emit("{")
		for i, name := range []string{"account", "ip"} {
			gap(i)
			w.lines[join(key, name)] = w.line
			w.emit(name + ": " + w.style(v.MapIndex(reflect.ValueOf(name)).String(), indent, false))
		}
		w.emit("}")
	}
}

// written is a value that stands in one place, marked when it is text of the writer's own choosing.
type written struct {
	text  string
	plain bool // needs no quotes: a date, a number, true
}

func single(v reflect.Value) (written, bool) {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, _ := m.MarshalText()
		return written{string(text), true}, true
	}
	switch v.Kind() {
	case reflect.String:
		return written{text: v.String()}, true
	case reflect.Int:
		return written{strconv.Itoa(int(v.Int())), true}, true
	case reflect.Bool:
		return written{strconv.FormatBool(v.Bool()), true}, true
	}
	return written{}, false
}

var plainText = regexp.MustCompile(`^[\pL\d]+( [\pL\d]+)*$`)

// style writes text plain, quoted, over two lines, or as a block.
func (w *writer) style(x any, indent string, block bool) string {
	v, ok := x.(written)
	if !ok {
		v = written{text: x.(string)}
	}
	switch {
	case v.plain:
		return v.text
	case block && strings.Contains(v.text, "\n") && w.pick("literal", 2) == 0:
		return "|\n" + indent + strings.ReplaceAll(v.text, "\n", "\n"+indent)
	case strings.Contains(v.text, " ") && plainText.MatchString(v.text) && w.pick("folded", 2) == 0:
		return `"` + strings.Replace(v.text, " ", "\n"+indent+"  ", 1) + `"`
	case plainText.MatchString(v.text) && v.text != "null" && w.pick("quoted", 2) == 0:
		return v.text
	case !strings.Contains(v.text, "\n") && w.pick("single", 2) == 0:
		return "'" + strings.ReplaceAll(v.text, "'", "''") + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(v.text) + `"`
}
