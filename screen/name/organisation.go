package name

import (
	"strings"
	"sync"
	"unicode/utf8"
)

type orgWord struct {
	word    string
	role    Role
	english []string
}

// orgWords are by first character, the longest first.
var orgWords = sync.OnceValue(func() map[rune][]orgWord {
	m := map[rune][]orgWord{}
	for _, f := range rows("organisations.csv", 3) {
		w := orgWord{f[0], roleOf(f[1]), strings.Split(f[2], ",")}
		c, _ := utf8.DecodeRuneInString(w.word)
		list := append(m[c], w)
		for i := len(list) - 1; i > 0 && len(list[i].word) > len(list[i-1].word); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		m[c] = list
	}
	return m
})

// orgTokens cuts an organisation's name written without spaces at the words that are known (bank, trading, Ltd); these
// keep their English words as forms. What lies between is given to rest.
func (p *Parsed) orgTokens(s string, from int, word func(string) Token, rest func(string)) {
	start := 0
	for i := 0; i < len(s); {
		w, ok := orgAt(s[i:])
		if !ok {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		if i > start {
			rest(s[start:i])
		}
		t := word(w.word)
		t.Forms = bounded(append(append([]string{}, w.english...), t.Forms...), t.Text)
		p.add(t, from, w.role)
		i += len(w.word)
		start = i
	}
	if start < len(s) {
		rest(s[start:])
	}
}

func orgAt(s string) (orgWord, bool) {
	c, _ := utf8.DecodeRuneInString(s)
	for _, w := range orgWords()[c] {
		if strings.HasPrefix(s, w.word) {
			return w, true
		}
	}
	return orgWord{}, false
}
