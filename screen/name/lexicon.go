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
	arabic  map[string]bool   // spellings of Arabic and Persian names, which others join and take apart
}

var words = sync.OnceValue(loadLexicon)

func loadLexicon() *lexicon {
	l := &lexicon{tokens: map[string]*Token{}, natives: map[string]*Token{}, arabic: map[string]bool{}}
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
		if !easternGroups[f[0]] {
			l.know(f[2][strings.LastIndexByte(f[2], ' ')+1:])
			l.arabic[f[2]] = l.arabic[f[2]] || f[0] == "arabic" || f[0] == "persian"
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

// easternGroups are the groups whose names are made of syllables.
var easternGroups = map[string]bool{"korean": true, "chinese": true, "cantonese": true, "vietnamese": true, "japanese": true}

func (l *lexicon) addSpellings(fold, tradition, natives, patterns string) {
	all := []string{fold}
	for _, p := range strings.Fields(patterns) {
		all = append(all, expand(p)...)
	}
	sound := string(appendSound(nil, fold))
	var b [96]byte
	var forms []string
	for _, s := range all {
		if tradition == "arabic" || tradition == "persian" {
			l.arabic[s] = true
		}
		have := l.tokens[s]
		switch {
		case have == nil:
			l.tokens[s] = &Token{Text: s, Fold: fold, Sound: sound, Forms: bounded([]string{string(foldLatin(b[:0], s))}, fold)}
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
	t := byRule(text)
	l.tokens[text] = &t
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

// compound gives the compounds of the table their members.
func (l *lexicon) compound() {
	for _, text := range []string{"allah", "din"} {
		l.know(text)
	}
	members := map[string][]Token{}
	for text, t := range l.tokens {
		if _, done := members[t.Fold]; !done && text == t.Fold {
			members[t.Fold] = l.members(text)
		}
	}
	for text, t := range l.tokens {
		if m := members[t.Fold]; m != nil {
			t.Parts = m
		} else if t.Parts == nil && l.arabic[text] {
			t.Parts = l.members(text)
		}
	}
	for _, t := range l.natives {
		t.Parts = members[t.Fold]
	}
}

// members are the parts of Abdulrahman, Nuruddin, Khayrallah, Gholamreza and Alhassan, which others write apart; nil for
// other names.
func (l *lexicon) members(text string) []Token {
	first, second := compoundOf(text)
	if first == "" {
		first, second = l.twoNames(text)
	}
	if first == "" {
		return nil
	}
	parts := []Token{l.part(first), l.part(second)}
	if first == "al" || first == "el" || first == "abu" || first == "abou" {
		parts[0].Role = Particle
	}
	return parts
}

// twoNames cuts a token into two Arabic or Persian names, or into an article and one; "" when it cannot.
func (l *lexicon) twoNames(text string) (first, second string) {
	if len(text) < 6 {
		return "", ""
	}
	for _, prefix := range []string{"al", "el", "abu", "abou"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok && len(rest) > 3 && l.arabic[rest] {
			return prefix, rest
		}
	}
	for i := 3; i <= len(text)-3; i++ {
		if l.arabic[text[:i]] && l.arabic[text[i:]] {
			return text[:i], text[i:]
		}
	}
	return "", ""
}

func (l *lexicon) part(text string) Token {
	if t := l.tokens[text]; t != nil {
		part := *t
		part.Parts = nil
		return part
	}
	return byRule(text)
}

var (
	servants = []string{"abdul", "abdel", "abdal", "abdol", "abdoul", "abdil"}
	faiths   = []string{"uddin", "eddin", "eddine", "addin", "iddin", "aldin", "eldin", "aldine", "eldine", "uddine", "udin", "edine", "odin"}
	gods     = []string{"ullah", "allah", "ollah", "ulla", "oullah", "alla"}
)

// compoundOf cuts an Arabic compound: abdulghafur into abd and ghafur, saifuddin into saif and din. An assimilated l is
// written double: abdussamad.
func compoundOf(text string) (first, second string) {
	if len(text) < 8 {
		return "", ""
	}
	if strings.HasPrefix(text, "abd") {
		for _, s := range servants {
			if rest, ok := strings.CutPrefix(text, s); ok && len(rest) > 2 {
				return "abd", rest
			}
		}
		if vowel(text[3]) && text[4] == text[5] && !vowel(text[4]) {
			return "abd", text[5:]
		}
	}
	if !strings.HasSuffix(text, "din") && !strings.HasSuffix(text, "dine") {
		return godlyOf(text)
	}
	for _, s := range faiths {
		if rest, ok := strings.CutSuffix(text, s); ok && len(rest) > 2 {
			return rest, "din"
		}
	}
	return "", ""
}

func godlyOf(text string) (first, second string) {
	if !strings.HasSuffix(text, "lla") && !strings.HasSuffix(text, "llah") {
		return "", ""
	}
	for _, s := range gods {
		if rest, ok := strings.CutSuffix(text, s); ok && len(rest) > 2 {
			return rest, "allah"
		}
	}
	return "", ""
}

// find is the token of a Latin word: known whole, or made of syllables or of members, or by rule.
func find(text string) Token {
	l := words()
	if t, ok := l.tokens[text]; ok {
		return *t
	}
	if parts := split(text); parts != nil {
		return joined(text, parts)
	}
	t := byRule(text)
	if fold := l.patronymicFold(text); fold != "" {
		t.Fold = fold
		t.Sound = string(appendSound(nil, fold))
		return t
	}
	t.Parts = l.members(text)
	return t
}

var (
	sons      = []string{"ovich", "evich", "ovych", "evych", "yovych", "ovitch", "evitch", "owitsch", "avich"}
	daughters = []string{"ovna", "evna", "ivna", "owna"}
)

// patronymicFold is the fold of a patronymic whose father's name is known: Volodymyrovych and Vladimirovich are one. It is
// "" for other names.
func (l *lexicon) patronymicFold(text string) string {
	if strings.IndexByte(text, 'v') < 0 && strings.IndexByte(text, 'w') < 0 {
		return ""
	}
	for i, endings := range [2][]string{sons, daughters} {
		for _, e := range endings {
			stem, ok := strings.CutSuffix(text, e)
			if !ok || len(stem) < 3 {
				continue
			}
			for _, end := range [...]string{"", "i", "y", "ei", "a", "o"} {
				if t := l.tokens[stem+end]; t != nil {
					return t.Fold + [2]string{"ovich", "ovna"}[i]
				}
			}
		}
	}
	return ""
}

// byRule is the token of a word by the rules of foldLatin alone.
func byRule(text string) Token {
	var b [96]byte
	fold := foldLatin(b[:0], text)
	n := len(fold)
	all := string(appendSound(fold, string(fold)))
	t := Token{Text: text, Fold: all[:n], Sound: all[n:]}
	t.Forms = readings(text, t.Fold)
	if strings.IndexByte(text, 'q') >= 0 {
		t.Forms = bounded(append(t.Forms, string(foldLatin(b[:0], strings.ReplaceAll(text, "q", "gh")))), text) // Naqdi, Naghdi
	}
	return t
}

func joined(text string, parts []Token) Token {
	t := Token{Text: text, Parts: parts}
	for _, p := range parts {
		t.Fold += p.Fold
	}
	var b [96]byte
	t.Forms = bounded([]string{string(foldLatin(b[:0], text))}, t.Fold) // Subhi is no sub and hi
	t.Sound = string(appendSound(nil, t.Fold))
	return t
}
