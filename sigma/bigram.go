package sigma

// bigrams is a filter in front of an automaton of few literals: each literal has one pair of neighbouring
// bytes, its rarest, without which it cannot be in a text. The pairs of a text are looked at one by one,
// independently, which a processor does several times faster than following an automaton.
type bigrams struct {
	first  [256]bool // first byte of a pair, in either case
	second [256][4]uint64
}

// filtered is up to how many literals a filter pays: with more, nearly every text holds some pair.
const filtered = 48

func newBigrams(literals []string) *bigrams {
	if len(literals) > filtered {
		return nil
	}
	f := &bigrams{}
	for _, l := range literals {
		best, rarest := 0, 1<<30
		for i := 0; i+1 < len(l); i++ {
			if n := frequency(l[i]) * frequency(l[i+1]); n < rarest {
				best, rarest = i, n
			}
		}
		for _, a := range cases(l[best]) {
			f.first[a] = true
			for _, b := range cases(l[best+1]) {
				f.second[a][b/64] |= 1 << (b % 64)
			}
		}
	}
	return f
}

// cases are a byte of a folded literal and its capital.
func cases(b byte) []byte {
	if b >= 'a' && b <= 'z' {
		return []byte{b, b - 'a' + 'A'}
	}
	return []byte{b}
}

// frequency estimates how common a byte is in logs: paths, words, hexadecimal numbers.
func frequency(b byte) int {
	switch {
	case b == 'e' || b == 's' || b == 'o' || b == 'i' || b == 't' || b == 'n' || b == 'r' || b == 'a' || b == '\\' || b == '0':
		return 12
	case b >= 'a' && b <= 'z' || b == '.' || b == ' ':
		return 6
	case b >= '0' && b <= '9' || b == '-' || b == '/':
		return 5
	case b >= 0x80:
		return 1
	}
	return 2
}

// mayHold reports whether the text holds one of the pairs.
func (f *bigrams) mayHold(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		a, b := text[i], text[i+1]
		if f.first[a] && f.second[a][b/64]&(1<<(b%64)) != 0 {
			return true
		}
	}
	return false
}
