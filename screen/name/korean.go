package name

// Korean names are read from hangul by taking each syllable block apart (Unicode 3.12), and spelt in the ways in use:
// Revised Romanization (2000), McCune–Reischauer without its marks, the usage of the DPRK (where ㅓ is o and ㅡ is u), and
// what families have always written (Lee, Park, Choi). The fold of a syllable is its DPRK spelling without distinction of
// plain and aspirated k, t, p and without an initial r before y and i, because that is where the spellings meet.

const (
	hangulFirst = 0xac00
	hangulLast  = 0xd7a3
)

type letters struct {
	fold string
	rr   string
	all  []string // spellings in use, the usual ones first
}

var initials = [19]letters{
	{"k", "g", []string{"k", "g"}}, {"k", "kk", []string{"kk", "k"}}, {"n", "n", []string{"n"}}, {"t", "d", []string{"d", "t"}},
	{"t", "tt", []string{"tt", "t"}}, {"r", "r", []string{"r", "l"}}, {"m", "m", []string{"m"}}, {"p", "b", []string{"b", "p"}},
	{"p", "pp", []string{"pp", "p"}}, {"s", "s", []string{"s"}}, {"s", "ss", []string{"ss", "s"}}, {"", "", []string{""}},
	{"j", "j", []string{"j", "ch"}}, {"j", "jj", []string{"jj", "tch"}}, {"ch", "ch", []string{"ch"}}, {"k", "k", []string{"k", "kh"}},
	{"t", "t", []string{"t", "th"}}, {"p", "p", []string{"p", "ph"}}, {"h", "h", []string{"h"}},
}

var medials = [21]letters{
	{"a", "a", []string{"a"}}, {"ae", "ae", []string{"ae"}}, {"ya", "ya", []string{"ya"}}, {"yae", "yae", []string{"yae"}},
	{"o", "eo", []string{"eo", "o", "u", "ou"}}, {"e", "e", []string{"e"}}, {"yo", "yeo", []string{"yeo", "yo", "you", "yu", "yeu"}},
	{"ye", "ye", []string{"ye"}}, {"o", "o", []string{"o"}}, {"wa", "wa", []string{"wa"}}, {"wae", "wae", []string{"wae"}},
	{"oe", "oe", []string{"oe", "oi", "oy"}}, {"yo", "yo", []string{"yo"}}, {"u", "u", []string{"u", "oo", "ou"}}, {"wo", "wo", []string{"wo", "weo"}},
	{"we", "we", []string{"we"}}, {"wi", "wi", []string{"wi"}}, {"yu", "yu", []string{"yu", "yoo", "you"}}, {"u", "eu", []string{"eu", "u", "oo"}},
	{"ui", "ui", []string{"ui", "eui", "ee", "i"}}, {"i", "i", []string{"i", "ee"}},
}

// finals follow the 28 trailing consonants; clusters are read as they sound at the end of a word.
var finals = [28]letters{
	{"", "", []string{""}}, {"k", "k", []string{"k", "g"}}, {"k", "k", []string{"k"}}, {"k", "k", []string{"k"}}, {"n", "n", []string{"n"}},
	{"n", "n", []string{"n"}}, {"n", "n", []string{"n"}}, {"t", "t", []string{"t"}}, {"l", "l", []string{"l", "r"}}, {"k", "k", []string{"k"}},
	{"m", "m", []string{"m"}}, {"l", "l", []string{"l"}}, {"l", "l", []string{"l"}}, {"l", "l", []string{"l"}}, {"p", "p", []string{"p"}},
	{"l", "l", []string{"l"}}, {"m", "m", []string{"m"}}, {"p", "p", []string{"p", "b"}}, {"p", "p", []string{"p"}}, {"t", "t", []string{"t"}},
	{"t", "t", []string{"t"}}, {"ng", "ng", []string{"ng"}}, {"t", "t", []string{"t"}}, {"t", "t", []string{"t"}}, {"k", "k", []string{"k"}},
	{"t", "t", []string{"t"}}, {"p", "p", []string{"p"}}, {"t", "t", []string{"t"}},
}

// syllable is a hangul block taken apart into indices of initials, medials and finals.
type syllable struct{ first, middle, last int }

func decompose(r rune) (syllable, bool) {
	if r < hangulFirst || r > hangulLast {
		return syllable{}, false
	}
	n := int(r - hangulFirst)
	return syllable{n / 588, n % 588 / 28, n % 28}, true
}

const (
	rieul  = 5  // the initial ㄹ
	ieung  = 11 // the silent initial
	middUi = 19
	middI  = 20
)

// softens tells whether ㄹ falls silent before the vowel in the South: before i and y.
func (s syllable) softens() bool {
	switch s.middle {
	case 2, 3, 6, 7, 12, 17, middI:
		return true
	}
	return false
}

// rr is the Revised Romanization of one syllable by itself.
func (s syllable) rr() string { return initials[s.first].rr + medials[s.middle].rr + finals[s.last].rr }

// fold is the key of one syllable.
func (s syllable) fold() string {
	first := initials[s.first].fold
	if s.first == rieul && s.softens() {
		first = ""
	}
	f := first + medials[s.middle].fold + finals[s.last].fold
	switch f {
	case "i":
		return "ri" // one letter is no key
	case "ro":
		return "no" // 노, in the North 로
	case "ra":
		return "na"
	}
	return f
}

// spellings are the ways in use to write one syllable, the usual ones first. The first is the Revised Romanization.
func (s syllable) spellings() []string {
	var out []string
	for _, a := range s.starts() {
		for _, b := range medials[s.middle].all {
			for _, c := range finals[s.last].all {
				out = appendNew(out, a+b+c)
			}
		}
	}
	return append(out, s.habits(out)...)
}

func (s syllable) starts() []string {
	switch {
	case s.first == ieung && (s.softens()):
		return []string{"", "r", "l"} // 이 is 리 in the North
	case s.first == rieul && s.softens():
		return []string{"r", "", "l"}
	case s.first == rieul:
		return []string{"r", "l", "n"}
	}
	return initials[s.first].all
}

// habits are spellings by ear that no table has: Noh, Shin, Woo, Yi, Kwon.
func (s syllable) habits(plain []string) []string {
	var out []string
	for _, p := range plain {
		switch {
		case s.last == 0 && (s.middle == 0 || s.middle == 4 || s.middle == 8 || s.middle == 18):
			out = append(out, p+"h")
		case p[0] == 's' && len(p) > 1 && p[1] == 'i':
			out = append(out, "sh"+p[1:])
		case p[0] == 'i':
			out = append(out, "y"+p)
		case p[0] == 'u' || p[0] == 'o' && len(p) > 1 && p[1] == 'o':
			out = append(out, "w"+p)
		case len(p) > 2 && p[:2] == "gw":
			out = append(out, "kw"+p[2:])
		}
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
