package name

import "unicode"

// Script is the writing that a word is in.
type Script uint8

// The scripts that are read. Han without kana or hangul nearby may be Chinese, Korean or Japanese.
const (
	NoScript Script = iota
	Latin
	Cyrillic
	Greek
	Arabic
	Hebrew
	Hangul
	Han
	Kana
	Thai
	Georgian
	Armenian
	Devanagari
	OtherScript
)

var scriptNames = [...]string{"none", "latin", "cyrillic", "greek", "arabic", "hebrew", "hangul", "han", "kana", "thai",
	"georgian", "armenian", "devanagari", "other"}

func (s Script) String() string { return scriptNames[s] }

var scriptTables = []struct {
	script Script
	table  *unicode.RangeTable
}{
	{Latin, unicode.Latin}, {Cyrillic, unicode.Cyrillic}, {Greek, unicode.Greek}, {Arabic, unicode.Arabic},
	{Hebrew, unicode.Hebrew}, {Hangul, unicode.Hangul}, {Han, unicode.Han}, {Kana, unicode.Hiragana},
	{Kana, unicode.Katakana}, {Thai, unicode.Thai}, {Georgian, unicode.Georgian}, {Armenian, unicode.Armenian},
	{Devanagari, unicode.Devanagari},
}

func scriptOf(r rune) Script {
	if r < 0x250 {
		return Latin
	}
	if r == 'ー' || r == 'ｰ' {
		return Kana
	}
	for _, s := range scriptTables {
		if unicode.Is(s.table, r) {
			return s.script
		}
	}
	return OtherScript
}
