package name

// foldLatin appends the key under which romanisations of one name coincide: y, j and i as vowels, ou and u, kh and h,
// ts and tz, -ov and -off. It is meant to be coarse where spellings vary and exact where names differ.
func foldLatin(dst []byte, s string) []byte {
	start := len(dst)
	for i := 0; i < len(s); {
		n, out := foldStep(s, i, len(dst) > start)
		i += n
		for k := 0; k < len(out); k++ {
			if len(dst) == start || dst[len(dst)-1] != out[k] {
				dst = append(dst, out[k])
			}
		}
	}
	if len(dst) == start {
		return append(dst, s...)
	}
	return dst
}

// digraphs are read before single letters, the longest first. A key of at most four letters.
var digraphs = []struct{ from, to string }{
	{"schtsch", "sh"}, {"shch", "sh"}, {"chtch", "sh"}, {"dsch", "j"}, {"tsch", "ch"},
	{"sch", "sh"}, {"tch", "ch"}, {"dzh", "j"}, {"djj", "j"}, {"guy", "gi"},
	{"gue", "ge"}, {"gui", "gi"}, {"que", "ke"}, {"qui", "ki"},
	{"cz", "ch"}, {"sz", "sh"}, {"zh", "j"}, {"kh", "h"}, {"gh", "g"}, {"ph", "f"}, {"th", "t"}, {"dh", "d"},
	{"ck", "k"}, {"tz", "ts"}, {"ae", "a"}, {"oe", "o"}, {"ue", "u"}, {"oo", "u"}, {"ee", "i"}, {"aa", "a"},
	{"ch", "ch"}, {"sh", "sh"},
}

var byFirst = func() (t [256][]struct{ from, to string }) {
	for _, d := range digraphs {
		t[d.from[0]] = append(t[d.from[0]], d)
	}
	return t
}()

func foldStep(s string, i int, inside bool) (int, string) {
	rest := s[i:]
	for _, d := range byFirst[s[i]] {
		if len(rest) >= len(d.from) && rest[:len(d.from)] == d.from {
			return len(d.from), d.to
		}
	}
	if n, out := foldEnding(rest, inside); n > 0 {
		return n, out
	}
	switch c := s[i]; c {
	case 'o':
		return foldO(rest)
	case 'y':
		if !inside && len(rest) > 2 && rest[1] == 'e' {
			return 2, "e" // Yelena, Elena
		}
		return 1, "i"
	case 'j':
		if inside && !vowel(s[i-1]) {
			return 1, "i" // Tatjana, Tatyana
		}
		return 1, "j"
	case 'w':
		return 1, "v"
	case 'q':
		return 1, "k"
	case 'x':
		return 1, "ks"
	case 'c':
		if len(rest) > 1 && (rest[1] == 'e' || rest[1] == 'i' || rest[1] == 'y') {
			return 1, "s"
		}
		return 1, "k"
	}
	return 1, rest[:1]
}

func foldO(rest string) (int, string) {
	if len(rest) > 1 && rest[1] == 'u' {
		if len(rest) > 2 && vowel(rest[2]) {
			return 2, "v" // Marouane, Marwane
		}
		return 2, "u"
	}
	return 1, "o"
}

// foldEnding reads endings that vary by language: Petroff, Sergej, Dmitrij, Petrovic, Fatimah.
func foldEnding(rest string, inside bool) (int, string) {
	if !inside || len(rest) > 6 {
		return 0, ""
	}
	switch rest {
	case "ff":
		return 2, "v"
	case "iy", "ij", "ii", "yi", "yy", "ej":
		if rest == "ej" {
			return 2, "ei"
		}
		return 2, "i"
	case "aj":
		return 2, "ai"
	case "vic", "vici":
		return len(rest), "vich"
	case "ah":
		return 2, "a"
	case "ullah", "allah", "ollah", "oullah", "ulla", "olla", "ulah", "alah":
		return len(rest), "ala"
	case "eh":
		return 2, "e"
	}
	return 0, ""
}

func vowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'
}
