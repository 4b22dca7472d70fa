package name

import (
	"strings"
	"unicode"
)

// A scheme spells each letter of an alphabet in Latin. Letters that it does not have are taken from the scheme before it.
type scheme map[rune]string

// usualCyrillic is what most passports and newspapers write: ICAO Doc 9303-3 table for Cyrillic, with BGN/PCGN's ya, yu
// and yo, which English texts prefer to ia, iu and e.
var usualCyrillic = scheme{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "yo", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh",
	'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u",
	'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'ђ': "dj", 'џ': "dz", 'ѓ': "g", 'ќ': "k", 'ѕ': "dz", 'ѝ': "i", 'ѐ': "e",
	'ә': "a", 'ғ': "g", 'қ': "q", 'ң': "n", 'ө': "o", 'ұ': "u", 'ү': "u", 'һ': "h", 'ҳ': "h", 'ҷ': "j", 'ӣ': "i", 'ӯ': "u", 'ӊ': "n",
	'ѣ': "e", 'ѳ': "f", 'ѵ': "i", 'ѡ': "o", 'ӑ': "a", 'ӗ': "e", 'ҫ': "s", 'ҙ': "z", 'ҡ': "k", 'ӏ': "", 'ʼ': "",
}

// ukrainian follows the Cabinet's resolution 55 of 2010, letters inside a word; serbian and macedonian write as Gaj's
// alphabet without marks; bulgarian follows the Transliteration Act of 2009.
var (
	ukrainian  = scheme{'г': "h", 'и': "y", 'й': "i", 'ю': "iu", 'я': "ia", 'ї': "i", 'є': "ie"}
	belarusian = scheme{'г': "h", 'ў': "u", 'ы': "y", 'ю': "iu", 'я': "ia"}
	serbian    = scheme{'х': "h", 'ц': "c", 'ч': "c", 'ш': "s", 'ж': "z", 'й': "j"}
	bulgarian  = scheme{'щ': "sht", 'ъ': "a", 'х': "h", 'ь': "y", 'ё': "yo"}
)

// otherCyrillic are the further spellings of any Cyrillic name: ICAO, ISO 9 without marks, German (Duden), French
// (passports to 1997 and newspapers), Turkish and Polish habits are left to the fold.
var otherCyrillic = []scheme{
	{'ю': "iu", 'я': "ia", 'й': "i", 'ъ': "ie", 'ё': "e", 'щ': "shch"},
	{'ё': "e", 'й': "i"},
	{'е': "ye"},
	{'х': "h", 'ц': "c", 'ж': "z", 'ч': "c", 'ш': "s", 'щ': "s", 'ю': "ju", 'я': "ja", 'й': "j", 'ё': "e"},
	{'в': "w", 'ж': "sch", 'з': "s", 'х': "ch", 'ц': "z", 'ч': "tsch", 'ш': "sch", 'щ': "schtsch", 'ю': "ju", 'я': "ja", 'й': "j", 'ё': "jo"},
	{'у': "ou", 'ж': "j", 'ч': "tch", 'ш': "ch", 'щ': "chtch", 'ю': "iou", 'я': "ia", 'й': "i", 'ё': "io"},
	{'г': "h", 'и': "y", 'ю': "iu", 'я': "ia", 'й': "i"},
	{'г': "gu", 'й': "i"},
}

// cyrillicToken reads a word of Cyrillic letters.
func cyrillicToken(s string) Token {
	usual := usualCyrillic
	own := cyrillicLanguage(s)
	text := cyrillicEnding(spell(s, own, usual), s)
	forms := []string{spell(s, usual)}
	for _, o := range otherCyrillic {
		forms = append(forms, cyrillicEnding(spell(s, o, own, usual), s))
	}
	if strings.Contains(text, "ks") {
		forms = append(forms, strings.ReplaceAll(text, "ks", "x"))
	}
	t := find(text)
	t.Forms = bounded(append(forms, t.Forms...), text)
	return t
}

// cyrillicLanguage tells by the letters that only one language has.
func cyrillicLanguage(s string) scheme {
	switch {
	case strings.ContainsAny(s, "іїєґ"):
		return ukrainian
	case strings.ContainsAny(s, "ў"):
		return belarusian
	case strings.ContainsAny(s, "јљњћђџ"):
		return serbian
	case strings.Contains(s, "ъ") && !strings.ContainsAny(s, "ыэё"):
		return bulgarian
	}
	return usualCyrillic
}

// cyrillicEnding writes -ий and -ый as y, as English texts do.
func cyrillicEnding(latin, s string) string {
	if strings.HasSuffix(s, "ий") || strings.HasSuffix(s, "ый") {
		if stem, ok := strings.CutSuffix(latin, "iy"); ok {
			return stem + "y"
		}
		if stem, ok := strings.CutSuffix(latin, "yy"); ok {
			return stem + "y"
		}
	}
	return latin
}

// spell writes a word letter by letter, each in the first scheme that has it.
func spell(s string, schemes ...scheme) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(spellLetter(unicode.ToLower(r), schemes))
	}
	return b.String()
}

func spellLetter(r rune, schemes []scheme) string {
	for _, m := range schemes {
		if out, ok := m[r]; ok {
			return out
		}
	}
	if r < 0x80 {
		return string(r)
	}
	return ""
}
