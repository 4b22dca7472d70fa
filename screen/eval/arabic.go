package eval

import "strings"

// Arabic and Persian: nobody writes vowels, so that each country writes Latin by its own ear. A name that the table of
// variants has is written as another of its line; other words change by the alternations of one habit.
type habit struct {
	rule string
	from []string
	to   []string
}

var arabicHabits = []habit{
	{"arabic-french", []string{"sh", "oo", "u", "ee", "j"}, []string{"ch", "ou", "ou", "i", "dj"}},
	{"arabic-english", []string{"ou", "i", "dj"}, []string{"oo", "ee", "j"}},
	{"arabic-e", []string{"al", "q"}, []string{"el", "k"}},
	{"arabic-doubled", []string{"ss", "mm", "dd", "ll", "ee", "oo", "yy"}, []string{"s", "m", "d", "l", "i", "u", "y"}},
	{"arabic-emphatic", []string{"gh", "dh", "th", "kh"}, []string{"g", "d", "t", "h"}},
}

var variants = func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(variantLines) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words := strings.Fields(line)
		for _, w := range words {
			if m[w] == nil {
				m[w] = words
			}
		}
	}
	return m
}()

// arabicVariant writes names that the table has otherwise; ok tells that one at least was.
func arabicVariant(words []string, pick func(n int) int) (out []string, ok bool) {
	for _, w := range words {
		if list := variants[w]; len(list) > 1 {
			if v := list[pick(len(list))]; v != w {
				out, ok = append(out, v), true
				continue
			}
		}
		out = append(out, w)
	}
	return out, ok
}

// write spells a name by one habit; titles and particles stay, but for the article.
func (h habit) write(words []string) []string {
	var out []string
	for _, w := range words {
		for i, from := range h.from {
			if article := from == "al"; article != (w == "al") || !article && particles[w] {
				continue
			}
			if !strings.Contains(w, h.to[i]) {
				w = strings.ReplaceAll(w, from, h.to[i])
			}
		}
		out = append(out, w)
	}
	return out
}

func arabicSpellings(o Origin, p parts, pick func(n int) int) map[string]string {
	words := append(append([]string{}, p.given...), p.family...)
	out := map[string]string{}
	if v, ok := arabicVariant(words, pick); ok {
		out["arabic-variant"] = title(v)
	}
	if h := arabicHabits[pick(len(arabicHabits))]; o != SouthAsian {
		if w := h.write(words); strings.Join(w, " ") != strings.Join(words, " ") && len(w) == len(words) {
			out[h.rule] = title(w)
		}
	}
	joined := strings.Join(words, " ")
	for _, k := range []struct{ rule, from, to string }{
		{"arabic-article-joined", "al ", "al"}, {"arabic-article-left-out", "al ", ""}, {"arabic-abdul", "abd al ", "abdul "}, {"arabic-abdul-joined", "abd al ", "abdul"},
		{"arabic-din", " al din", "uddin"},
	} {
		if k.from == "al " && (strings.Contains(joined, "abd al ") || strings.Contains(joined, " al din")) {
			continue
		}
		if s := strings.ReplaceAll(" "+joined, " "+strings.TrimPrefix(k.from, " "), " "+strings.TrimPrefix(k.to, " ")); k.from[0] != ' ' && s != " "+joined {
			out[k.rule] = title(strings.Fields(s))
		} else if s := strings.ReplaceAll(joined, k.from, k.to); k.from[0] == ' ' && s != joined {
			out[k.rule] = title(strings.Fields(s))
		}
	}
	return out
}
