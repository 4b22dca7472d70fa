package api

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

var update = flag.Bool("update", false, "write the description of the API into testdata and the docs")

const specFile = "testdata/openapi.json"

func TestTheDescriptionIsOpenAPI31(t *testing.T) {
	w := newWorld(t)
	doc, err := openapi3.NewLoader().LoadFromData(w.api.Spec())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	if doc.OpenAPI != "3.1.0" {
		t.Error(doc.OpenAPI)
	}
	if got := w.do(t, ask{method: "GET", path: "/api/openapi.json"}); got.body != string(w.api.Spec()) {
		t.Error("what is served is another")
	}
}

func TestTheDescriptionIsTheOneInTheTree(t *testing.T) {
	spec := newWorld(t).api.Spec()
	if *update {
		if err := os.MkdirAll(filepath.Dir(specFile), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(specFile, spec, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(specFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != string(spec) {
		t.Errorf("the API is no longer as %s says: see what breaks (TestNothingBreaksWhoeverUsesTheAPI), then go test ./internal/serve/api -run TheDescriptionIsTheOneInTheTree -update", specFile)
	}
}
