// Package dossier reads company.yaml and people/<id>/person.yaml strictly: every mistake is named with
// its line and what to do, and everything else of the document is kept. What a document may hold is
// read from the struct tags of internal/core; nothing is listed here.
package dossier

import (
	"encoding"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// value decodes one node into v, which is zero, and reports whether it holds something usable. What is
// wrong has been named when it does not, unless nothing was written.
func (d *document) value(v reflect.Value, n ast.Node, key string, f schema.Field) bool {
	if privatePath(key) {
		d.hide(position(n))
	}
	switch n.(type) {
	case *ast.NullNode:
		return false
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		d.refuse(position(n), "%s: anchors, aliases and tags are not read; write the value out", spoken(key))
		return false
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return d.text(u, v, n, key)
	}
	switch v.Kind() {
	case reflect.Struct:
		return d.structure(v, n, key)
	case reflect.Slice:
		return d.list(v, n, key, f)
	case reflect.Map:
		return d.dictionary(v, n, key)
	}
	text, ok := d.single(n, key)
	if !ok {
		return false
	}
	switch v.Kind() {
	case reflect.Bool:
		return d.truth(v, n, text, key)
	case reflect.Int:
		return d.whole(v, n, text, key)
	}
	return d.word(v, n, text, key, f)
}

// single is a node's one value.
func (d *document) single(n ast.Node, key string) (string, bool) {
	text, ok := scalar(n)
	if !ok {
		d.refuse(position(n), "%s wants a single value", spoken(key))
		return "", false
	}
	if strings.ContainsFunc(text, steers) {
		d.refuse(position(n), "%s holds a control character: write it as plain text", spoken(key))
		return "", false
	}
	return text, true
}

func steers(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// text decodes a type that reads itself, such as a date. No text is not a mistake: nothing was given.
func (d *document) text(u encoding.TextUnmarshaler, v reflect.Value, n ast.Node, key string) bool {
	text, ok := d.single(n, key)
	if !ok || strings.TrimSpace(text) == "" {
		return false
	}
	if err := u.UnmarshalText([]byte(strings.TrimSpace(text))); err != nil {
		v.SetZero()
		d.refuse(position(n), "%s %s: %s", spoken(key), d.reads(position(n), text), mend(v, err))
		return false
	}
	return true
}

// mend says what to write instead.
func mend(v reflect.Value, err error) string {
	switch v.Interface().(type) {
	case core.Date:
		return "write 2026-05-01, 2026-05 or 2026-05-01T09:30:00Z"
	case netip.Prefix:
		return "write a range such as 192.0.2.0/24"
	}
	return err.Error()
}

func (d *document) truth(v reflect.Value, n ast.Node, text, key string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		d.refuse(position(n), "%s %s: write true or false, without quotes", spoken(key), d.reads(position(n), text))
		return false
	}
	v.SetBool(b.Value)
	return true
}

// maxWhole bounds every number of the formats: counts and days.
const maxWhole = 1_000_000

func (d *document) whole(v reflect.Value, n ast.Node, text, key string) bool {
	whole, err := strconv.Atoi(text)
	if _, isInt := n.(*ast.IntegerNode); !isInt || err != nil || whole < 0 || whole > maxWhole {
		d.refuse(position(n), "%s %s: write a whole number from 0 to %d, without quotes", spoken(key), d.reads(position(n), text), maxWhole)
		return false
	}
	v.SetInt(int64(whole))
	return true
}

// word decodes a string: as it is written, one of the allowed words, or a country.
func (d *document) word(v reflect.Value, n ast.Node, text, key string, f schema.Field) bool {
	if text == "" {
		return false
	}
	if f.Enum != nil && !slices.Contains(f.Enum, text) {
		d.refuse(position(n), "%s %s%s; it can be %s", spoken(key), d.reads(position(n), text), suggestion(text, f.Enum), strings.Join(f.Enum, ", "))
		return false
	}
	if f.Format == "country" && !isCountry(text) {
		d.refuse(position(n), "%s %s: write the two letters of ISO 3166-1, such as FR", spoken(key), d.reads(position(n), text))
		return false
	}
	v.SetString(text)
	return true
}

// isCountry reports whether text has the form of a country code.
func isCountry(text string) bool {
	return len(text) == 2 && !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
}

// spoken is a key path for a message: without the numbers of list elements, since the line is shown.
func spoken(key string) string {
	var b strings.Builder
	for i, part := range strings.Split(key, "[") {
		if i > 0 {
			_, part, _ = strings.Cut(part, "]")
		}
		b.WriteString(part)
	}
	return b.String()
}

// scalar is a node's single value as written.
func scalar(n ast.Node) (string, bool) {
	switch x := n.(type) {
	case *ast.StringNode:
		return x.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(x.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}
