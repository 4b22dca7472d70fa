package schema

import (
	"reflect"
	"strings"
)

// Field is one key of a document.
type Field struct {
	Name     string
	Doc      string
	Enum     []string // allowed words; nil allows any
	Format   string   // "country" for an ISO 3166-1 alpha-2 code, or ""
	Required bool     // without it the element is dropped
	Optional bool     // of a JSON document: left out when empty
	Type     reflect.Type
	Index    []int // for reflect.Value.FieldByIndex
}

// Fields lists the keys of a struct type in the order of the type, those of inlined structs included.
// The key is the yaml tag's name, or the json tag's for types that have no yaml tags.
func Fields(t reflect.Type) []Field {
	var out []Field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, isYAML := tagOf(f)
		if isYAML && options == "inline" || name == "" && f.Anonymous && f.Type.Kind() == reflect.Struct {
			for _, in := range Fields(f.Type) {
				in.Index = append([]int{i}, in.Index...)
				out = append(out, in)
			}
			continue
		}
		if name == "" || name == "-" {
			continue
		}
		out = append(out, Field{
			Name: name, Doc: f.Tag.Get("doc"), Enum: words(f.Tag.Get("enum")), Format: f.Tag.Get("format"),
			Required: f.Tag.Get("required") == "true" || !isYAML && options == "",
			Optional: !isYAML && options != "", Type: f.Type, Index: []int{i},
		})
	}
	return out
}

func tagOf(f reflect.StructField) (name, options string, isYAML bool) {
	tag, isYAML := f.Tag.Lookup("yaml")
	if !isYAML {
		tag = f.Tag.Get("json")
	}
	name, options, _ = strings.Cut(tag, ",")
	return name, options, isYAML
}

func words(enum string) []string {
	if enum == "" {
		return nil
	}
	return strings.Split(enum, ",")
}

// Names lists the keys alone.
func Names(fields []Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}
