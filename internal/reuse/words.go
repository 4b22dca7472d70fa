package reuse

import (
	"strings"
	"unicode"
)

const (
	runWords = 5  // words of a shingle
	minWords = 40 // a shorter text is nobody's own
)

// Text is a text cut into words, as runs of five that can be compared.
type Text struct {
	Words []string // lower case
	Lines []int    // 1-based line of each word
	Runs  []uint64 // hash of the five words that begin at each place; len(Words)-4 of them
}

// Read cuts a text into words at everything that is neither letter nor digit, so that bullets, line
// breaks and capitals make no difference. A text of fewer than 40 words has no runs.
func Read(text string) Text {
	var t Text
	line, start := 1, -1
	text = strings.ToLower(text)
	end := func(i int) {
		if start >= 0 {
			t.Words = append(t.Words, text[start:i])
			t.Lines = append(t.Lines, line)
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		default:
			end(i)
			if r == '\n' {
				line++
			}
		}
	}
	end(len(text))
	if len(t.Words) >= minWords {
		t.Runs = runs(t.Words)
	}
	return t
}

// runs hashes every five words in a row: FNV-1a over words that end with a space.
func runs(words []string) []uint64 {
	out := make([]uint64, len(words)-runWords+1)
	for i := range out {
		h := uint64(14695981039346656037)
		for _, w := range words[i : i+runWords] {
			for k := range len(w) {
				h = (h ^ uint64(w[k])) * 1099511628211
			}
			h = (h ^ ' ') * 1099511628211
		}
		out[i] = mix(h)
	}
	return out
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// quote is the beginning of a passage as it was read.
func (t Text) quote(from, words int) string {
	const shown = 12
	s := strings.Join(t.Words[from:from+min(words, shown)], " ")
	if words > shown {
		s += " …"
	}
	return s
}
