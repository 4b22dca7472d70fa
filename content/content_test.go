package content

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/taupier-eu/taupier/internal/core"
)

// files are the paths of a glob; a glob that finds nothing would let every test pass.
func files(t *testing.T, glob string) []string {
	t.Helper()
	names, err := fs.Glob(FS, glob)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", glob, len(names), err)
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(FS, name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEverySignalIsComplete(t *testing.T) {
	for _, name := range files(t, "signals/*.yaml") {
		t.Run(path.Base(name), func(t *testing.T) {
			var s core.Signal
			if err := yaml.NewDecoder(bytes.NewReader(read(t, name)), yaml.Strict()).Decode(&s); err != nil {
				t.Fatal(yaml.FormatError(err, false, true))
			}
			if err := s.Validate(); err != nil {
				t.Error(err)
			}
			if s.ID+".yaml" != path.Base(name) {
				t.Errorf("id %q stands in %s", s.ID, name)
			}
			if !s.Legal.Complete() {
				t.Error("no legal note in both languages")
			}
			for _, source := range s.Sources {
				if source.Key == "" || source.Title == "" || !wellMarked(source.Mark) {
					t.Errorf("source %+v has no key, no title or no mark of how it was read", source)
				}
			}
		})
	}
}

// wellMarked reports whether a mark says how a source was read: V, S, R or D, a star for a part, a slash between two.
func wellMarked(mark string) bool {
	for _, part := range strings.Split(mark, "/") {
		if letter := strings.TrimSuffix(part, "*"); len(letter) != 1 || !strings.Contains("VSRD", letter) {
			return false
		}
	}
	return true
}

// The letter of a signal is the group of its family; the sum is capped by family.
func TestTheLetterOfASignalIsItsFamily(t *testing.T) {
	for _, name := range files(t, "signals/*.yaml") {
		var s core.Signal
		if err := yaml.Unmarshal(read(t, name), &s); err != nil {
			t.Fatal(err)
		}
		group := int(path.Base(name)[0]) - 'A'
		if group < 0 || group >= len(core.Families) || core.Families[group] != s.Family {
			t.Errorf("%s is of family %s", s.ID, s.Family)
		}
	}
}

func TestEveryCaseSaysWhatHappens(t *testing.T) {
	for _, name := range files(t, "cases/*/*.txtar") {
		says, _, _ := strings.Cut(string(read(t, name)), "\n-- ")
		if says = strings.TrimSpace(says); len(says) < 8 || !strings.HasSuffix(says, ".") {
			t.Errorf("%s begins with %q, not with a sentence", name, says)
		}
	}
}

// Cases hold reserved values only, so that they never speak of a real network, mailbox or person.
func TestCasesHoldReservedDomainsOnly(t *testing.T) {
	reserved := []string{"example.com", "example.org", "example.net", ".example", ".test", ".invalid"}
	for _, name := range files(t, "cases/[A-E]*/*.txtar") {
		for _, word := range strings.FieldsFunc(string(read(t, name)), func(r rune) bool { return strings.ContainsRune(" \n\t\"'[]{},()<>", r) }) {
			_, domain, ok := strings.Cut(word, "@")
			if !ok {
				continue
			}
			found := false
			for _, r := range reserved {
				found = found || domain == r || strings.HasSuffix(domain, r)
			}
			if !found {
				t.Errorf("%s: %q is no reserved domain", name, word)
			}
		}
	}
}

func TestTechnologiesHaveAYearAndASource(t *testing.T) {
	r := csv.NewReader(bytes.NewReader(read(t, "technologies.csv")))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 61 || strings.Join(rows[0], ",") != "name,first_year,source" {
		t.Fatalf("%d rows under %v, want 60 technologies under name,first_year,source", len(rows), rows[0])
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		year, err := strconv.Atoi(row[1])
		if err != nil || year < 1950 || year > 2026 || row[0] == "" || row[2] == "" {
			t.Errorf("%v is not complete", row)
		}
		key := strings.ToLower(row[0])
		if seen[key] {
			t.Errorf("%s stands twice", row[0])
		}
		seen[key] = true
	}
}

// A technology is no younger than its first release that a public collection knows.
func TestNoTechnologyIsYoungerThanItsVersions(t *testing.T) {
	years := map[string]int{}
	for _, row := range table(t, "technologies.csv", "name,first_year,source") {
		years[strings.ToLower(row[0])], _ = strconv.Atoi(row[1])
	}
	rows := table(t, "technology_versions.csv", "name,version,released")
	if len(rows) < 1500 {
		t.Fatalf("%d versions", len(rows))
	}
	for _, row := range rows {
		day, err := time.Parse(time.DateOnly, row[2])
		if err != nil {
			t.Fatal(err)
		}
		if year, ok := years[strings.ToLower(row[0])]; ok && year > day.Year() {
			t.Errorf("%s is of %d, its version %s of %d", row[0], year, row[1], day.Year())
		}
	}
}

// table is a CSV file below its header.
func table(t *testing.T, name, header string) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(read(t, name)))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != header {
		t.Fatalf("%s does not begin with %s", name, header)
	}
	return rows[1:]
}
