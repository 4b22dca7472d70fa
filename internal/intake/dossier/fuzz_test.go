package dossier

import (
	"io/fs"
	"path"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/content/example"
	"github.com/taupier-eu/taupier/internal/core"
)

// seeds adds the example's documents and every mistake of the table.
func seeds(f *testing.F, name string, mistakes []mistake) {
	f.Helper()
	err := fs.WalkDir(example.FS, ".", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(p) != name {
			return err
		}
		data, err := fs.ReadFile(example.FS, p)
		f.Add(data)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range mistakes {
		if len(m.text) < 2000 {
			f.Add([]byte(m.text))
		}
	}
}

// checkTold holds what is promised for any bytes.
func checkTold(t *testing.T, data []byte, problems []core.Problem, lines map[string]int, ok bool) {
	t.Helper()
	if !ok && len(problems) == 0 {
		t.Error("refused without a reason")
	}
	if len(problems) > core.MaxProblems {
		t.Errorf("%d problems", len(problems))
	}
	last := 1
	for _, b := range data {
		if b == '\n' || b == '\r' {
			last++
		}
	}
	for _, p := range problems {
		if p.Line < 0 || p.Line > last || p.Says == "" || len(p.Says) > 4000 {
			t.Errorf("line %d of %d: %q", p.Line, last, p.Says)
		}
		for _, r := range p.Says {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%U in %q", r, p.Says)
			}
		}
	}
	for key, line := range lines {
		if line < 1 || line > last {
			t.Errorf("%s on line %d of %d", key, line, last)
		}
	}
}

func FuzzParsePerson(f *testing.F) {
	seeds(f, "person.yaml", personMistakes)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems, ok := ParsePerson("people/p-001/person.yaml", data)
		checkTold(t, data, problems, p.Dossier.Lines, ok)
		if ok && (p.Dossier.ID == "" || p.Dossier.Stage == "") {
			t.Errorf("a dossier without id or stage: %+v", p.Dossier)
		}
		again, twice, _ := ParsePerson("people/p-001/person.yaml", data)
		if diff := cmp.Diff(problems, twice); diff != "" {
			t.Errorf("read twice (-first +second)\n%s", diff)
		}
		if diff := cmp.Diff(p, again); diff != "" {
			t.Errorf("read twice (-first +second)\n%s", diff)
		}
	})
}

func FuzzParseCompany(f *testing.F) {
	seeds(f, "company.yaml", companyMistakes)
	f.Fuzz(func(t *testing.T, data []byte) {
		c, problems, ok := ParseCompany("company.yaml", data)
		checkTold(t, data, problems, c.Lines, ok)
		if ok && c.Name == "" {
			t.Errorf("a company without a name: %+v", c)
		}
	})
}
