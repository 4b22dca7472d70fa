package name

// roles gives each token its role, as far as the writing tells.
func roles(p *Parsed, words []word, kind Kind) {
	before := p.Comma
	for i := range p.Tokens {
		t, w := &p.Tokens[i], words[p.Tokens[i].From]
		if t.Role == Unknown {
			t.Role = wordRole(t.Text, kind)
		}
		if t.Role == Unknown && kind == Person && before {
			t.Role = Family
		} else if t.Role == Unknown && p.Comma {
			t.Role = Given
		}
		before = before && !w.comma
	}
}

func wordRole(s string, kind Kind) Role {
	if kind == Person && len(s) == 1 {
		return Initial
	}
	if r, ok := roleWords[kind][s]; ok {
		return r
	}
	return Unknown
}

var roleWords = [...]map[string]Role{
	Person:  {"dr": Title, "mr": Title, "mrs": Title, "bin": Particle, "al": Particle, "van": Particle, "de": Particle},
	Company: {"gmbh": LegalForm, "ltd": LegalForm, "co": LegalForm, "llc": LegalForm, "trading": Generic, "corporation": Generic, "bank": Generic},
	Vessel:  {"mv": Title},
}
