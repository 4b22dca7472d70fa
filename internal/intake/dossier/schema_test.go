package dossier

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/schema"
)

func compiled(t *testing.T, title string, v any) *jsonschema.Schema {
	t.Helper()
	data, err := schema.Of(title, v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:taupier:schema:"+title, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:taupier:schema:" + title)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWhatIsReadFitsTheSchema takes any document that is read without a problem.
func TestWhatIsReadFitsTheSchema(t *testing.T) {
	person, company := compiled(t, "person", PersonDocument{}), compiled(t, "company", core.Company{})
	rapid.Check(t, func(r *rapid.T) {
		var c core.Company
		fill(drawn{r}, reflect.ValueOf(&c).Elem())
		for _, doc := range []struct {
			v      any
			schema *jsonschema.Schema
		}{{somePerson(drawn{r}), person}, {c, company}} {
			text, _ := write(drawn{r}, reflect.ValueOf(doc.v))
			var plain any
			if err := yaml.Unmarshal([]byte(text), &plain); err != nil {
				r.Fatalf("%v in\n%s", err, text)
			}
			if err := doc.schema.Validate(plain); err != nil {
				r.Fatalf("%v in\n%s", err, text)
			}
		}
	})
}
