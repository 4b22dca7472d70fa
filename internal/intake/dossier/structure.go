package dossier

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

// seen is what became of one key of a mapping.
type seen struct {
	line   int
	usable bool
	empty  bool // nothing was written after the key
}

// structure decodes a mapping. It reports false when a required key is missing or unusable, so that a
// list drops the element; everything else that is wrong is named and left out.
func (d *document) structure(v reflect.Value, n ast.Node, key string) bool {
	fields := schema.Fields(v.Type())
	pairs, ok := pairsOf(n)
	if !ok {
		d.refuse(position(n), "%s wants keys and values: %s", spoken(key), strings.Join(schema.Names(fields), ", "))
		return false
	}
	given := map[string]seen{}
	for _, p := range pairs {
		d.pair(v, p, key, fields, given)
	}
	whole := true
	for _, f := range fields {
		s, written := given[f.Name]
		if !f.Required || s.usable {
			continue
		}
		whole = false
		if !written || s.empty {
			d.refuse(position(n), "%s is missing: %s", spoken(join(key, f.Name)), lowered(f.Doc))
		}
	}
	return whole
}

// lowered is a description as the rest of a sentence.
func lowered(doc string) string {
	r := []rune(strings.TrimSuffix(doc, "."))
	if len(r) > 1 && !unicode.IsUpper(r[1]) {
		r[0] = unicode.ToLower(r[0])
	}
	return string(r)
}

func (d *document) pair(v reflect.Value, p *ast.MappingValueNode, key string, fields []schema.Field, given map[string]seen) {
	name, pos := d.keyName(p, key, fields), position(p.Key)
	if name == "" {
		return
	}
	if first, twice := given[name]; twice {
		d.refuse(pos, "%s stands twice: line %d was read; keep one", spoken(join(key, name)), first.line)
		return
	}
	for _, f := range fields {
		if f.Name != name {
			continue
		}
		at, mark := join(key, name), len(d.problems)+d.more
		d.mark(at, pos)
		usable := d.value(v.FieldByIndex(f.Index), p.Value, at, f)
		given[name] = seen{line: pos.Line, usable: usable, empty: !usable && len(d.problems)+d.more == mark}
	}
}

// keyName is the key of a pair, "" when it is none of the fields.
func (d *document) keyName(p *ast.MappingValueNode, key string, fields []schema.Field) string {
	name, ok := scalar(p.Key)
	if !ok {
		d.refuse(position(p.Key), "a key is one plain word: anchors, merges and complex keys are not read")
		return ""
	}
	known := schema.Names(fields)
	if slices.Contains(known, name) {
		return name
	}
	pos := position(p.Key)
	if key == "" || privatePath(key) {
		d.hide(pos)
	}
	hint := home(name, fields)
	if hint == "" {
		hint = suggestion(name, known)
	}
	called := short(name)
	if hint == "" {
		hint = "; it can be " + strings.Join(known, ", ")
		if d.hidden(pos) {
			called = "here" // it may be a value whose key is broken
		}
	}
	d.refuse(pos, "unknown key %s%s", called, hint)
	return ""
}

// home names the neighbouring key below which an unknown key belongs.
func home(name string, fields []schema.Field) string {
	for _, f := range fields {
		if f.Type.Kind() == reflect.Struct && slices.Contains(schema.Names(schema.Fields(f.Type)), name) {
			return fmt.Sprintf("; it belongs under %q", f.Name)
		}
	}
	return ""
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// list decodes a sequence, element by element. One that cannot be used is dropped alone; the lines are
// those of the elements that are kept, under the numbers they have then.
func (d *document) list(v reflect.Value, n ast.Node, key string, f schema.Field) bool {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		d.refuse(position(n), "%s wants a list: a line with a dash for each, or [a, b]", spoken(key))
		return false
	}
	for _, it := range seq.Values {
		at, tail, said := core.Key(key, v.Len()), len(d.lines), len(d.problems)+d.more
		d.mark(at, position(it))
		e := reflect.New(v.Type().Elem()).Elem()
		pairs, isMap := pairsOf(it)
		if !(isMap && len(pairs) == 0) && d.value(e, it, at, f) {
			v.Set(reflect.Append(v, e))
			continue
		}
		d.lines = d.lines[:tail]
		if len(d.problems)+d.more == said {
			d.refuse(position(it), "%s has an empty element: fill it in or remove it", spoken(key))
		}
	}
	return true
}

// dictionary decodes a map of texts.
func (d *document) dictionary(v reflect.Value, n ast.Node, key string) bool {
	pairs, ok := pairsOf(n)
	if !ok {
		d.refuse(position(n), "%s wants keys and values", spoken(key))
		return false
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, p := range pairs {
		name, ok := scalar(p.Key)
		if !ok {
			d.refuse(position(p.Key), "%s wants plain words as keys", spoken(key))
			continue
		}
		if v.MapIndex(reflect.ValueOf(name)).IsValid() {
			d.refuse(position(p.Key), "%s has %s twice: the first was read; keep one", spoken(key), short(name))
			continue
		}
		text, ok := d.single(p.Value, join(key, name))
		if !ok {
			continue
		}
		d.mark(join(key, name), position(p.Key))
		v.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(text))
	}
	return true
}
