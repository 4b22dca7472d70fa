package name

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func texts(p Parsed) []string {
	var out []string
	for _, t := range p.Tokens {
		out = append(out, t.Text)
	}
	return out
}

func TestLatinNamesAreCutIntoPlainTokens(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"Jean-Luc O'Brien", []string{"jean", "luc", "obrien"}},
		{"ŁUKASZ Żółć", []string{"lukasz", "zolc"}},
		{"Nguyễn Thị Ánh", []string{"nguyen", "thi", "anh"}},
		{"Jürgen Großmann", []string{"jurgen", "grossmann"}},
		{"Ｋｉｍ\u200b Yong", []string{"kim", "yong"}},
	} {
		if d := cmp.Diff(c.want, texts(Parse(c.in, Person))); d != "" {
			t.Errorf("%q:\n%s", c.in, d)
		}
	}
}

func TestSpellingsOfOneNameFoldAlike(t *testing.T) {
	for _, group := range [][]string{
		{"Sergei", "Sergey", "Serguei", "Sergej"}, {"Petrov", "Petroff", "Petrow"}, {"Tatiana", "Tatyana", "Tatjana"},
	} {
		want := Parse(group[0], Person).Tokens[0].Fold
		for _, s := range group[1:] {
			if got := Parse(s, Person).Tokens[0].Fold; got != want {
				t.Errorf("%s folds to %s, %s to %s", group[0], want, s, got)
			}
		}
	}
}
