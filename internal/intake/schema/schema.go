// Package schema derives JSON Schemas (draft 2020-12) from the struct tags that also drive the strict
// reader and the formats reference, so that the three cannot disagree.
package schema

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"reflect"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Draft is the dialect of the schemas.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// node is one schema.
type node = map[string]any

// Of gives the schema of the documents of v's type. Tags: yaml or json for the key, doc for its meaning,
// enum for allowed words, format for the form of a text, required for keys without which an element is
// dropped. A type with yaml tags is a file that people write: nothing after a key means that it is not
// given, and a text may be written as a number. A type with json tags is what we write ourselves: exact.
func Of(title string, v any) ([]byte, error) {
	t := reflect.TypeOf(v)
	if t == nil || t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("schema %s: want a struct, have %v", title, t)
	}
	b := builder{written: hasYAML(t), defs: node{}, names: map[reflect.Type]string{}}
	s, err := b.object(t)
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", title, err)
	}
	s["$schema"], s["$id"], s["title"] = Draft, "urn:taupier:schema:"+title, title
	if len(b.defs) > 0 {
		s["$defs"] = b.defs
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode schema %s: %w", title, err)
	}
	return data, nil
}

func hasYAML(t reflect.Type) bool {
	for i := range t.NumField() {
		if _, ok := t.Field(i).Tag.Lookup("yaml"); ok {
			return true
		}
	}
	return false
}

// builder gathers the named types of one schema under $defs.
type builder struct {
	written bool // by people, as YAML
	defs    node
	names   map[reflect.Type]string
}

func (b *builder) object(t reflect.Type) (node, error) {
	properties, required := node{}, []string{}
	for _, f := range Fields(t) {
		s, err := b.field(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Required {
			required = append(required, f.Name)
		}
		properties[f.Name] = s
	}
	s := node{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s, nil
}

// field is the schema of one key's value.
func (b *builder) field(f Field) (node, error) {
	s, err := b.of(f.Type, f)
	if err != nil {
		return nil, err
	}
	switch {
	case b.written && !f.Required:
		s = orNothing(s)
	case b.written && f.Type.Kind() == reflect.String && f.Enum == nil:
		s["minLength"] = 1
	}
	if f.Doc != "" {
		s["description"] = f.Doc
	}
	return s, nil
}

// orNothing lets a value be absent after its key.
func orNothing(s node) node {
	if _, isRef := s["$ref"]; isRef {
		return node{"anyOf": []any{s, node{"type": "null"}}}
	}
	if enum, ok := s["enum"].([]any); ok {
		s["enum"] = append(enum, "", nil)
		return s
	}
	if p, ok := s["pattern"].(string); ok {
		s["pattern"] = "^$|" + p
	}
	s["type"] = append(kinds(s), "null")
	return s
}

func kinds(s node) []string {
	if one, ok := s["type"].(string); ok {
		return []string{one}
	}
	return s["type"].([]string)
}

// Forms of text. The date's is looser than the calendar: the reader also refuses 2026-02-30.
const (
	datePattern    = `^\s*\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?\s*$`
	rangePattern   = `^\s*[0-9A-Fa-f:.]+/\d{1,3}\s*$`
	countryPattern = `^[A-Za-z]{2}$`
)

func (b *builder) of(t reflect.Type, f Field) (node, error) {
	switch t {
	case reflect.TypeFor[core.Date]():
		return node{"type": []string{"string", "integer"}, "pattern": datePattern, "minimum": 1000, "maximum": 9999}, nil
	case reflect.TypeFor[netip.Prefix]():
		return node{"type": "string", "pattern": rangePattern}, nil
	case reflect.TypeFor[time.Time]():
		return node{"type": "string", "format": "date-time"}, nil
	}
	switch t.Kind() {
	case reflect.Pointer:
		return b.of(t.Elem(), f)
	case reflect.Struct:
		return b.named(t)
	case reflect.Slice, reflect.Array:
		return b.array(t, f)
	case reflect.Map:
		values, err := b.of(t.Elem(), Field{})
		return node{"type": "object", "additionalProperties": values}, err
	case reflect.Bool:
		return node{"type": "boolean"}, nil
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint64, reflect.Uint32:
		if b.written {
			return node{"type": "integer", "minimum": 0, "maximum": 1_000_000}, nil
		}
		return node{"type": "integer"}, nil
	case reflect.Float64, reflect.Float32:
		return node{"type": "number"}, nil
	case reflect.String:
		return b.word(f), nil
	}
	return nil, fmt.Errorf("no schema for %v", t)
}

func (b *builder) word(f Field) node {
	switch {
	case f.Enum != nil:
		enum := make([]any, len(f.Enum))
		for i, w := range f.Enum {
			enum[i] = w
		}
		return node{"enum": enum}
	case f.Format == "country":
		return node{"type": "string", "pattern": countryPattern}
	case b.written:
		return node{"type": []string{"string", "number", "boolean"}}
	}
	return node{"type": "string"}
}

// array is a list. One that people write has no empty elements; one that we write is never null.
func (b *builder) array(t reflect.Type, f Field) (node, error) {
	items, err := b.of(t.Elem(), f)
	if err != nil {
		return nil, err
	}
	switch kind := t.Elem().Kind(); {
	case b.written && kind == reflect.String:
		items["minLength"] = 1
	case b.written && kind == reflect.Struct:
		items["minProperties"] = 1
	}
	return node{"type": "array", "items": items}, nil
}

// named refers to a struct under $defs, which makes a type that holds itself possible.
func (b *builder) named(t reflect.Type) (node, error) {
	name, known := b.names[t]
	if !known {
		name = t.Name()
		if _, taken := b.defs[name]; taken || name == "" {
			name = fmt.Sprintf("%s%d", t.Name(), len(b.names))
		}
		b.names[t] = name
		b.defs[name] = nil
		s, err := b.object(t)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		b.defs[name] = s
	}
	return node{"$ref": "#/$defs/" + name}, nil
}
