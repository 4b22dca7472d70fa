package name

import "strings"

// kana in modified Hepburn; long vowels are left out, as in passports.
var kana = strings.NewReplacer(
	"きゃ", "kya", "きゅ", "kyu", "きょ", "kyo", "しゃ", "sha", "しゅ", "shu", "しょ", "sho", "ちゃ", "cha", "ちゅ", "chu", "ちょ", "cho",
	"にゃ", "nya", "にゅ", "nyu", "にょ", "nyo", "ひゃ", "hya", "ひゅ", "hyu", "ひょ", "hyo", "みゃ", "mya", "みゅ", "myu", "みょ", "myo",
	"りゃ", "rya", "りゅ", "ryu", "りょ", "ryo", "ぎゃ", "gya", "ぎゅ", "gyu", "ぎょ", "gyo", "じゃ", "ja", "じゅ", "ju", "じょ", "jo",
	"びゃ", "bya", "びゅ", "byu", "びょ", "byo", "ぴゃ", "pya", "ぴゅ", "pyu", "ぴょ", "pyo", "ふぁ", "fa", "ふぃ", "fi", "ふぇ", "fe", "ふぉ", "fo",
	"てぃ", "ti", "でぃ", "di", "うぃ", "wi", "うぇ", "we", "うぉ", "wo", "ゔぁ", "va", "ゔぃ", "vi", "ゔぇ", "ve", "ゔぉ", "vo", "しぇ", "she", "ちぇ", "che",
	"じぇ", "je", "とぅ", "tu", "どぅ", "du", "つぁ", "tsa",
	"あ", "a", "い", "i", "う", "u", "え", "e", "お", "o", "か", "ka", "き", "ki", "く", "ku", "け", "ke", "こ", "ko", "さ", "sa", "し", "shi", "す", "su",
	"せ", "se", "そ", "so", "た", "ta", "ち", "chi", "つ", "tsu", "て", "te", "と", "to", "な", "na", "に", "ni", "ぬ", "nu", "ね", "ne", "の", "no",
	"は", "ha", "ひ", "hi", "ふ", "fu", "へ", "he", "ほ", "ho", "ま", "ma", "み", "mi", "む", "mu", "め", "me", "も", "mo", "や", "ya", "ゆ", "yu", "よ", "yo",
	"ら", "ra", "り", "ri", "る", "ru", "れ", "re", "ろ", "ro", "わ", "wa", "ゐ", "i", "ゑ", "e", "を", "o", "ん", "n", "が", "ga", "ぎ", "gi", "ぐ", "gu",
	"げ", "ge", "ご", "go", "ざ", "za", "じ", "ji", "ず", "zu", "ぜ", "ze", "ぞ", "zo", "だ", "da", "ぢ", "ji", "づ", "zu", "で", "de", "ど", "do",
	"ば", "ba", "び", "bi", "ぶ", "bu", "べ", "be", "ぼ", "bo", "ぱ", "pa", "ぴ", "pi", "ぷ", "pu", "ぺ", "pe", "ぽ", "po", "ゔ", "vu",
	"ぁ", "a", "ぃ", "i", "ぅ", "u", "ぇ", "e", "ぉ", "o", "ゃ", "ya", "ゅ", "yu", "ょ", "yo", "ー", "-",
)

// kanaToken reads a word of hiragana or katakana.
func kanaToken(s string) Token {
	full := kana.Replace(hiragana(s))
	full = double(full)
	long := strings.ReplaceAll(full, "-", "")
	text := shortVowels(long)
	t := find(text)
	t.Forms = bounded(append([]string{long, strings.ReplaceAll(text, "mb", "nb")}, t.Forms...), text)
	return t
}

// hiragana brings katakana to hiragana, which stands 96 places before it.
func hiragana(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヴ' {
			return r - 96
		}
		return r
	}, s)
}

// double writes the small tsu as the doubling of the consonant after it.
func double(s string) string {
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		switch {
		case r == 'っ' && i+1 < len(rs) && rs[i+1] == 'c':
			b.WriteByte('t')
		case r == 'っ' && i+1 < len(rs) && rs[i+1] < 0x80:
			b.WriteRune(rs[i+1])
		case r < 0x80:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shortVowels leaves out the second half of ou, oo and uu.
func shortVowels(s string) string {
	return strings.NewReplacer("ou", "o", "oo", "o", "uu", "u").Replace(s)
}
