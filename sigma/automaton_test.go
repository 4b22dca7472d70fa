package sigma

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTheAutomatonFindsEveryLiteral(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.OneOf(rapid.StringMatching(`[abc:\\é]{2,5}`), rapid.StringMatching(`[ab:]{8,11}`))
		words := rapid.SliceOfN(word, 1, 70).Draw(rt, "literals")
		literals := map[string][]int32{}
		for i, w := range words {
			literals[w] = append(literals[w], int32(i))
		}
		text := rapid.OneOf(rapid.StringMatching(`[abcABC:\\éxſ]{0,40}`), rapid.StringMatching(`[abAB:]{0,60}`), rapid.SampledFrom(words)).Draw(rt, "text")
		fold := foldText(text)
		var want []int32
		for i, w := range words {
			if strings.Contains(fold, w) {
				want = append(want, int32(i))
			}
		}
		var got []int32
		collect := func(v int32) { got = append(got, v) }
		a := newAutomaton(literals)
		if !a.scan(text, false, collect) {
			got = nil
			a.scan(fold, true, collect)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			rt.Fatalf("%q in %q: %s", words, text, diff)
		}
	})
}
