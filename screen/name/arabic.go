package name

import "strings"

// arabicLetters follow the table of ICAO Doc 9303-3 (Arabic, Persian, Urdu) brought to ASCII. Alef, waw and ya are
// consonants or long vowels by place and are not here.
var arabicLetters = scheme{
	'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s",
	'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k", 'ک': "k", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h",
	'پ': "p", 'چ': "ch", 'ژ': "zh", 'گ': "g", 'ڤ': "v", 'ٹ': "t", 'ڈ': "d", 'ڑ': "r", 'ں': "n", 'ھ': "h", 'ہ': "h", 'ۀ': "eh", 'ێ': "e",
	'ء': "", 'ئ': "i", 'ؤ': "u", 'ڵ': "l", 'ړ': "r", 'ڕ': "r", 'ټ': "t", 'ډ': "d", 'ښ': "sh", 'ځ': "z", 'څ': "ts", 'ڼ': "n", 'ګ': "g", 'ۇ': "u",
	'َ': "a", 'ُ': "u", 'ِ': "i", 'ً': "an", 'ٌ': "un", 'ٍ': "in", 'ْ': "", 'ٰ': "a", 'ـ': "",
}

var otherArabic = []scheme{{'ق': "k", 'ج': "dj"}, {'ج': "g", 'ق': "g"}, {'ذ': "z", 'ث': "s", 'ض': "z", 'ق': "gh"}, {'ش': "ch", 'خ': "kh", 'ق': "k"}}

// arabicPlain brings letters with and without hamza, and Persian forms, to one.
var arabicPlain = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ی", "ي", "ے", "ي", "ک", "ك", "ہ", "ه", "ھ", "ه", "ە", "ه",
	"َ", "", "ُ", "", "ِ", "", "ً", "", "ٌ", "", "ٍ", "", "ْ", "", "ّ", "", "ٰ", "", "ـ", "", "ٔ", "", "ۀ", "ه", "ة", "ه")

// arabicTokens reads a word of Arabic letters; the article ال becomes a particle of its own. Vowels are not written, so a
// name that the table does not have is read with a between consonants, and meets its Latin spellings by Sound.
// It tells whether the word was read without its vowels.
func (p *Parsed) arabicTokens(s string, from int) (guessed bool) {
	if t := words().native(s); t != nil {
		p.add(*t, from, Unknown)
		return false
	}
	if rest, ok := strings.CutPrefix(s, "ال"); ok && len(rest) >= 6 {
		p.add(find("al"), from, Particle)
		s = rest
		if t := words().native(s); t != nil {
			p.add(*t, from, Unknown)
			return false
		}
	}
	text := arabicWord(s, arabicLetters)
	var forms []string
	for _, o := range otherArabic {
		forms = append(forms, arabicWord(s, o, arabicLetters))
	}
	t := find(text)
	t.Parts = nil
	t.Forms = bounded(append(forms, t.Forms...), text)
	p.add(t, from, Unknown)
	return true
}

// native finds a writing of another script: as written, and with the variants of its letters brought to one.
func (l *lexicon) native(s string) *Token {
	if t := l.natives[s]; t != nil {
		return t
	}
	return l.natives[arabicPlain.Replace(s)]
}

// arabicWord spells consonants, long vowels by place, and a where two consonants meet in the first syllable.
func arabicWord(s string, schemes ...scheme) string {
	rs := []rune(arabicPlain.Replace(s))
	var b []byte
	for i, r := range rs {
		out := arabicLong(rs, i)
		if out == "" {
			out = spellLetter(r, schemes)
		}
		if out == "" {
			continue
		}
		if n := len(b); n > 0 && !vowel(b[n-1]) && !vowel(out[0]) && needsVowel(b) {
			b = append(b, 'a')
		}
		b = append(b, out...)
	}
	return string(b)
}

// needsVowel: one open consonant at most follows another.
func needsVowel(b []byte) bool {
	run := 0
	for i := len(b) - 1; i >= 0 && !vowel(b[i]); i-- {
		if b[i] != 'h' || i == 0 {
			run++
		}
	}
	return run > 1 || run == len(b) || len(b) <= 2
}

// arabicLong reads alef, waw, ya and the final ه of a feminine.
func arabicLong(rs []rune, i int) string {
	first, last := i == 0, i == len(rs)-1
	before := !first && strings.ContainsRune("اوي", rs[i-1])
	after := !last && strings.ContainsRune("اوي", rs[i+1])
	switch rs[i] {
	case 'ا':
		return "a"
	case 'و':
		if first || before || after {
			return "w"
		}
		return "u"
	case 'ي':
		if first || before && !last || after {
			return "y"
		}
		return "i"
	case 'ه':
		if last && i > 1 {
			return "a"
		}
	}
	return ""
}
