package web

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A word that neither a template nor code names, whole or by how it begins, is shown to nobody.
func TestNoWordIsShownByNothing(t *testing.T) {
	defined := regexp.MustCompile(`"[\w.-]+":\s*\{(EN|FR):`)
	var text strings.Builder
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !slices.Contains([]string{".go", ".html"}, filepath.Ext(path)) {
			return err
		}
		b, err := os.ReadFile(path)
		text.WriteString(defined.ReplaceAllString(string(b), ""))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := text.String()
	var begun []string // of words that are put together, such as W (print "state_" .State)
	for _, m := range regexp.MustCompile(`(?:print "|")([a-z_0-9]+_)(?:"|%)`).FindAllStringSubmatch(all, -1) {
		begun = append(begun, m[1])
	}
	for _, key := range slices.Sorted(maps.Keys(words)) {
		if !strings.Contains(all, `"`+key+`"`) && !strings.Contains(all, ": "+key+`"`) && !slices.ContainsFunc(begun, func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("nothing shows %q", key)
		}
	}
}

// A line must not begin with the sign of the line before.
func TestNoWordOfFrenchLosesItsSignAtTheEndOfALine(t *testing.T) {
	torn := regexp.MustCompile(` [?!;:»%]|« |\w[?!;](?: |$)`)
	for _, key := range slices.Sorted(maps.Keys(words)) {
		if at := torn.FindString(words[key].FR); at != "" {
			t.Errorf("%q of %q stands with a space that breaks, or with none: %s", at, key, words[key].FR)
		}
	}
}
