package name

import "strings"

// hebrewLetters follow the ICAO usage of Israeli passports brought to ASCII.
var hebrewLetters = scheme{
	'א': "a", 'ב': "b", 'ג': "g", 'ד': "d", 'ה': "h", 'ז': "z", 'ח': "h", 'ט': "t", 'כ': "k", 'ך': "k", 'ל': "l", 'מ': "m", 'ם': "m", 'נ': "n",
	'ן': "n", 'ס': "s", 'ע': "a", 'פ': "p", 'ף': "f", 'צ': "tz", 'ץ': "tz", 'ק': "k", 'ר': "r", 'ש': "sh", 'ת': "t",
}

var otherHebrew = []scheme{{'ב': "v", 'ח': "ch", 'כ': "ch", 'ך': "ch", 'פ': "f"}, {'ב': "v", 'ש': "s", 'צ': "ts"}, {'ח': "ch"}, {'פ': "f"}}

// hebrewToken reads a word of Hebrew letters. Vowels are not written: a name that the table does not have is read with a
// between consonants, and meets its Latin spellings by Sound.
func hebrewToken(s string) (t Token, guessed bool) {
	if n := words().natives[hebrewPlain(s)]; n != nil {
		return *n, false
	}
	text := hebrewWord(s, hebrewLetters)
	var forms []string
	for _, o := range otherHebrew {
		forms = append(forms, hebrewWord(s, o, hebrewLetters))
	}
	t = find(text)
	t.Parts = nil
	t.Forms = bounded(append(forms, t.Forms...), text)
	return t, true
}

// hebrewPlain leaves out points and accents.
func hebrewPlain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x0591 && r <= 0x05c7 {
			return -1
		}
		return r
	}, s)
}

func hebrewWord(s string, schemes ...scheme) string {
	rs := []rune(hebrewPlain(s))
	var b []byte
	for i, r := range rs {
		out := hebrewLong(rs, i)
		if out == "" {
			out = spellLetter(r, schemes)
		}
		if out == "" || (r == 'א' || r == 'ע') && len(b) > 0 && vowel(b[len(b)-1]) {
			continue
		}
		if n := len(b); n > 0 && !vowel(b[n-1]) && !vowel(out[0]) && needsVowel(b) {
			b = append(b, 'a')
		}
		b = append(b, out...)
	}
	return string(b)
}

// hebrewLong reads vav and yod, which are vowels inside a word, and the final he.
func hebrewLong(rs []rune, i int) string {
	first, last := i == 0, i == len(rs)-1
	switch rs[i] {
	case 'ו':
		if first || !last && rs[i+1] == 'ו' {
			return "v"
		}
		return "o"
	case 'י':
		if first {
			return "y"
		}
		return "i"
	case 'ה':
		if last {
			return "a"
		}
	}
	return ""
}

// needsVowel tells whether another consonant would be one too many: after the first of the word, and after two.
func needsVowel(b []byte) bool {
	run := 0
	for i := len(b) - 1; i >= 0 && !vowel(b[i]); i-- {
		if b[i] != 'h' || i == 0 {
			run++
		}
	}
	return run > 1 || run == len(b) || len(b) <= 2
}
