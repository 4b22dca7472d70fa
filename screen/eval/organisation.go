package eval

import (
	"slices"
	"strings"
)

// Organisations: legal forms and usual words written out, shortened, left out; slips; case.
var formSpellings = [][]string{
	{"co ltd", "company limited", "co. limited", "company ltd."}, {"ltd", "limited"}, {"limited", "ltd."}, {"company", "co."}, {"co", "company"}, {"corporation", "corp."}, {"corp", "corporation"},
	{"inc", "incorporated"}, {"llc", "l.l.c."}, {"sa de cv", "s.a. de c.v."}, {"ltda", "limitada"}, {"limitada", "ltda."}, {"gmbh", "g.m.b.h."}, {"international", "intl", "int'l"},
	{"trading", "trdg"}, {"technology", "tech"}, {"industries", "inds"}, {"development", "dev."}, {"and", "&"}, {"establishment", "est."}, {"group", "grp"}, {"engineering", "eng."}, {"general", "gen."},
}

var legalForms = set("co ltd limited company corporation corp inc incorporated llc ltda limitada gmbh sa sas srl cv sarl ooo oao zao pjsc ojsc jsc fzco fze fzc bv ag spa plc pvt pte jv oy est wll sal psc pty bhd sdn de c v s a l r")

// wordsOf are the words of an organisation's name; letters with points between are one word.
func wordsOf(text string) []string {
	var out []string
	run := false
	for _, w := range fields(text) {
		short := len(w) == 1
		if short && run {
			out[len(out)-1] += w
		} else {
			out = append(out, w)
		}
		run = short
	}
	return out
}

func (b *builder) companySpellings() []made {
	words := wordsOf(b.entry.Names[0].Text)
	text := strings.Join(words, " ")
	out := []made{{"small-letters", text}}
	for _, f := range formSpellings {
		if s := strings.TrimSpace(strings.ReplaceAll(" "+text+" ", " "+f[0]+" ", " "+f[1+b.rand.IntN(len(f)-1)]+" ")); s != text {
			out = append(out, made{"word-shortened-or-written-out", title(strings.Fields(s))})
		}
	}
	if core := bare(words); len(core) > 0 && len(core) < len(words) && len(strings.Join(core, "")) > 4 {
		out = append(out, made{"legal-form-left-out", title(core)})
	} else if len(core) > 1 {
		out = append(out, made{"legal-form-added", title(words) + " " + []string{"Ltd", "Co., Ltd.", "LLC", "GmbH", "S.A."}[b.rand.IntN(5)]})
	}
	if s, ok := typo(words, b.rand); ok && len(bare(words)) > 1 {
		out = append(out, made{"typing-slip", title(s)})
	}
	if s, ok := joined(bare(words), b.rand); ok {
		out = append(out, made{"words-joined", title(s)})
	}
	return out
}

// bare are the words without legal forms at the end.
func bare(words []string) []string {
	n := len(words)
	for n > 0 && legalForms[words[n-1]] {
		n--
	}
	return words[:n]
}

func (b *builder) otherCompanies() []made {
	words := wordsOf(b.entry.Names[0].Text)
	core := bare(words)
	var out []made
	for range 3 {
		other := bare(wordsOf(b.neighbours.any(b.entry, b.rand)))
		if len(core) < 2 || len(other) < 2 {
			continue
		}
		if i := b.neighbours.rarest(core); true {
			if w := other[b.neighbours.rarest(other)]; distance(w, core[i]) > 2 {
				out = append(out, made{"distinctive-word-exchanged", title(with(words, i, w))})
			}
		}
		tail := other[len(other)-1]
		if !contains(core, tail) && b.neighbours.count[tail] > 20 && len(core) == 2 && core[0] != tail {
			out = append(out, made{"trade-exchanged", title(append([]string{core[0]}, tail))})
		}
		if w := strings.Join(other, " "); !slices.Contains(other, core[b.neighbours.rarest(core)]) {
			out = append(out, made{"another-organisation", title(strings.Fields(w))})
		}
	}
	return out
}

var vesselPrefixes = []string{"M/V", "MV", "M.V.", "MT", "M/T", "MS"}

func (b *builder) vesselSpellings() []made {
	words := fields(b.entry.Names[0].Text)
	out := []made{
		{"prefix", vesselPrefixes[b.rand.IntN(len(vesselPrefixes))] + " " + strings.ToUpper(strings.Join(words, " "))},
		{"small-letters", strings.Join(words, " ")},
		{"hyphen", strings.ToUpper(strings.Join(words, "-"))},
	}
	if s, ok := roman(words); ok {
		out = append(out, made{"number-in-roman", strings.ToUpper(strings.Join(s, " "))})
	}
	if len(words) == 2 && len(words[0]) > 2 && len(words[1]) > 2 {
		out = append(out, made{"words-joined", strings.ToUpper(words[0] + words[1])})
	}
	if s, ok := typo(words, b.rand); ok && len(words) > 1 {
		out = append(out, made{"typing-slip", strings.ToUpper(strings.Join(s, " "))})
	}
	return out
}

var romans = map[string]string{"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi", "7": "vii", "8": "viii", "9": "ix", "10": "x"}

func roman(words []string) ([]string, bool) {
	if n := len(words) - 1; n > 0 {
		if r := romans[words[n]]; r != "" {
			return with(words, n, r), true
		}
		for number, r := range romans {
			if words[n] == r && r != "x" && r != "v" && r != "i" {
				return with(words, n, number), true
			}
		}
	}
	return nil, false
}

func (b *builder) otherVessels() []made {
	words := fields(b.entry.Names[0].Text)
	out := []made{{"another-vessel", strings.ToUpper(b.neighbours.any(b.entry, b.rand))}}
	if len(words) > 1 {
		other := fields(b.neighbours.any(b.entry, b.rand))
		i := b.rand.IntN(len(words))
		if w := other[b.rand.IntN(len(other))]; !contains(words, w) && distance(w, words[i]) > 2 {
			out = append(out, made{"word-exchanged", strings.ToUpper(strings.Join(with(words, i, w), " "))})
		}
	}
	if n := len(words) - 1; n > 0 && words[n][0] >= '0' && words[n][0] <= '9' {
		out = append(out, made{"another-number", strings.ToUpper(strings.Join(with(words, n, otherNumber(words[n], b.rand.IntN(8))), " "))})
	}
	return out
}

func otherNumber(s string, by int) string {
	last := s[len(s)-1]
	if last < '0' || last > '9' {
		return s + "1"
	}
	return s[:len(s)-1] + string('0'+(last-'0'+1+byte(by))%10)
}
