package name

import "strings"

// devanagari letters after the Hunterian system, the national one of India. Consonants carry an a that is silent at the
// end of a name and before a vowel sign.
var (
	devConsonants = scheme{
		'क': "k", 'ख': "kh", 'ग': "g", 'घ': "gh", 'ङ': "n", 'च': "ch", 'छ': "chh", 'ज': "j", 'झ': "jh", 'ञ': "n", 'ट': "t", 'ठ': "th", 'ड': "d",
		'ढ': "dh", 'ण': "n", 'त': "t", 'थ': "th", 'द': "d", 'ध': "dh", 'न': "n", 'प': "p", 'फ': "ph", 'ब': "b", 'भ': "bh", 'म': "m", 'य': "y",
		'र': "r", 'ल': "l", 'व': "v", 'श': "sh", 'ष': "sh", 'स': "s", 'ह': "h", 'ळ': "l",
	}
	devVowels = scheme{
		'अ': "a", 'आ': "a", 'इ': "i", 'ई': "i", 'उ': "u", 'ऊ': "u", 'ऋ': "ri", 'ए': "e", 'ऐ': "ai", 'ओ': "o", 'औ': "au", 'ऑ': "o", 'ं': "n", 'ँ': "n", 'ः': "h",
	}
	devSigns = scheme{'ा': "a", 'ि': "i", 'ी': "i", 'ु': "u", 'ू': "u", 'ृ': "ri", 'े': "e", 'ै': "ai", 'ो': "o", 'ौ': "au", 'ॉ': "o", '्': ""}
)

// devanagariToken reads a word of Devanagari.
func devanagariToken(s string) Token {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if out, ok := devSigns[r]; ok {
			b.WriteString(out)
			continue
		}
		if out, ok := devVowels[r]; ok {
			b.WriteString(out)
			continue
		}
		b.WriteString(devConsonants[r])
		if devConsonants[r] != "" && inherent(rs, i) {
			b.WriteByte('a')
		}
	}
	text := b.String()
	t := find(text)
	t.Forms = bounded(append([]string{text + "a", strings.ReplaceAll(text, "v", "w"), strings.ReplaceAll(text, "sh", "s")}, t.Forms...), text)
	return t
}

// inherent tells whether a consonant keeps its a: not at the end, nor before a sign; and not where a vowel follows the
// next consonant inside a word (राजकुमार: rajkumar).
func inherent(rs []rune, i int) bool {
	if i+1 >= len(rs) {
		return false
	}
	if _, sign := devSigns[rs[i+1]]; sign || rs[i+1] == '़' {
		return false
	}
	if i == 0 || i+2 >= len(rs) {
		return true
	}
	_, sign := devSigns[rs[i+2]]
	_, before := devSigns[rs[i-1]]
	return !(sign && rs[i+2] != '्' && before && rs[i-1] != '्')
}
