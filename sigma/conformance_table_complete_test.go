package sigma

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// parserWords are the words that stand in the code of the package: those that can name a modifier.
func parserWords(tb testing.TB) (words []string) {
	tb.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		tb.Fatal(err)
	}
	word := regexp.MustCompile(`^[a-z0-9_]+$`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			tb.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && word.MatchString(s) {
					words = append(words, s)
				}
			}
			return true
		})
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// knownModifiers are the words that the parser takes for modifiers, whatever else it says of them.
func knownModifiers(tb testing.TB) (known []string) {
	tb.Helper()
	for _, w := range parserWords(tb) {
		_, err := ParseRules("t.yml", oneRule(field("A|re|"+w+": x")))
		if err == nil || !strings.Contains(err.Error(), "unknown modifier") {
			known = append(known, w)
		}
	}
	return known
}

func TestConformanceTableHasEveryModifierOfTheParser(t *testing.T) {
	tested := map[string]bool{}
	for _, l := range conformanceTable(t, "modifiers") {
		key, _, _ := strings.Cut(l.Line, ":")
		if !slices.Contains(strings.Split(key, "|")[1:], l.Construct) {
			t.Errorf("%q is no test of %s", l.Line, l.Construct)
		}
		tested[l.Construct] = true
	}
	known := knownModifiers(t)
	if len(known) < 25 {
		t.Errorf("the parser is said to know %v only", known)
	}
	for _, m := range known {
		if !tested[m] {
			t.Errorf("the table has no test of the modifier %s", m)
		}
	}
}

// Without its modifier some line of the table is refused or answers otherwise: a parser that took no notice
// of the modifier would be found out.
func TestConformanceTableTellsModifiersApart(t *testing.T) {
	told := map[string]bool{}
	for _, l := range conformanceTable(t, "modifiers") {
		told[l.Construct] = told[l.Construct] || l.differsWithout()
	}
	for construct, ok := range told {
		if !ok {
			t.Errorf("the records say nothing of %s", construct)
		}
	}
}

func (l conformanceLine) differsWithout() bool {
	key, value, _ := strings.Cut(l.Line, ":")
	parts := slices.DeleteFunc(strings.Split(key, "|"), func(p string) bool { return p == l.Construct })
	without := field(strings.Join(parts, "|") + ":" + value)
	yes, refused := conformanceAnswer(without, l.Yes)
	no, _ := conformanceAnswer(without, l.No)
	return refused != nil || !yes || no
}

func TestConformanceTableHasEveryCorrelation(t *testing.T) {
	tested := map[string]bool{}
	for _, l := range conformanceTable(t, "correlations") {
		tested[l.Construct] = true
	}
	want := append([]string{"aliases", "group-by", "chaining", "generate", "absent"}, correlationTypes...)
	for _, w := range []Window{Sliding, Tumbling, Session} {
		want = append(want, "window: "+string(w))
	}
	for _, c := range want {
		if !tested[c] {
			t.Errorf("the table has no test of %s", c)
		}
	}
}
