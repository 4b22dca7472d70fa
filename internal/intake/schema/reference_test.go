package schema_test

import (
	"encoding"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

var update = flag.Bool("update", false, "write docs/reference/formats.md anew")

const referenceFile = "../../../docs/reference/formats.md"

// TestTheReferenceIsFresh holds docs/reference/formats.md to the struct tags. What people wrote in
// testdata/formats.md stands as it is; {{company}} and {{person}} are replaced by the keys.
func TestTheReferenceIsFresh(t *testing.T) {
	template, err := os.ReadFile("testdata/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		"{{company}}", reference(core.Company{}),
		"{{person}}", reference(dossier.PersonDocument{}),
	).Replace(string(template))
	if *update {
		if err := os.WriteFile(referenceFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("stale: run go test ./internal/intake/schema -update (-want +got)\n%s", diff)
	}
}

// TestEveryKeyIsExplained keeps the reference worth reading.
func TestEveryKeyIsExplained(t *testing.T) {
	for _, v := range []any{core.Company{}, dossier.PersonDocument{}} {
		for _, s := range sections(reflect.TypeOf(v), "") {
			for _, f := range s.fields {
				if f.Doc == "" {
					t.Errorf("%s.%s has no doc tag", s.path, f.Name)
				}
			}
		}
	}
}

// section is one mapping of a document: the top of the file, or what stands below a key.
type section struct {
	path   string
	doc    string
	fields []schema.Field
}

// sections lists the mappings in the order of the document, a parent before its children.
func sections(t reflect.Type, path string) []section {
	out := []section{{path: path, fields: schema.Fields(t)}}
	for _, f := range out[0].fields {
		inner, at := f.Type, strings.TrimPrefix(path+"."+f.Name, ".")
		if inner.Kind() == reflect.Slice {
			inner, at = inner.Elem(), at+"[]"
		}
		if inner.Kind() != reflect.Struct || readsItself(inner) {
			continue
		}
		below := sections(inner, at)
		below[0].doc = f.Doc
		out = append(out, below...)
	}
	return out
}

func readsItself(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// reference is one document's keys as tables.
func reference(v any) string {
	var b strings.Builder
	for _, s := range sections(reflect.TypeOf(v), "") {
		if s.path != "" {
			fmt.Fprintf(&b, "\n### `%s`\n\n%s\n\n", s.path, s.doc)
		}
		b.WriteString("| key | type | meaning |\n|---|---|---|\n")
		for _, f := range s.fields {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, kind(f), meaning(f))
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func meaning(f schema.Field) string {
	m := f.Doc
	if f.Required {
		m += " **Required.**"
	}
	if f.Enum != nil {
		m += " One of `" + strings.Join(f.Enum, "`, `") + "`."
	}
	return strings.ReplaceAll(m, "|", `\|`)
}

// kind is what to write for a value.
func kind(f schema.Field) string {
	switch t := f.Type; {
	case t == reflect.TypeFor[core.Date]():
		return "date"
	case t == reflect.TypeFor[netip.Prefix]():
		return "range"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return "list of mappings"
	case t.Kind() == reflect.Slice && f.Format == "country":
		return "list of countries"
	case t.Kind() == reflect.Slice:
		return "list of texts"
	case t.Kind() == reflect.Struct:
		return "mapping"
	case t.Kind() == reflect.Map:
		return "mapping of texts"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "whole number"
	case f.Enum != nil:
		return "word"
	case f.Format == "country":
		return "country"
	}
	return "text"
}
