package eval

import "strings"

// Korean: the spelling of the North is taken apart into the letters of hangul and written as the other systems write
// them. Where the North's o and u each stand for two vowels, both readings are right spellings of some bearer's name.
var koreanStarts = []struct{ north, revised, reischauer string }{
	{"kk", "kk", "kk"}, {"tt", "tt", "tt"}, {"pp", "pp", "pp"}, {"ch", "ch", "ch"}, {"ss", "ss", "ss"}, {"k", "g", "k"}, {"t", "d", "t"}, {"p", "b", "p"},
	{"j", "j", "ch"}, {"r", "r", "r"}, {"h", "h", "h"}, {"s", "s", "s"}, {"m", "m", "m"}, {"n", "n", "n"}, {"", "", ""},
}

var koreanVowels = []struct{ north, revised, reischauer, south string }{
	{"yae", "yae", "yae", "yae"}, {"wae", "wae", "wae", "wae"}, {"ae", "ae", "ae", "ae"}, {"ya", "ya", "ya", "ya"}, {"yo", "yeo", "yo", "you"}, {"yu", "yu", "yu", "yoo"},
	{"ye", "ye", "ye", "ye"}, {"wa", "wa", "wa", "wa"}, {"wo", "wo", "wo", "wo"}, {"wi", "wi", "wi", "wi"}, {"oe", "oe", "oe", "oi"}, {"ui", "ui", "ui", "ee"},
	{"a", "a", "a", "a"}, {"o", "eo", "o", "u"}, {"u", "u", "u", "oo"}, {"e", "e", "e", "e"}, {"i", "i", "i", "i"},
}

var koreanEnds = []string{"ng", "k", "n", "t", "l", "m", "p", ""}

// koreanFamilies are what families write instead.
var koreanFamilies = map[string][]string{
	"kim": {"Kim", "Gim"}, "ri": {"Lee", "Yi", "Rhee"}, "pak": {"Park", "Bak"}, "choe": {"Choi", "Ch'oe"}, "jong": {"Jung", "Jeong", "Chung", "Chong"},
	"jo": {"Cho", "Jo"}, "jang": {"Chang", "Jang"}, "rim": {"Lim", "Im"}, "o": {"Oh"}, "so": {"Seo", "Suh"}, "sin": {"Shin"}, "an": {"Ahn"}, "ryu": {"Yoo", "Yu", "Ryoo"},
	"jon": {"Jeon", "Chon"}, "ko": {"Go", "Koh"}, "mun": {"Moon"}, "pae": {"Bae"}, "paek": {"Baek", "Paik"}, "ho": {"Heo", "Hur"}, "no": {"Noh", "Roh"}, "ro": {"Noh", "Roh"},
	"ju": {"Joo", "Chu"}, "u": {"Woo"}, "ku": {"Koo", "Gu"}, "ra": {"Na", "La"}, "jin": {"Chin"}, "om": {"Eom", "Um"}, "kang": {"Gang"}, "sim": {"Shim"}, "pang": {"Bang"},
	"kwon": {"Gwon"}, "ryang": {"Yang"}, "hyon": {"Hyun"}, "chae": {"Chai"}, "yun": {"Yoon"}, "kye": {"Gye"}, "tong": {"Dong"}, "won": {"Weon"}, "song": {"Sung", "Seong"},
}

// southGiven are spellings by English ear that Southerners use, for syllables where the rule gives another one.
var southGiven = map[string]string{
	"yong": "young", "chol": "chul", "song": "sung", "hyon": "hyun", "kyong": "kyung", "myong": "myung", "jong": "jung", "u": "woo", "su": "soo", "jun": "joon",
	"hun": "hoon", "suk": "sook", "chun": "choon", "hui": "hee", "hyok": "hyuk", "sok": "seok", "ok": "ok", "il": "il", "kuk": "kook", "kwang": "kwang", "un": "eun",
	"kun": "keun", "ryong": "ryong", "pong": "bong", "pyong": "byung", "pil": "pil", "tae": "dae", "to": "do", "on": "eon", "yon": "yeon", "won": "won", "chang": "chang", "jin": "jin",
}

// northRoundO are syllables whose o is the round one in names, so that every system writes o.
var northRoundO = set("tong to ko mo po jo cho no ro ho kong hong o mok rok kok ryong pong")

// koreanSyllable spells a syllable of the North in the two systems and by Southern habit; ok tells that it is one.
func koreanSyllable(s string) (revised, reischauer, south string, ok bool) {
	for _, a := range koreanStarts {
		rest, found := strings.CutPrefix(s, a.north)
		if !found {
			continue
		}
		for _, v := range koreanVowels {
			end, found := strings.CutPrefix(rest, v.north)
			if !found || !contains(koreanEnds, end) {
				continue
			}
			if northRoundO[s] {
				v.revised, v.south = v.north, v.north
			}
			south = a.revised + v.south + end
			if a.revised == "g" {
				south = "k" + v.south + end
			}
			if h := southGiven[s]; h != "" {
				south = h
			}
			return a.revised + v.revised + end, a.reischauer + v.reischauer + end, south, true
		}
	}
	return "", "", "", false
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// koreanGiven are the syllables of a given name, "Jong Un", "Jong-un" or "Jongun"; nil when it is none of Korea.
func koreanGiven(words []string) []string {
	if len(words) == 1 && vowelGroups(words[0]) == 2 {
		for i := 2; i < len(words[0])-1; i++ {
			if koreanAll(words[0][:i], words[0][i:]) {
				return []string{words[0][:i], words[0][i:]}
			}
		}
	}
	if len(words) > 2 || !koreanAll(words...) {
		return nil
	}
	return words
}

func koreanAll(words ...string) bool {
	for _, w := range words {
		if _, _, _, ok := koreanSyllable(w); !ok {
			return false
		}
	}
	return len(words) > 0
}

func vowelGroups(s string) int {
	n, in := 0, false
	for i := range len(s) {
		v := strings.IndexByte("aeiou", s[i]) >= 0
		if v && !in {
			n++
		}
		in = v
	}
	return n
}

// koreanSpellings are the whole name in the other systems, by rule.
func koreanSpellings(p parts, pick func(n int) int) map[string]string {
	given := koreanGiven(p.given)
	if len(p.family) != 1 || given == nil || !koreanAll(p.family[0]) {
		return nil
	}
	var forms [3][]string
	for _, g := range given {
		a, b, c, _ := koreanSyllable(g)
		for i, s := range []string{a, b, c} {
			forms[i] = append(forms[i], s)
		}
	}
	revised, reischauer, _, _ := koreanSyllable(p.family[0])
	south := revised
	if list := koreanFamilies[p.family[0]]; list != nil {
		south = list[pick(len(list))]
	}
	out := map[string]string{
		"korean-revised":    title([]string{revised}) + " " + title([]string{strings.Join(forms[0], "-")}),
		"korean-reischauer": title([]string{reischauer}) + " " + title([]string{strings.Join(forms[1], "-")}),
		"korean-south":      title([]string{strings.Join(forms[2], "")}) + " " + title([]string{south}),
		"korean-habit":      title([]string{south}) + " " + title(forms[2]),
	}
	return out
}
