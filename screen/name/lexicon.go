package name

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// lexicon holds the tokens that are known whole: names with their spellings, syllables, short forms, frequent names.
type lexicon struct {
	tokens  map[string]*Token
	natives map[string]*Token // writings in other scripts, lower-case; Text and Forms are Latin
}

var words = sync.OnceValue(loadLexicon)

func loadLexicon() *lexicon {
	l := &lexicon{tokens: map[string]*Token{}, natives: map[string]*Token{}}
	for _, f := range rows("spellings.csv", 4) {
		l.addSpellings(f[0], f[1], f[2], f[3])
	}
	for text, r := range east().syllables {
		if l.tokens[text] == nil {
			t := r.token
			l.tokens[text] = &t
		}
	}
	for _, f := range rows("frequency.csv", 5) {
		if !eastern3[f[0]] {
			l.know(f[2][strings.LastIndexByte(f[2], ' ')+1:])
		}
	}
	for _, f := range rows("japanese.csv", 3) {
		l.know(f[2])
	}
	short := rows("short.csv", 2)
	for _, f := range short {
		l.know(f[0])
	}
	for _, f := range short {
		l.addShort(f[0], strings.Split(f[1], ","))
	}
	l.compound()
	return l
}

// eastern3 are the groups whose names are made of syllables.
var eastern3 = map[string]bool{"korean": true, "chinese": true, "cantonese": true, "vietnamese": true, "japanese": true}

func (l *lexicon) addSpellings(fold, tradition, natives, patterns string) {
	all := []string{fold}
	for _, p := range strings.Fields(patterns) {
		all = append(all, expand(p)...)
	}
	sound := string(appendSound(nil, fold))
	var forms []string
	for _, s := range all {
		have := l.tokens[s]
		switch {
		case have == nil:
			l.tokens[s] = &Token{Text: s, Fold: fold, Sound: sound}
		case have.Fold != fold && len(have.Forms) < MaxForms:
			have.Forms = appendNew(have.Forms, fold)
		}
		if s != fold && len(forms) < MaxForms {
			forms = appendNew(forms, s)
		}
	}
	for _, n := range strings.Split(norm.NFKC.String(strings.ToLower(natives)), ",") {
		if n == "" {
			continue
		}
		if have := l.natives[n]; have != nil {
			have.Forms = bounded(append([]string{fold}, have.Forms...), have.Text)
			continue
		}
		l.natives[n] = &Token{Text: fold, Forms: forms, Fold: fold, Sound: sound}
	}
}

// bounded is the list without repetition and without text, at most MaxForms long.
func bounded(list []string, text string) []string {
	var out []string
	for _, s := range list {
		if s != text && s != "" && len(out) < MaxForms {
			out = appendNew(out, s)
		}
	}
	return out
}

// know enters a name by its rules, so that it is not mistaken for syllables.
func (l *lexicon) know(text string) {
	if l.tokens[text] != nil {
		return
	}
	var b [64]byte
	fold := string(foldLatin(b[:0], text))
	l.tokens[text] = &Token{Text: text, Fold: fold, Sound: string(appendSound(nil, fold))}
}

func (l *lexicon) addShort(short string, full []string) {
	t := *l.tokens[short]
	t.Short = nil
	for _, f := range full {
		l.know(f)
		if fold := l.tokens[f].Fold; fold != t.Fold {
			t.Short = appendNew(t.Short, fold)
		}
	}
	l.tokens[short] = &t
}

// compound gives Abdulrahman and Nuruddin the members that others write apart.
func (l *lexicon) compound() {
	members := map[string][]Token{}
	for _, t := range l.tokens {
		if _, done := members[t.Fold]; done {
			continue
		}
		members[t.Fold] = l.members(t.Fold)
	}
	for _, t := range l.tokens {
		if m := members[t.Fold]; m != nil {
			t.Parts = m
		}
	}
	for _, t := range l.natives {
		t.Parts = members[t.Fold]
	}
}

func (l *lexicon) members(fold string) []Token {
	if rest, ok := strings.CutPrefix(fold, "abdul"); ok && l.tokens[rest] != nil {
		return []Token{*l.tokens["abd"], *l.tokens[rest]}
	}
	if fold == "abdurrahman" {
		return []Token{*l.tokens["abd"], *l.tokens["rahman"]}
	}
	if first, ok := strings.CutSuffix(fold, "uddin"); ok && l.tokens[first] != nil {
		l.know("din")
		return []Token{*l.tokens[first], *l.tokens["din"]}
	}
	return nil
}

// find is the token of a Latin word: known whole, or made of syllables, or by rule. text is copied into nothing.
func find(text string) Token {
	if t, ok := words().tokens[text]; ok {
		return *t
	}
	if parts := split(text); parts != nil {
		return joined(text, parts)
	}
	t := Token{Text: text}
	var b [96]byte
	fold := foldLatin(b[:0], text)
	n := len(fold)
	all := string(appendSound(fold, string(fold)))
	t.Fold, t.Sound = all[:n], all[n:]
	return t
}

func joined(text string, parts []Token) Token {
	t := Token{Text: text, Parts: parts}
	for _, p := range parts {
		t.Fold += p.Fold
	}
	t.Sound = string(appendSound(nil, t.Fold))
	return t
}
