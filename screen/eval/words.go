package eval

import (
	"slices"
	"strings"
	"unicode"
)

// fields are the words of a name in small letters, without signs. Apostrophes bind; hyphens separate.
func fields(s string) []string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '"':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, s)
	return strings.Fields(s)
}

func sortWords(words []string) { slices.Sort(words) }

// scriptOf names the script of most letters of a name.
func scriptOf(s string) string {
	count := map[string]int{}
	for _, r := range s {
		if unicode.IsLetter(r) {
			count[scriptOfRune(r)]++
		}
	}
	best := "Latin"
	for _, name := range scripts {
		if count[name] > count[best] {
			best = name
		}
	}
	return best
}

var scripts = []string{"Latin", "Cyrillic", "Arabic", "Hangul", "Han", "Hiragana", "Katakana", "Hebrew", "Greek", "Thai", "other"}

func scriptOfRune(r rune) string {
	if r < 0x250 {
		return "Latin"
	}
	for _, name := range scripts[1 : len(scripts)-1] {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	if unicode.Is(unicode.Latin, r) {
		return "Latin"
	}
	return "other"
}

// title writes words with a capital each.
func title(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		rs := []rune(w)
		rs[0] = unicode.ToUpper(rs[0])
		out[i] = string(rs)
	}
	return strings.Join(out, " ")
}

// distance is the number of letters to put in, take out or change (Levenshtein).
func distance(a, b string) int {
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		before := last[0]
		last[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = last[j+1]
			last[j+1] = min(cost, last[j]+1, before+1)
		}
	}
	return last[len(b)]
}
