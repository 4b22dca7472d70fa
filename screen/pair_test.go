package screen

import (
	"os"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/screen/list"
)

// pairsOf reads a table of pairs: kind;name;name;1 when they are one.
func pairsOf(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, ";")
		if len(f) != 4 {
			t.Fatalf("%s: %q: want kind;name;name;same", file, line)
		}
		out = append(out, f)
	}
	return out
}

func TestSpellingsOfOneNameAreOneAndOthersAreNot(t *testing.T) {
	for _, f := range pairsOf(t, "testdata/pairs.csv") {
		got := Pair(f[1], f[2], list.Kind(f[0]))
		if (got.Probability >= CheckAt) != (f[3] == "1") {
			t.Errorf("%s: %s and %s: %.3f, want same %s", f[0], f[1], f[2], got.Probability, f[3])
		}
	}
}

func TestAPairIsTheSameEitherWay(t *testing.T) {
	for _, f := range pairsOf(t, "testdata/pairs.csv") {
		a, b := Pair(f[1], f[2], list.Kind(f[0])).Probability, Pair(f[2], f[1], list.Kind(f[0])).Probability
		if (a >= CheckAt) != (b >= CheckAt) {
			t.Errorf("%s and %s: %.3f, the other way %.3f", f[1], f[2], a, b)
		}
	}
}
