package name

// Syllables cuts a joined East Asian given name ("jongun", "jinping") into two syllables in every way that Korean or
// Mandarin allows, the likeliest first. It is nil for a name that cannot be cut. text is lower-case ASCII.
func Syllables(text string) [][2]string {
	var out [][2]string
	var scores []int
	cuts(text, func(i, score int) {
		at := len(out)
		for at > 0 && scores[at-1] < score {
			at--
		}
		out = append(out, [2]string{})
		copy(out[at+1:], out[at:])
		out[at] = [2]string{text[:i], text[i:]}
		scores = append(scores, 0)
		copy(scores[at+1:], scores[at:])
		scores[at] = score
	})
	return out
}

// longestSyllable is "zhuang" and "cheong".
const longestSyllable = 6

// cuts calls use with each place where a text may be cut into two syllables of one language, and how likely that is.
func cuts(text string, use func(i, score int)) {
	if len(text) < 4 || len(text) > 2*longestSyllable {
		return
	}
	e := east().syllables
	for i := max(2, len(text)-longestSyllable); i <= min(longestSyllable, len(text)-2); i++ {
		a := e[text[:i]]
		if a == nil {
			continue
		}
		b := e[text[i:]]
		if b == nil {
			continue
		}
		if score := max(a.korean*b.korean, a.pinyin*b.pinyin); score >= leastCut {
			use(i, score)
		}
	}
}

// leastCut keeps words that only happen to look like two rare syllables whole.
const leastCut = 8

// split is the likeliest cut of a joined given name, as tokens; nil when there is none.
func split(text string) []Token {
	best, at := 0, 0
	cuts(text, func(i, score int) {
		if score > best {
			best, at = score, i
		}
	})
	if at == 0 {
		return nil
	}
	e := east().syllables
	return []Token{e[text[:at]].token, e[text[at:]].token}
}
