package casework

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Words takes a text apart into the words under which it is found, each once: accents and case folded, in any script. Where words
// are not written apart, as in Chinese, each character and each two neighbours are words.
func Words(text string) []string {
	var out []string
	add := func(w string) {
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	for _, run := range strings.FieldsFunc(plain(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) {
		for _, part := range parts(run) {
			if r, _ := utf8.DecodeRuneInString(part); !together(r) {
				add(cut(part))
				continue
			}
			runes := []rune(part)
			for i := range runes {
				add(string(runes[i]))
				if i > 0 {
					add(string(runes[i-1 : i+1]))
				}
			}
		}
	}
	return out
}

// Beginnings lists a word's beginnings, from two letters on, or from one where a letter is a syllable; the word itself is the last.
func Beginnings(word string) []string {
	runes := []rune(word)
	from := 2
	if unicode.In(runes[0], unicode.Hangul) || together(runes[0]) {
		from = 1
	}
	var out []string
	for n := from; n < len(runes); n++ {
		out = append(out, string(runes[:n]))
	}
	return append(out, word)
}

// longest is how many letters of a word count.
const longest = 24

func cut(word string) string {
	if runes := []rune(word); len(runes) > longest {
		return string(runes[:longest])
	}
	return word
}

// letters that Unicode does not take apart.
var letters = strings.NewReplacer("ı", "i", "ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ß", "ss", "ŋ", "n", "'", "", "’", "")

// plain folds case, compatible forms and accents; the vowel signs of Indic scripts are letters and stay.
func plain(text string) string {
	folded := letters.Replace(cases.Fold().String(norm.NFKD.String(strings.ToValidUTF8(text, " "))))
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f || r >= 0x591 && r <= 0x5c7 || r >= 0x64b && r <= 0x65f || r == 0x670 {
			return -1
		}
		return r
	}, folded))
}

// together reports whether words are written without spaces in the script of r.
func together(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// parts cuts a run where it passes from such a script to another.
func parts(run string) []string {
	var out []string
	begin, was := 0, false
	for i, r := range run {
		if unicode.IsMark(r) {
			continue
		}
		if is := together(r); i == 0 {
			was = is
		} else if is != was {
			out, begin, was = append(out, run[begin:i]), i, is
		}
	}
	return append(out, run[begin:])
}

// numberTail is how many digits of a telephone number tell it apart, whatever stands for the country before them.
const numberTail = 9

// Number is what is looked for of a telephone number, however it is written: its last digits; "" for what is none.
func Number(text string) string {
	var digits []rune
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, r)
		case !strings.ContainsRune("+-./() \u00a0", r):
			return ""
		}
	}
	if len(digits) < numberTail {
		return ""
	}
	return string(digits[len(digits)-numberTail:])
}
