package name

// Thai follows the Royal Thai General System as far as letters tell: syllables are not marked in the writing, so a name
// that the table does not have is read consonant by consonant and meets its Latin spellings by Sound.
var (
	thaiConsonants = scheme{
		'ก': "k", 'ข': "kh", 'ฃ': "kh", 'ค': "kh", 'ฅ': "kh", 'ฆ': "kh", 'ง': "ng", 'จ': "ch", 'ฉ': "ch", 'ช': "ch", 'ซ': "s", 'ฌ': "ch", 'ญ': "y",
		'ฎ': "d", 'ฏ': "t", 'ฐ': "th", 'ฑ': "th", 'ฒ': "th", 'ณ': "n", 'ด': "d", 'ต': "t", 'ถ': "th", 'ท': "th", 'ธ': "th", 'น': "n", 'บ': "b",
		'ป': "p", 'ผ': "ph", 'ฝ': "f", 'พ': "ph", 'ฟ': "f", 'ภ': "ph", 'ม': "m", 'ย': "y", 'ร': "r", 'ฤ': "rue", 'ล': "l", 'ว': "w", 'ศ': "s",
		'ษ': "s", 'ส': "s", 'ห': "h", 'ฬ': "l", 'อ': "", 'ฮ': "h",
	}
	thaiAfter  = scheme{'ะ': "a", 'ั': "a", 'า': "a", 'ิ': "i", 'ี': "i", 'ึ': "ue", 'ื': "ue", 'ุ': "u", 'ู': "u", 'ๅ': "a", 'ํ': "am"}
	thaiBefore = scheme{'เ': "e", 'แ': "ae", 'โ': "o", 'ใ': "ai", 'ไ': "ai"}
)

// thaiToken reads a word of Thai.
func thaiToken(s string) (t Token, guessed bool) {
	if n := words().natives[s]; n != nil {
		return *n, false
	}
	rs := []rune(s)
	var b []byte
	pending := ""
	for i, r := range rs {
		if i+1 < len(rs) && rs[i+1] == '์' { // the mark of a silent letter
			continue
		}
		if v, ok := thaiBefore[r]; ok {
			pending = v
			continue
		}
		c, consonant := thaiConsonants[r]
		if !consonant {
			b = append(b, thaiAfter[r]...)
			continue
		}
		if n := len(b); n > 0 && c != "" && !vowel(b[n-1]) && pending == "" && needsVowel(b) {
			b = append(b, 'a')
		}
		b = append(append(b, c...), pending...)
		pending = ""
	}
	t = find(string(b))
	t.Parts = nil
	return t, true
}
