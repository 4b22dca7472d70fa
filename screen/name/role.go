package name

import (
	"strings"
	"sync"
)

func roleOf(s string) Role {
	for i, n := range roleNames {
		if n == s {
			return Role(i)
		}
	}
	return Unknown
}

// roleWords are the words that are not the name itself, by kind.
var roleWords = sync.OnceValue(func() [3]map[string]Role {
	m := [3]map[string]Role{{}, {}, {}}
	for _, f := range rows("words.csv", 3) {
		kind := map[string]Kind{"person": Person, "company": Company, "vessel": Vessel}[f[0]]
		for _, w := range strings.Fields(f[2]) {
			m[kind][w] = roleOf(f[1])
		}
	}
	return m
})

// roles gives each token its role, as far as the writing tells, and drops titles.
func (p *Parsed) roles(words []word, kind Kind) {
	known := roleWords()[kind]
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Role != Unknown {
			continue
		}
		if kind == Person && len(t.Text) == 1 {
			t.Role = Initial
		} else if r, ok := known[t.Text]; ok && !(r == Particle && i > 0 && i == len(p.Tokens)-1) { // Karim Das, Le Van Le
			t.Role = r
		}
	}
	if kind == Person {
		p.personRoles(words)
	}
	p.dropTitles(kind)
	if kind != Person {
		p.written(kind)
	}
}

func (p *Parsed) personRoles(words []word) {
	p.eastern()
	p.patronymics()
	switch {
	case p.Comma:
		p.byComma(words)
	default:
		p.byCapitals(words)
	}
}

// byComma reads "FAMILY, Given": all before the first comma is family.
func (p *Parsed) byComma(words []word) {
	before := true
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Role == Unknown || t.Role == Family || t.Role == Given || before && t.Role == Patronymic {
			t.Role = Given
			if before {
				t.Role = Family
			}
		}
		before = before && !words[t.From].comma
	}
}

// byCapitals reads "Jean DUPONT": the words in capitals are family, when others are not.
func (p *Parsed) byCapitals(words []word) {
	upper, lower := 0, 0
	for i := range p.Tokens {
		if p.Tokens[i].Role == Initial || p.Tokens[i].Role == Title {
			continue
		}
		if words[p.Tokens[i].From].upper {
			upper++
		} else {
			lower++
		}
	}
	if upper == 0 || lower == 0 {
		return
	}
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Role != Unknown && t.Role != Family && t.Role != Given {
			continue
		}
		t.Role = Given
		if words[t.From].upper {
			t.Role = Family
		}
	}
}

// patronymics are told by their endings, and by the word for son or daughter before them.
func (p *Parsed) patronymics() {
	after := false
	for i := range p.Tokens {
		t := &p.Tokens[i]
		switch {
		case t.Role == Particle:
			switch t.Text {
			case "bin", "ibn", "bint", "binti", "ben", "ould":
				after = i > 0
			}
		case t.Role != Unknown:
			after = false
		default:
			if after || patronymic(t.Text, len(p.Tokens)) {
				t.Role = Patronymic
			}
			after = false
		}
	}
}

var patronymicEndings = []string{"ovna", "evna", "ivna", "ichna", "dottir", "ogly", "oglu", "qizi", "kyzy", "gyzy", "uulu"}

// patronymic: -ovich is also an ending of family names, so it counts only beside two other tokens.
func patronymic(s string, tokens int) bool {
	if len(s) < 6 || tokens < 2 {
		return false
	}
	switch s[len(s)-1] {
	case 'a', 'r', 'y', 'u', 'i', 'h':
	default:
		return false
	}
	for _, e := range patronymicEndings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	for _, e := range [...]string{"ovich", "evich", "ovych", "yovych", "ovitch", "evitch"} {
		if strings.HasSuffix(s, e) {
			return tokens > 2
		}
	}
	return false
}

// eastern tells family from given in Korean, Chinese and Vietnamese names written in Latin, where all tokens are syllables
// and one end is a frequent family name and the other is not.
func (p *Parsed) eastern() {
	n := len(p.Tokens)
	if n < 2 || n > 4 || p.Tokens[0].Role == Family {
		return
	}
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Role != Unknown && t.Role != Particle || t.Parts == nil && !syllabic(t.Text) {
			return
		}
	}
	first, last := familyWeight(&p.Tokens[0]), familyWeight(&p.Tokens[n-1])
	switch {
	case first >= 8 && 2*first > last:
		p.nameFrom(0)
	case last >= 8 && last >= 4*first:
		p.nameFrom(n - 1)
	}
}

func (p *Parsed) nameFrom(family int) {
	for i := range p.Tokens {
		p.Tokens[i].Role = Given
	}
	p.Tokens[family].Role = Family
}

func syllabic(text string) bool {
	_, name := easternShare()[text]
	return name || east().syllables[text] != nil
}

func familyWeight(t *Token) int {
	w := easternShare()[t.Text]
	if r := east().syllables[t.Text]; r != nil {
		w = max(w, r.family)
	}
	return w
}

// easternShare is how many in a thousand carry an eastern family name, at least one where the tables have it; eastern given
// names are in it with 0.
var easternShare = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for group := range easternGroups {
		for _, s := range Frequent(group, Given) {
			m[s.Name] += 0
		}
		for _, s := range Frequent(group, Family) {
			m[s.Name] = max(m[s.Name], int(1000*s.Share), 1)
		}
	}
	return m
})

// dropTitles leaves titles out where two other tokens are left: "Dr Müller" may be all there is. A vessel may have one.
func (p *Parsed) dropTitles(kind Kind) {
	others := 0
	for i := range p.Tokens {
		if p.Tokens[i].Role != Title {
			others++
		}
	}
	if others < 2 && !(kind == Vessel && others == 1) || others == len(p.Tokens) {
		return
	}
	kept := p.Tokens[:0]
	for _, t := range p.Tokens {
		if t.Role != Title {
			kept = append(kept, t)
		}
	}
	p.Tokens = kept
}
