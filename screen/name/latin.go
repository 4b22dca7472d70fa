package name

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latinLetters are the letters that Unicode does not take apart into a base and a mark. Umlauts lose theirs: Mueller
// and Müller meet in the fold.
// The spelling is the one that passports without marks use most (ICAO 9303 part 3, section 6, where that agrees).
var latinLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ŋ': "n", 'ħ': "h",
	'ə': "a", 'ǝ': "a", 'ŧ': "t", 'ĸ': "k", 'ƒ': "f", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ɛ': "e", 'ɔ': "o", 'ɖ': "d", 'ɣ': "gh",
	'ɲ': "ny", 'ɩ': "i", 'ʋ': "v", 'ơ': "o", 'ư': "u", 'ĳ': "ij", 'ŀ': "l", 'ʻ': "", 'ƴ': "y", 'ɡ': "g", 'ɑ': "a", 'ⱥ': "a",
}

// latin appends a lower-case Latin letter without its marks.
func (r *reader) latin(c rune) {
	if s, ok := latinLetters[c]; ok {
		r.buf = append(r.buf, s...)
		return
	}
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], c)
	d := norm.NFD.Properties(b[:n]).Decomposition()
	if len(d) == 0 {
		r.dropped++
		return
	}
	base, _ := utf8.DecodeRune(d)
	if base < utf8.RuneSelf {
		r.buf = append(r.buf, byte(base))
		return
	}
	r.latin(base) // ế is ê and a mark, ê is e and a mark
}
