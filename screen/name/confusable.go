package name

import (
	"unicode"
	"unicode/utf8"
)

// lookAlikes are letters of other alphabets that show as a Latin letter (Unicode TS 39, the intentional ones). Capitals
// stand for themselves because В looks like B and в does not.
var lookAlikes = map[rune]byte{
	'а': 'a', 'А': 'a', 'В': 'b', 'е': 'e', 'Е': 'e', 'К': 'k', 'к': 'k', 'М': 'm', 'м': 'm', 'Н': 'h', 'о': 'o', 'О': 'o', 'р': 'p', 'Р': 'p',
	'с': 'c', 'С': 'c', 'Т': 't', 'т': 't', 'у': 'y', 'У': 'y', 'х': 'x', 'Х': 'x', 'і': 'i', 'І': 'i', 'ј': 'j', 'Ј': 'j', 'ѕ': 's', 'Ѕ': 's',
	'һ': 'h', 'Һ': 'h', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'ӏ': 'l', 'Ӏ': 'i', 'ё': 'e', 'Ё': 'e', 'ї': 'i', 'Ї': 'i', 'ү': 'y', 'в': 'b', 'н': 'h',
	'Α': 'a', 'α': 'a', 'Β': 'b', 'Ε': 'e', 'ε': 'e', 'Ζ': 'z', 'Η': 'h', 'η': 'n', 'Ι': 'i', 'ι': 'i', 'Κ': 'k', 'κ': 'k', 'Μ': 'm', 'Ν': 'n',
	'ν': 'v', 'Ο': 'o', 'ο': 'o', 'Ρ': 'p', 'ρ': 'p', 'Τ': 't', 'τ': 't', 'Υ': 'y', 'υ': 'u', 'Χ': 'x', 'χ': 'x', 'ϲ': 'c', 'γ': 'y', 'ύ': 'u',
	'օ': 'o', 'Օ': 'o', 'ո': 'n', 'ս': 'u', 'Ս': 'u', 'հ': 'h', 'ց': 'g', 'յ': 'j', 'Տ': 's', 'զ': 'q', 'Լ': 'l',
}

// cyrillicLookAlikes are the Latin letters that a Cyrillic word may hide.
var cyrillicLookAlikes = map[byte]rune{
	'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'j': 'ј', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 's': 'ѕ', 't': 'т', 'x': 'х', 'y': 'у',
}

// alike tells whether letters of two scripts are taken for each other, so that a word of both is one word.
func alike(a, b Script) bool { return european(a) && european(b) }

func european(s Script) bool { return s == Latin || s == Cyrillic || s == Greek || s == Armenian }

// unmix brings a word of several alphabets to one: to Cyrillic when most letters are and the others look it, else to
// Latin.
func (r *reader) unmix() {
	raw := string(r.buf[r.cur.start:])
	latin, foreign, hard := 0, 0, 0
	for _, c := range raw {
		switch {
		case c < utf8.RuneSelf:
			latin++
		case lookAlikes[c] == 0:
			hard++
			foreign++
		default:
			foreign++
		}
	}
	r.notes = append(r.notes, Note{MixedScripts, printable(raw)})
	r.buf = r.buf[:r.cur.start]
	if r.hidesCyrillic(raw, foreign > latin || hard > 0 && foreign >= latin) {
		r.toCyrillic(raw)
	} else {
		r.toLatin(raw)
	}
	r.cur.end = len(r.buf)
}

// hidesCyrillic tells whether a word can be read as Cyrillic whole: most letters are, and the Latin ones look it.
func (r *reader) hidesCyrillic(raw string, most bool) bool {
	for _, c := range raw {
		if c < utf8.RuneSelf && cyrillicLookAlikes[byte(c)] == 0 || c >= utf8.RuneSelf && !unicode.Is(unicode.Cyrillic, c) {
			return false
		}
	}
	return most
}

func (r *reader) toLatin(raw string) {
	r.cur.script = Latin
	for _, c := range raw {
		switch {
		case c < utf8.RuneSelf:
			r.buf = append(r.buf, byte(c))
		case lookAlikes[c] != 0:
			r.buf = append(r.buf, lookAlikes[c])
		default:
			r.buf = append(r.buf, spellLetter(unicode.ToLower(c), []scheme{usualCyrillic, greekLetters, armenian})...)
		}
	}
}

func (r *reader) toCyrillic(raw string) {
	r.cur.script = Cyrillic
	for _, c := range raw {
		if c < utf8.RuneSelf && cyrillicLookAlikes[byte(c)] != 0 {
			c = cyrillicLookAlikes[byte(c)]
		}
		r.buf = utf8.AppendRune(r.buf, c)
	}
}

// printable names the code points of a word, because the word itself looks innocent.
func printable(s string) string {
	const hex = "0123456789ABCDEF"
	var b []byte
	for i, c := range s {
		if len(b) > 60 {
			return string(b) + "…"
		}
		if i > 0 {
			b = append(b, ' ')
		}
		if c < utf8.RuneSelf {
			b = append(b, byte(c))
			continue
		}
		b = append(b, "U+"...)
		for shift := 12; shift >= 0; shift -= 4 {
			b = append(b, hex[c>>shift&15])
		}
	}
	return string(b)
}
