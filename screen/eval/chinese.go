package eval

import "strings"

// Chinese: Hanyu Pinyin is written as Wade and Giles wrote it (without marks, as lists and passports do), and family names
// as Hong Kong and Taiwan write them.
var chineseStarts = []struct{ pinyin, wade string }{
	{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"p", "p"}, {"m", "m"}, {"f", "f"}, {"d", "t"}, {"t", "t"}, {"n", "n"}, {"l", "l"}, {"g", "k"}, {"k", "k"}, {"h", "h"},
	{"j", "ch"}, {"q", "ch"}, {"x", "hs"}, {"r", "j"}, {"z", "ts"}, {"c", "ts"}, {"s", "s"}, {"y", "y"}, {"w", "w"}, {"", ""},
}

var chineseEnds = map[string]string{
	"a": "a", "ai": "ai", "an": "an", "ang": "ang", "ao": "ao", "e": "e", "ei": "ei", "en": "en", "eng": "eng", "er": "erh", "i": "i", "ia": "ia", "ian": "ien",
	"iang": "iang", "iao": "iao", "ie": "ieh", "in": "in", "ing": "ing", "iong": "iung", "iu": "iu", "o": "o", "ong": "ung", "ou": "ou", "u": "u", "ua": "ua",
	"uai": "uai", "uan": "uan", "uang": "uang", "ue": "ueh", "ui": "ui", "un": "un", "uo": "o",
}

// chineseWhole are the syllables whose spelling is no sum of parts.
var chineseWhole = map[string]string{
	"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "yan": "yen", "ye": "yeh", "you": "yu", "yong": "yung", "yue": "yueh",
	"ge": "ko", "ke": "ko", "he": "ho", "guo": "kuo", "gui": "kuei", "kui": "kuei", "huo": "huo", "shuo": "shuo", "kuo": "kuo", "yi": "i",
}

var cantoneseFamilies = map[string][]string{
	"wang": {"Wong"}, "huang": {"Wong"}, "chen": {"Chan"}, "zhang": {"Cheung"}, "li": {"Lee", "Lei"}, "lin": {"Lam"}, "liu": {"Lau"}, "wu": {"Ng"}, "zhou": {"Chow", "Chau"},
	"zheng": {"Cheng"}, "xu": {"Hui", "Tsui"}, "guo": {"Kwok"}, "he": {"Ho"}, "liang": {"Leung"}, "luo": {"Law", "Lo"}, "xie": {"Tse"}, "ye": {"Yip"}, "zhu": {"Chu"}, "ma": {"Ma"},
	"deng": {"Tang"}, "feng": {"Fung"}, "cai": {"Choi", "Tsoi"}, "yang": {"Yeung"}, "zeng": {"Tsang"}, "peng": {"Pang"}, "lu": {"Lo"}, "su": {"So"}, "tan": {"Tam"}, "xiao": {"Siu"},
	"jiang": {"Keung", "Kong"}, "yuan": {"Yuen"}, "dong": {"Tung"}, "pan": {"Poon"}, "mo": {"Mok"}, "guan": {"Kwan"}, "xia": {"Ha"}, "zhong": {"Chung"},
}

// wadeSyllable spells a syllable of pinyin; ok tells that it is one.
func wadeSyllable(s string) (string, bool) {
	if w, ok := chineseWhole[s]; ok {
		return w, true
	}
	for _, a := range chineseStarts {
		rest, found := strings.CutPrefix(s, a.pinyin)
		if !found {
			continue
		}
		if end, ok := chineseEnds[rest]; ok {
			if (a.pinyin == "j" || a.pinyin == "q" || a.pinyin == "x") && rest == "uan" {
				end = "uan"
			}
			return a.wade + end, true
		}
	}
	return "", false
}

// chineseGiven cuts a given name into one or two syllables of pinyin; nil when it is none.
func chineseGiven(words []string) []string {
	if len(words) == 2 {
		for _, w := range words {
			if _, ok := wadeSyllable(w); !ok {
				return nil
			}
		}
		return words
	}
	if len(words) != 1 {
		return nil
	}
	if _, ok := wadeSyllable(words[0]); ok {
		return words
	}
	for i := len(words[0]) - 2; i >= 2; i-- {
		_, a := wadeSyllable(words[0][:i])
		_, b := wadeSyllable(words[0][i:])
		if a && b {
			return []string{words[0][:i], words[0][i:]}
		}
	}
	return nil
}

func chineseSpellings(p parts, pick func(n int) int) map[string]string {
	given := chineseGiven(p.given)
	if len(p.family) != 1 || given == nil {
		return nil
	}
	family, ok := wadeSyllable(p.family[0])
	if !ok {
		return nil
	}
	var wade []string
	for _, g := range given {
		w, _ := wadeSyllable(g)
		wade = append(wade, w)
	}
	out := map[string]string{"chinese-wade-giles": title([]string{family}) + " " + title([]string{strings.Join(wade, "-")})}
	if len(given) == 2 {
		out["chinese-apart"] = title(append([]string{p.family[0]}, given...))
		out["chinese-joined"] = title([]string{strings.Join(given, ""), p.family[0]})
		if list := cantoneseFamilies[p.family[0]]; list != nil { // the family name alone: what the given name would be, only characters tell
			out["chinese-family-hong-kong"] = list[pick(len(list))] + " " + title([]string{strings.Join(given, "")})
		}
	}
	return out
}
