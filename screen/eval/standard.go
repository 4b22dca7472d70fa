package eval

import "strings"

// standard is the one spelling that stands for all which the rules of this package take for one word.
func standard(w string) string {
	if list := variants[w]; list != nil {
		return list[0]
	}
	if s, ok := koreanStandard[w]; ok {
		return s
	}
	return w
}

// koreanStandard brings spellings of Korean syllables to the North's.
var koreanStandard = func() map[string]string {
	m := map[string]string{}
	put := func(from, to string) {
		if _, ok := m[from]; !ok {
			m[from] = to
		}
	}
	for north, list := range koreanFamilies {
		m[north] = north
		for _, s := range list {
			for _, w := range fields(s) {
				put(w, north)
			}
		}
	}
	for north, south := range southGiven {
		put(north, north)
		put(south, north)
		if revised, reischauer, _, ok := koreanSyllable(north); ok {
			put(revised, north)
			put(reischauer, north)
		}
	}
	return m
}()

// syllables cuts a joined Korean or Chinese given name, and the servant from his lord in Abdulrahman; other words are themselves.
func syllables(w string) []string {
	for _, servant := range []string{"abdul", "abdel", "abdal", "abdur"} {
		if w == servant {
			return []string{"abd"}
		}
		if rest, ok := strings.CutPrefix(standard(w), servant); ok && len(rest) > 2 {
			return []string{"abd", rest}
		}
	}
	if variants[w] != nil || len(w) < 4 {
		return []string{w}
	}
	for i := 2; i < len(w)-1; i++ {
		if koreanStandard[w[:i]] != "" && koreanStandard[w[i:]] != "" {
			return []string{w[:i], w[i:]}
		}
	}
	if c := chineseGiven([]string{w}); len(c) == 2 {
		return c
	}
	return []string{w}
}

// plain takes out of a word what spellings of one name vary most: runs of a letter, y for i, ou for u.
func plain(w string) string {
	w = plainer.Replace(w)
	var b strings.Builder
	for i := range len(w) {
		if i == 0 || w[i] != w[i-1] {
			b.WriteByte(w[i])
		}
	}
	return strings.TrimSuffix(b.String(), "h")
}

var plainer = strings.NewReplacer("ou", "u", "oo", "u", "ee", "i", "ay", "ai", "ey", "ei", "y", "i", "q", "k", "kh", "h", "w", "v", "x", "ks", "ph", "f", "ck", "k")

// unmarked takes accents away.
func unmarked(w string) string { return accents.Replace(w) }

var accents = strings.NewReplacer("á", "a", "à", "a", "ä", "a", "ã", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "í", "i", "ó", "o", "ö", "o", "ô", "o", "õ", "o", "ú", "u", "ü", "u", "ñ", "n", "ç", "c", "š", "s", "ž", "z")
