package schema_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/taupier-eu/taupier/content/example"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
)

// exampleFiles gives the example's files of one name.
func exampleFiles(t *testing.T, name string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(example.FS, ".", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(p) != name {
			return err
		}
		files[p], err = fs.ReadFile(example.FS, p)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files named %s: %v", len(files), name, err)
	}
	return files
}

// plain is a YAML document as a validator of JSON wants it.
func plain(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheExampleIsReadWithoutAProblem(t *testing.T) {
	for p, data := range exampleFiles(t, "person.yaml") {
		if _, problems, ok := dossier.ParsePerson(p, data); !ok || len(problems) > 0 {
			t.Errorf("%s: ok is %v, problems %v", p, ok, problems)
		}
	}
	for p, data := range exampleFiles(t, "company.yaml") {
		if _, problems, ok := dossier.ParseCompany(p, data); !ok || len(problems) > 0 {
			t.Errorf("%s: ok is %v, problems %v", p, ok, problems)
		}
	}
}

func TestTheExampleFitsTheSchema(t *testing.T) {
	person, company := compile(t, "person", dossier.PersonDocument{}), compile(t, "company", core.Company{})
	for p, data := range exampleFiles(t, "person.yaml") {
		if err := person.Validate(plain(t, data)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	for p, data := range exampleFiles(t, "company.yaml") {
		if err := company.Validate(plain(t, data)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestTheExampleIsInvented(t *testing.T) {
	reserved := []string{"192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "example.com", "example.org", "example.net"}
	err := fs.WalkDir(example.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(example.FS, p)
		for _, field := range strings.FieldsFunc(string(data), func(r rune) bool { return strings.ContainsRune(" ,\"'[]{}\n\t", r) }) {
			isAddress := strings.Contains(field, "@") || strings.Count(field, ".") == 3 && strings.Trim(field, "0123456789./") == ""
			fits := false
			for _, r := range reserved {
				fits = fits || strings.Contains(field, r)
			}
			if isAddress && !fits {
				t.Errorf("%s: %q is not a reserved name or address", p, field)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
