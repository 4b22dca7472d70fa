package eval

import (
	"math/rand/v2"
	"strings"
)

// missing leaves parts out, or writes their first letter. What is left always holds the family name (where the list states
// it) and a whole given name, or at least three words.
func missing(p parts, rand *rand.Rand) []made {
	var out []made
	given, family := p.given, p.family
	if len(family) == 0 {
		return missingUnknown(given, rand)
	}
	if len(given) > 1 && !particles[given[0]] && !particles[given[1]] && len(given[0]) > 1 {
		at := 1 + rand.IntN(len(given)-1)
		if len(given[at]) > 1 && !particles[given[at]] {
			out = append(out, made{"middle-name-initial", title(with(given, at, given[at][:1]+".")) + " " + title(family)})
			out = append(out, made{"middle-name-left-out", title(without(given, at)) + " " + title(family)})
		}
	}
	if len(given) > 0 && len(given[0]) > 1 && given[0][0] < 0x80 {
		out = append(out, made{"initial-of-the-given-name", strings.ToUpper(given[0][:1]) + ". " + title(family)})
		out = append(out, made{"given-name-left-out", title(family)}, made{"family-name-left-out", title(given[:1])})
	}
	if len(family) == 2 && !particles[family[0]] && len(given) > 0 {
		out = append(out, made{"second-family-name-left-out", title(given) + " " + title(family[:1])})
	}
	return out
}

func missingUnknown(words []string, rand *rand.Rand) []made {
	if len(words) > 1 && len(words[0]) > 2 {
		out := []made{{"family-name-left-out", title(words[:1])}}
		if len(words) < 4 {
			return out
		}
	}
	if len(words) < 4 {
		return nil
	}
	at := 1 + rand.IntN(len(words)-2)
	if particles[words[at]] || len(words[at]) < 2 || particles[words[at-1]] || words[at][0] >= 0x80 {
		return nil
	}
	return []made{{"middle-name-left-out", title(without(words, at))}, {"middle-name-initial", title(with(words, at, words[at][:1]+"."))}}
}

var keyRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// typo makes one slip of the fingers in one word of five letters or more: a neighbouring key, two letters exchanged, one
// left out, one doubled. First letters are seldom mistyped and stay.
func typo(words []string, rand *rand.Rand) ([]string, bool) {
	var long []int
	for i, w := range words {
		if len(w) >= 5 && len(w) == len([]rune(w)) {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		return nil, false
	}
	at := long[rand.IntN(len(long))]
	w := words[at]
	i := 1 + rand.IntN(len(w)-2)
	switch rand.IntN(4) {
	case 0:
		w = w[:i] + string(neighbourKey(w[i], rand)) + w[i+1:]
	case 1:
		w = w[:i] + string(w[i+1]) + string(w[i]) + w[i+2:]
	case 2:
		w = w[:i] + w[i+1:]
	default:
		w = w[:i] + string(w[i]) + w[i:]
	}
	return with(words, at, w), w != words[at]
}

func neighbourKey(c byte, rand *rand.Rand) byte {
	for _, row := range keyRows {
		if i := strings.IndexByte(row, c); i >= 0 {
			if i == 0 || i < len(row)-1 && rand.IntN(2) == 0 {
				return row[i+1]
			}
			return row[i-1]
		}
	}
	return c
}

// joined writes two neighbouring words of which one is short as one, with a hyphen or without.
func joined(words []string, rand *rand.Rand) ([]string, bool) {
	if len(words) < 3 {
		return nil, false
	}
	i := rand.IntN(len(words) - 1)
	if nobility[words[i]] || len(words[i]) < 2 || len(words[i+1]) < 2 || len(words[i])+len(words[i+1]) > 14 {
		return nil, false
	}
	sep := ""
	if rand.IntN(2) == 0 {
		sep = "-"
	}
	out := append([]string{}, words[:i]...)
	out = append(out, words[i]+sep+words[i+1])
	return append(out, words[i+2:]...), true
}

// nobility are titles, which nobody joins to a name.
var nobility = set("haji hajji hajj mullah sheikh shaykh qari dr maulavi mawlawi hafiz mufti sayyid sayed syed")

var marks = strings.NewReplacer("a", "á", "e", "é", "i", "í", "o", "ó", "u", "ü", "n", "ñ", "c", "ç", "s", "š", "z", "ž")

// accented gives every word one mark that the list leaves out.
func accented(words []string) []string {
	out := append([]string{}, words...)
	for i, w := range out {
		if at := strings.IndexAny(w, "aeo"); at >= 0 {
			out[i] = w[:at] + marks.Replace(w[at:at+1]) + w[at+1:]
		}
	}
	return out
}

// shortForms are names and what friends call their bearers.
var shortForms = map[string]string{
	"aleksandr": "sasha", "alexander": "alex", "vladimir": "volodya", "mikhail": "misha", "dmitry": "dima", "dmitriy": "dima", "sergei": "seryozha", "nikolai": "kolya", "yevgeny": "zhenya", "evgeny": "zhenya", "aleksey": "alyosha",
	"william": "bill", "robert": "bob", "richard": "dick", "james": "jim", "john": "jack", "joseph": "joe", "michael": "mike", "edward": "ted", "thomas": "tom", "anthony": "tony",
	"jose": "pepe", "francisco": "paco", "ignacio": "nacho", "guadalupe": "lupe", "manuel": "manolo", "enrique": "quique", "eduardo": "lalo", "jesus": "chuy", "roberto": "beto", "alberto": "beto", "antonio": "tonio",
}

func shortForm(words []string) ([]string, bool) {
	for i, w := range words {
		if s := shortForms[w]; s != "" && len(words) > 1 {
			return with(words, i, s), true
		}
	}
	return nil, false
}
