package name

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latinLetters are the letters that Unicode does not take apart into a base and a mark, and the umlauts.
// The spelling is the one that passports without marks use most (ICAO 9303 part 3, section 6, where that agrees).
var latinLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ŋ': "n", 'ħ': "h",
	'ə': "a", 'ǝ': "a", 'ŧ': "t", 'ĸ': "k", 'ƒ': "f", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ɛ': "e", 'ɔ': "o", 'ɖ': "d", 'ɣ': "gh",
	'ɲ': "ny", 'ɩ': "i", 'ʋ': "v", 'ơ': "o", 'ư': "u", 'ĳ': "ij", 'ŀ': "l", 'ʻ': "", 'ƴ': "y", 'ɡ': "g", 'ɑ': "a", 'ⱥ': "a",
}

// umlauts have a second spelling in use: Müller, Mueller; Jørgensen, Joergensen; Åberg, Aaberg.
var umlauts = map[rune]bool{'ä': true, 'ö': true, 'ü': true, 'ø': true, 'å': true}

// latin appends a lower-case Latin letter without its marks.
func (r *reader) latin(c rune) {
	if umlauts[c] {
		r.cur.umlauts = true
	}
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
		if vietnamese(d[1:]) {
			r.cur.viet = true
		}
		return
	}
	r.latin(base) // ế is ê and a mark, ê is e and a mark
}

// vietnamese marks: hook above and dot below are in no other alphabet of names in wide use.
func vietnamese(marks []byte) bool {
	m, _ := utf8.DecodeRune(marks)
	return m == '̉' || m == '̣'
}
