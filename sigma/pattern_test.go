package sigma

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// naive is what a pattern means, tried in every way.
func naive(p pattern, s string) bool {
	if len(p) == 0 {
		return s == ""
	}
	switch p[0].kind {
	case partLiteral:
		rest, ok := strings.CutPrefix(s, p[0].text)
		return ok && naive(p[1:], rest)
	case partAny:
		for i := range s {
			if naive(p[1:], s[i:]) {
				return true
			}
		}
		return naive(p[1:], "")
	}
	r, n := utf8.DecodeRuneInString(s)
	return s != "" && (p[0].kind == partOne || isDash(r)) && naive(p[1:], s[n:])
}

var (
	wildText  = rapid.StringOfN(rapid.SampledFrom([]rune(`ab*?\-/é`)), 0, 12, -1)
	plainText = rapid.StringOfN(rapid.SampledFrom([]rune(`aabb\-/é*`)), 0, 14, -1)
)

func TestPatternsMatchAsTheirMeaningSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parsePattern(wildText.Draw(t, "pattern"))
		if rapid.Bool().Draw(t, "windash") {
			p = windash(p)
		}
		s := plainText.Draw(t, "text")
		if got, want := p.match(s), naive(p, s); got != want {
			t.Fatalf("%q matches %q: %v, want %v", p, s, got, want)
		}
	})
}

// The shortcut that a pattern takes as a test must answer as the pattern does.
func TestTestsOfPatternsAnswerAsThePattern(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parsePattern(wildText.Draw(t, "pattern")).widened(rapid.Bool().Draw(t, "before"), rapid.Bool().Draw(t, "after"))
		s := plainText.Draw(t, "text")
		if got, want := p.test("F", true).holds(s, s), naive(p, s); got != want {
			t.Fatalf("%q holds for %q: %v, want %v", p, s, got, want)
		}
	})
}

func TestNeighboursAreJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := parsePattern(wildText.Draw(t, "pattern")).widened(true, true)
		for i := 1; i < len(p); i++ {
			if a, b := p[i-1].kind, p[i].kind; a == b && a != partOne {
				t.Fatalf("neighbours of one kind in %q", p)
			}
		}
	})
}

func TestEscapes(t *testing.T) {
	for _, c := range []struct{ name, value, text string }{
		{"a backslash before a letter stands for itself", `a\b`, `a\b`},
		{"two are one", `a\\b`, `a\b`},
		{"three are two", `a\\\b`, `a\\b`},
		{"four are two", `a\\\\b`, `a\\b`},
		{"an escaped star", `\*`, `*`},
		{"an escaped question mark", `\?`, `?`},
		{"an escaped backslash and an escaped star", `\\\*`, `\*`},
		{"a backslash at the end", `a\`, `a\`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if p := parsePattern(c.value); p.wild() || p.literal() != c.text {
				t.Errorf("%s is %q, want the text %q", c.value, p, c.text)
			}
		})
	}
}
