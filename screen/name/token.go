package name

import "strings"

// parsed makes the tokens of the words that were read.
func (r *reader) parsed(kind Kind) Parsed {
	p := Parsed{Notes: r.notes, Kind: kind}
	if len(r.words) > 0 {
		p.Tokens = make([]Token, 0, len(r.words)+1)
	}
	r.joinDotted(kind)
	for i, w := range r.words {
		p.addScript(w.script)
		p.Comma = p.Comma || kind == Person && w.comma && i+1 < len(r.words)
		r.tokens(&p, i, w, kind)
	}
	if len(p.Tokens) > MaxTokens {
		p.Tokens = p.Tokens[:MaxTokens]
		p.Notes = append(p.Notes, Note{Code: Cut})
	}
	p.roles(r.words, kind)
	if len(p.Tokens) == 0 {
		p.Notes = append(p.Notes, Note{Code: Empty})
	}
	return p
}

// tokens appends the tokens of one word.
func (r *reader) tokens(p *Parsed, i int, w word, kind Kind) {
	if w.start == w.end {
		return
	}
	if w.script == Latin {
		p.Tokens = append(p.Tokens, r.latinToken(i, w))
		return
	}
	s := strings.ToLower(string(r.buf[w.start:w.end]))
	switch w.script {
	case Hangul:
		p.hangulTokens(s, i, kind)
	case Han:
		p.hanTokens(s, i, kind, i == 0)
	case Arabic:
		r.arabic(p, s, i)
	default:
		p.alphabet(s, i, w.script)
	}
}

// arabic reads a word, and the next with it where the two are one name: عبد الرحمن, سيف الدين, خير الله.
func (r *reader) arabic(p *Parsed, s string, i int) {
	if n := len(p.Tokens); i > 0 && n > 0 && p.Tokens[n-1].From == i-1 && strings.HasPrefix(s, "ال") {
		before := r.words[i-1]
		last := &p.Tokens[n-1]
		if t := words().native(string(r.buf[before.start:before.end]) + s); t != nil {
			*last = *t
			last.From = i - 1
			return
		}
		if arabicPlain.Replace(s) == "الله" && last.Role == Unknown && before.script == Arabic {
			*last = godly(*last)
			return
		}
	}
	if p.arabicTokens(s, i) {
		p.note(Consonants, Arabic)
	}
}

// godly joins the name of God to a first part: Khayrallah, Hidayatullah.
func godly(first Token) Token {
	t := Token{Text: first.Text + "ullah", Fold: first.Fold + "ala", From: first.From, Role: first.Role}
	for _, f := range first.Forms {
		t.Forms = append(t.Forms, f+"ala")
	}
	t.Sound = string(appendSound(nil, t.Fold))
	t.Parts = []Token{first, find("allah")}
	return t
}

// alphabet reads a word of a script that is spelt letter by letter.
func (p *Parsed) alphabet(s string, from int, script Script) {
	var t Token
	guessed := false
	switch script {
	case Cyrillic:
		t = native(s, cyrillicToken)
	case Greek:
		t = native(s, greekToken)
	case Hebrew:
		t, guessed = hebrewToken(s)
	case Kana:
		t = kanaToken(s)
	case Thai:
		t, guessed = thaiToken(s)
	case Georgian:
		t = native(s, func(s string) Token { return letterToken(s, georgian, otherGeorgian) })
	case Armenian:
		t = native(s, func(s string) Token { return letterToken(s, armenian, otherArmenian) })
	case Devanagari:
		t = native(s, devanagariToken)
	}
	if guessed && t.Text != "" {
		p.note(Consonants, script)
	}
	p.add(t, from, Unknown)
}

// native is the token of a writing that the table of names has, with the spellings that rules give as further forms.
func native(s string, spelt func(string) Token) Token {
	t := spelt(s)
	n := words().natives[s]
	if n == nil {
		return t
	}
	known := *n
	known.Forms = bounded(append(append([]string{t.Text}, n.Forms...), t.Forms...), n.Text)
	return known
}

// note notes an oddity of a script once.
func (p *Parsed) note(code NoteCode, script Script) {
	n := Note{code, script.String()}
	for _, have := range p.Notes {
		if have == n {
			return
		}
	}
	p.Notes = append(p.Notes, n)
}

// latinToken is the token of a Latin word; a word that is known costs no allocation.
func (r *reader) latinToken(i int, w word) Token {
	letters := r.buf[w.start:w.end]
	var t Token
	if known, ok := words().tokens[string(letters)]; ok {
		t = *known
	} else {
		t = find(string(letters))
	}
	t.From = i
	return t
}

var onlyLatin = []Script{Latin}

func (p *Parsed) addScript(s Script) {
	for _, have := range p.Scripts {
		if have == s {
			return
		}
	}
	if p.Scripts == nil && s == Latin {
		p.Scripts = onlyLatin[:1:1]
		return
	}
	p.Scripts = append(p.Scripts, s)
}

// joinDotted makes one word of S.A.R.L. and of M/V in names of organisations; in names of people such letters are initials.
func (r *reader) joinDotted(kind Kind) {
	if kind == Person {
		return
	}
	for i := 1; i < len(r.words); i++ {
		a, b := &r.words[i-1], &r.words[i]
		if a.letters == 1 && a.dot && b.letters == 1 && a.script == b.script && a.end == b.start {
			b.start, a.start = a.start, a.end
		}
	}
}
