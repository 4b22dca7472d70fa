package sigma

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// letters have relatives by case, some of them in other blocks and of other lengths in UTF-8.
var letters = rapid.StringOfN(rapid.SampledFrom([]rune("aAkKKsSſéÉßẞσςΣiIİıǅǆÅåθϴ�1 ")), 0, 4, -1)

func TestFoldingAgreesWithEqualFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(letters, rapid.String())
		a := text.Draw(t, "a")
		b := rapid.OneOf(text, rapid.Just(strings.ToUpper(a)), rapid.Just(strings.ToLower(a))).Draw(t, "b")
		if got, want := foldText(a) == foldText(b), strings.EqualFold(a, b); got != want {
			t.Fatalf("%q and %q fold alike: %v, want %v", a, b, got, want)
		}
	})
}

func TestFoldingIsDoneOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := foldText(s); foldText(once) != once {
			t.Fatalf("%q folds to %q and that to %q", s, once, foldText(once))
		}
	})
}

func TestBytesThatAreNoTextStay(t *testing.T) {
	if got := foldText("A\xffB\xc3"); got != "a\xffb\xc3" {
		t.Errorf("folded to %q", got)
	}
}
