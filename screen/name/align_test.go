package name

// atoms are the tokens of a name with joined parts taken apart; particles and titles are left out.
func atoms(p Parsed) []Token {
	var out []Token
	for _, t := range p.Tokens {
		switch {
		case t.Role == Particle || t.Role == Title || t.Role == LegalForm:
		case t.Parts != nil:
			out = append(out, t.Parts...)
		default:
			out = append(out, t)
		}
	}
	return out
}

// meets tells whether all of the shorter name meets the longer one, token by token in any order, taken apart or not.
func meets(a, b Parsed) bool {
	return covers(atoms(a), atoms(b)) || covers(a.Tokens, b.Tokens)
}

func covers(a, b []Token) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	used := make([]bool, len(b))
	for i := range a {
		found := false
		for j := range b {
			if !used[j] && Meet(&a[i], &b[j]) >= ByForm {
				used[j], found = true, true
				break
			}
		}
		if !found {
			return false
		}
	}
	return len(a) > 0
}
