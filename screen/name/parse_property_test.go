package name

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// check holds what every answer of Parse must keep.
func check(t interface{ Fatalf(string, ...any) }, p Parsed) {
	if len(p.Tokens) > MaxTokens {
		t.Fatalf("%d tokens", len(p.Tokens))
	}
	if len(p.Tokens) == 0 && len(p.Notes) == 0 {
		t.Fatalf("nothing is left and nothing is noted")
	}
	for _, token := range p.Tokens {
		checkToken(t, token)
		for _, part := range token.Parts {
			checkToken(t, part)
			if len(part.Parts) > 0 {
				t.Fatalf("a part of %q has parts", token.Text)
			}
		}
	}
}

func checkToken(t interface{ Fatalf(string, ...any) }, token Token) {
	if token.Text == "" || token.Fold == "" {
		t.Fatalf("empty token: %+v", token)
	}
	for _, s := range append([]string{token.Text, token.Fold, token.Sound}, token.Forms...) {
		if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Fatalf("%q has letters that are not plain, in %+v", s, token)
		}
	}
	if len(token.Forms) > MaxForms {
		t.Fatalf("%q has %d forms", token.Text, len(token.Forms))
	}
}

var someNames = []string{"Kim Yong-chol", "김영철", "王小明", "山田太郎", "José Muñoz", "Nguyễn Văn Dũng", "Сергей Кузнецов", "محمد حسين",
	"Γιώργος", "משה כהן", "สมชาย", "გიორგი", "Արմեն", "राजेश", "Ｋｉｍ\u200b", "Pаrk", "S.A.R.L.", "O’Brien, Mary"}

func FuzzParse(f *testing.F) {
	for i, s := range someNames {
		f.Add(s, uint8(i%3))
	}
	f.Fuzz(func(t *testing.T, s string, kind uint8) {
		check(t, Parse(s, Kind(kind%3)))
	})
}

func TestAnyTextIsReadWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom(someNames)).Draw(t, "name")
		check(t, Parse(s, Kind(rapid.IntRange(0, 2).Draw(t, "kind"))))
	})
}

func TestOrderAndFormOfMarksMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(someNames).Draw(t, "name")
		want := Parse(s, Person)
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if d := cmp.Diff(texts(want), texts(Parse(form.String(s), Person))); d != "" {
				t.Fatalf("%q in form %d:\n%s", s, form, d)
			}
		}
	})
}

func TestCaseMakesNoDifferenceToTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Za-z]{1,12}( [A-Za-z]{1,12}){0,3}`).Draw(t, "name")
		if d := cmp.Diff(folds(Parse(strings.ToLower(s), Vessel)), folds(Parse(strings.ToUpper(s), Vessel))); d != "" {
			t.Fatal(d)
		}
	})
}

// Its own output is a name that Parse reads as it wrote it.
func TestOwnOutputIsReadAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.SampledFrom(someNames), rapid.StringMatching(`[A-Za-zÀ-ž]{2,12}( [A-Za-zÀ-ž]{2,12}){0,3}`)).Draw(t, "name")
		once := texts(Parse(s, Person))
		if d := cmp.Diff(once, texts(Parse(strings.Join(once, " "), Person))); d != "" {
			t.Fatalf("%q:\n%s", s, d)
		}
	})
}

func folds(p Parsed) []string {
	var out []string
	for _, t := range p.Tokens {
		out = append(out, t.Fold)
	}
	return out
}

func TestNothingValidBecomesInvalid(t *testing.T) {
	for _, s := range someNames {
		for _, token := range Parse(s, Person).Tokens {
			if !utf8.ValidString(token.Text) {
				t.Errorf("%q gives %q", s, token.Text)
			}
		}
	}
}
