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
	'ɲ': "ny", 'ɩ': "i", 'ʋ': "v", 'ơ': "o", 'ư': "u", 'ĳ': "ij", 'ŀ': "l", 'ƴ': "y", 'ɡ': "g", 'ɑ': "a", 'ⱥ': "a",
}

// latinBase is the plain spelling of each letter of the Latin blocks up to U+024F.
var latinBase = func() (t [0x250]string) {
	for c := rune(0xc0); c < 0x250; c++ {
		t[c] = plainLatin(c)
	}
	return t
}()

// latin appends a lower-case Latin letter without its marks.
func (r *reader) latin(c rune) {
	s := ""
	if c < 0x250 {
		s = latinBase[c]
	} else {
		s = plainLatin(c)
	}
	if s == "" {
		r.dropped++
	}
	r.buf = append(r.buf, s...)
}

// plainLatin is a letter without its marks; ế is ê and a mark, ê is e and a mark.
func plainLatin(c rune) string {
	if c < utf8.RuneSelf {
		return string(c)
	}
	if s, ok := latinLetters[c]; ok {
		return s
	}
	d := norm.NFD.PropertiesString(string(c)).Decomposition()
	if len(d) == 0 {
		return ""
	}
	base, _ := utf8.DecodeRune(d)
	return plainLatin(base)
}
