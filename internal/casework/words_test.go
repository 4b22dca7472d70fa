package casework

import (
	"slices"
	"strings"
	"testing"
)

func TestWordsAreFoundHoweverTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{
		"Élodie  Caradec-Lefèvre": "elodie caradec lefevre",
		"ŁUKASZ Søren Weiß ışık":  "lukasz soren weiss isik",
		"O'Brien, p-0042":         "obrien p 0042",
		"Дмитро Шевченко":         "дмитро шевченко",
		"김민준":                     "김민준",
		"王小明 Wang":                "王 小 王小 明 小明 wang",
		"مُحَمَّد":                "محمد",
		"ＡＢＣ ﬁn":                  "abc fin",
		"प्रिया":                  "प्रिया",
		"a a A":                   "a",
		"… — !":                   "",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := Words(strings.Repeat("x", 99)); len(got[0]) != longest {
		t.Error(got)
	}
}

func TestBeginnings(t *testing.T) {
	for word, want := range map[string]string{"nadia": "na nad nadi nadia", "a": "a", "김민준": "김 김민 김민준"} {
		if got := strings.Join(Beginnings(word), " "); got != want {
			t.Errorf("%s: %s", word, got)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Élodie 王小明")
	f.Add("\xff\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			if w == "" {
				t.Fatal("an empty word")
			}
			if again := Words(w); !slices.Contains(again, w) && len([]rune(w)) > 2 {
				t.Fatalf("%q is not found by itself: %q", w, again)
			}
			Beginnings(w)
		}
	})
}
