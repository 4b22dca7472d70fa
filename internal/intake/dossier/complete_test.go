package dossier

import (
	"maps"
	"net/netip"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

var samePrefix = cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })

// somePerson fills a person who works here, so that payroll may be there.
func somePerson(c chooser) PersonDocument {
	var doc PersonDocument
	fill(c, reflect.ValueOf(&doc).Elem())
	doc.ID = "p-001"
	doc.Stage = []core.Stage{core.Hired, core.Employed, core.Leaving}[c.pick("stage", 3)]
	return doc
}

func checkPerson(t interface {
	Helper()
	Fatalf(string, ...any)
}, c chooser) {
	t.Helper()
	doc := somePerson(c)
	text, lines := write(c, reflect.ValueOf(doc))
	got, problems, ok := ParsePerson("people/p-001/person.yaml", []byte(text))
	if !ok || len(problems) > 0 {
		t.Fatalf("ok is %v, problems %v in\n%s", ok, problems, text)
	}
	maps.DeleteFunc(lines, func(key string, _ int) bool { return under(key, "identity") })
	want := core.Person{Identity: doc.Identity, Dossier: doc.Dossier}
	want.Dossier.Input, want.Dossier.Lines = "people/p-001/person.yaml", lines
	if diff := cmp.Diff(want, got, samePrefix); diff != "" {
		t.Fatalf("(-written +read)\n%s\n%s", diff, text)
	}
}

func checkCompany(t interface {
	Helper()
	Fatalf(string, ...any)
}, c chooser) {
	t.Helper()
	var want core.Company
	fill(c, reflect.ValueOf(&want).Elem())
	text, lines := write(c, reflect.ValueOf(want))
	got, problems, ok := ParseCompany("company.yaml", []byte(text))
	if !ok || len(problems) > 0 {
		t.Fatalf("ok is %v, problems %v in\n%s", ok, problems, text)
	}
	want.Input, want.Lines = "company.yaml", lines
	if diff := cmp.Diff(want, got, samePrefix); diff != "" {
		t.Fatalf("(-written +read)\n%s\n%s", diff, text)
	}
}

func TestEveryKeyIsReadWithItsLine(t *testing.T) {
	t.Run("of a person", func(t *testing.T) { checkPerson(t, &everything{}) })
	t.Run("of a company", func(t *testing.T) { checkCompany(t, &everything{}) })
}

func TestTheCompletePersonLeavesNoKeyOut(t *testing.T) {
	doc := somePerson(&everything{})
	for _, missing := range zeroKeys(reflect.ValueOf(doc), "") {
		t.Errorf("%s was not filled: the test would not see it", missing)
	}
}

func zeroKeys(v reflect.Value, key string) []string {
	var out []string
	for _, f := range schema.Fields(v.Type()) {
		fv, at := v.FieldByIndex(f.Index), join(key, f.Name)
		if fv.IsZero() {
			out = append(out, at)
			continue
		}
		if fv.Kind() == reflect.Slice {
			fv = fv.Index(0)
		}
		if fv.Kind() == reflect.Struct {
			out = append(out, zeroKeys(fv, at)...)
		}
	}
	return out
}

func TestHoweverItIsWrittenItIsReadWithItsLines(t *testing.T) {
	t.Run("a person", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) { checkPerson(r, drawn{r}) })
	})
	t.Run("a company", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) { checkCompany(r, drawn{r}) })
	})
}
