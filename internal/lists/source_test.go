package lists

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/content"
)

func TestTheShippedSourcesAreComplete(t *testing.T) {
	data, err := fs.ReadFile(content.FS, "lists/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadSources(data, "sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"eu", "fr", "un", "ofac-sdn", "ofac-cons", "uk", "ch-seco"} {
		s := find(all, name)
		if s == nil {
			t.Errorf("%s has no source", name)
			continue
		}
		if s.Title == "" || s.Publisher == "" || s.Format == "" || s.Terms == "" || !strings.HasPrefix(s.Documented, "https://") || !strings.HasPrefix(s.Address, "https://") {
			t.Errorf("%s: %+v is not complete", name, s)
		}
	}
}

func TestASourceThatCannotBeReliedOnIsRefused(t *testing.T) {
	const good = "- list: un\n  address: https://lists.example/un.xml\n  bytes: [1, 2]\n  entries: [1, 2]\n"
	if _, err := ReadSources([]byte(good), "s.yaml"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, says string }{
		"without TLS":          {strings.Replace(good, "https://", "http://", 1), "want https://"},
		"a file":               {strings.Replace(good, "https://lists.example", "file:///etc", 1), "want https://"},
		"no address":           {strings.Replace(good, "https://lists.example/un.xml", `""`, 1), "want https://"},
		"a digest elsewhere":   {good + "  sha256: http://lists.example/x\n", "want https://"},
		"no size":              {strings.Replace(good, "[1, 2]", "[0, 2]", 1), "from and to"},
		"a folder as a name":   {strings.Replace(good, "un\n", "../un\n", 1), "no name of a list"},
		"twice":                {good + good, "stands there twice"},
		"an unknown field":     {good + "  adress: x\n", "unknown field"},
		"another kind of YAML": {"lists: 1", "s.yaml"},
	} {
		if _, err := ReadSources([]byte(c.text), "s.yaml"); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "s.yaml") {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
}

func TestSourcesOfOnesOwnReplaceThoseThatShip(t *testing.T) {
	got := Overlay([]Source{{List: "a", Address: "1"}, {List: "b", Address: "1"}}, []Source{{List: "b", Address: "2"}, {List: "c", Address: "2"}})
	if len(got) != 3 || find(got, "a").Address != "1" || find(got, "b").Address != "2" || find(got, "c").Address != "2" {
		t.Errorf("%+v", got)
	}
}
