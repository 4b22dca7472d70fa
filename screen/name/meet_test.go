package name

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// pairs reads a file of two names a line; lines of "#" are comments.
func pairs(t *testing.T, file, separator string) [][2]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][2]string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if line := strings.TrimSpace(sc.Text()); line != "" && line[0] != '#' {
			c := strings.Split(line, separator)
			out = append(out, [2]string{c[0], c[1]})
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no pairs", file)
	}
	return out
}

func TestSpellingsOfOneNameMeet(t *testing.T) {
	for _, p := range pairs(t, "testdata/meet.csv", ";") {
		if a, b := Parse(p[0], Person), Parse(p[1], Person); !meets(a, b) {
			t.Errorf("%s and %s do not meet:\n%+v\n%+v", p[0], p[1], a.Tokens, b.Tokens)
		}
	}
}

func TestOtherNamesStayApart(t *testing.T) {
	for _, p := range pairs(t, "testdata/apart.csv", ";") {
		if meets(Parse(p[0], Person), Parse(p[1], Person)) {
			t.Errorf("%s and %s meet", p[0], p[1])
		}
	}
}

// TAUPIER_PAIRS names a file "query,match,…" of names in two scripts that are one.
func TestNamesMeetAcrossScripts(t *testing.T) {
	file := os.Getenv("TAUPIER_PAIRS")
	if file == "" {
		t.Skip("TAUPIER_PAIRS is not set")
	}
	for _, p := range pairs(t, file, ",") {
		if a, b := Parse(p[0], Person), Parse(p[1], Person); !meets(a, b) {
			t.Errorf("%s and %s do not meet:\n%+v\n%+v", p[0], p[1], a.Tokens, b.Tokens)
		}
	}
}

func TestAShortFormIsNoSpelling(t *testing.T) {
	sasha, full := Parse("Sasha", Person).Tokens[0], Parse("Александр", Person).Tokens[0]
	if got := Meet(&sasha, &full); got != ByShort {
		t.Errorf("Sasha and Александр meet %d, want by short form", got)
	}
	bill, william := Parse("Bill", Person).Tokens[0], Parse("William", Person).Tokens[0]
	if got := Meet(&william, &bill); got != ByShort {
		t.Errorf("William and Bill meet %d, want by short form", got)
	}
}
