package dossier

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSuggestion(t *testing.T) {
	known := []string{"emails", "phones", "residence", "of", "on"}
	for _, c := range []struct{ name, word, want string }{
		{"two letters swapped and one missing", "emial", "emails"},
		{"one letter too many", "residencee", "residence"},
		{"the wrong number", "phone", "phones"},
		{"a short word may have one letter wrong", "or", "of"},
		{"nothing near", "colour", ""},
		{"a short word is not turned into another", "xy", ""},
		{"a word beyond reason", strings.Repeat("e", 1000), ""},
		{"no word", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := suggestion(c.word, known)
			if c.want == "" && got != "" || c.want != "" && !strings.Contains(got, `"`+c.want+`"`) {
				t.Errorf("suggestion(%q) = %q, want %q", c.word, got, c.want)
			}
		})
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"kitten", "sitting", 3}, {"é", "e", 1}, {"ca", "abc", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDistanceIsTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a, b := rapid.StringMatching(`[abc]{0,8}`).Draw(r, "a"), rapid.StringMatching(`[abc]{0,8}`).Draw(r, "b")
		if distance(a, b) != distance(b, a) || (distance(a, b) == 0) != (a == b) {
			t.Errorf("%q %q: %d and %d", a, b, distance(a, b), distance(b, a))
		}
	})
}
