package sigma

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestARecordThatHoldsAKeywordPassesTheFilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-c:\\/"é ]{1,14}`), 1, 4).Draw(t, "keywords")
		literals := map[string][]int32{}
		for _, w := range words {
			literals[foldText(w)] = nil
		}
		g := keywordGrams(literals)
		if g == nil {
			return
		}
		word := rapid.SampledFrom(words).Draw(t, "held")
		if rapid.Bool().Draw(t, "capitals") {
			word = strings.ToUpper(word)
		}
		text := rapid.StringMatching(`[a-d\\]{0,20}`).Draw(t, "before") + word + rapid.StringMatching(`[a-d]{0,20}`).Draw(t, "after")
		record, err := json.Marshal(map[string]string{"k": text})
		if err != nil {
			t.Fatal(err)
		}
		if !mayHoldKeyword(g, record) {
			t.Fatalf("%q is held in %s", word, record)
		}
	})
}

func TestTheFilterTakesNoRecordThatCouldHideAKeyword(t *testing.T) {
	g := keywordGrams(map[string][]int32{"sekurlsa::": nil})
	for record, want := range map[string]bool{
		`{"a":"C:\\users\\p1"}`:        false,
		`{"a":"\u0073ekurlsa::"}`:      true,
		`{"a":"C:\\\u0073ekurlsa::"}`:  true,
		`{"a":"ſekurlsa::"}`:           true,
		`{"a":"SEKURLSA::logon"}`:      true,
		`{"a":"` + "\xff" + `"}`:       false,
		`{"a":"Ünicode®"}`:             false,
		`{"a":"se\u212aurlsa::"}`:      true,
		`{"a":"seKurlsa::"}`:           true,
		`{"a":1}`:                      false,
		`{"a":"0123456789","b":false}`: false,
	} {
		if mayHoldKeyword(g, []byte(record)) != want {
			t.Errorf("%s: %v", record, !want)
		}
	}
	if keywordGrams(map[string][]int32{"sekurlsa::": nil, `a\b/c"dd`: nil}) != nil {
		t.Error("a keyword that can be written in many ways has no filter")
	}
}

func mayHoldKeyword(g *grams, record []byte) bool {
	return g.mayHold(record) || !plainJSON(record)
}

func TestOnlyTwoLettersOutsideASCIIFoldToASCII(t *testing.T) {
	for r := rune(0x80); r <= 0x10ffff; r++ {
		if got := foldsToASCII(string(r)); got != (foldRune(r) < 0x80) {
			t.Errorf("%q: %v", r, got)
		}
	}
}

func TestEveryEscapedLetterIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		record := rapid.StringMatching(`[\\uaſé]{0,40}`).Draw(t, "record")
		want := !foldsToASCII(record)
		for i := 0; i+1 < len(record); i++ {
			if record[i] == '\\' {
				want = want && record[i+1] != 'u'
				i++
			}
		}
		if got := plainJSON([]byte(record)); got != want {
			t.Fatalf("%q is plain: %v", record, got)
		}
	})
}
