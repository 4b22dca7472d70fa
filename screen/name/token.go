package name

// parsed makes the tokens of the words that were read.
func (r *reader) parsed(kind Kind) Parsed {
	p := Parsed{Notes: r.notes}
	if len(r.words) > 0 {
		p.Tokens = make([]Token, 0, len(r.words)+1)
	}
	for i, w := range r.words {
		p.addScript(w.script)
		p.Comma = p.Comma || w.comma && i+1 < len(r.words)
		r.tokens(&p, i, w, kind)
	}
	if len(p.Tokens) > MaxTokens {
		p.Tokens = p.Tokens[:MaxTokens]
		p.Notes = append(p.Notes, Note{Code: Cut})
	}
	roles(&p, r.words, kind)
	if len(p.Tokens) == 0 {
		p.Notes = append(p.Notes, Note{Code: Empty})
	}
	return p
}

// tokens appends the tokens of one word.
func (r *reader) tokens(p *Parsed, i int, w word, kind Kind) {
	switch w.script {
	case Latin:
		p.Tokens = append(p.Tokens, r.latinToken(i, w))
	case Hangul:
		p.hangulTokens(string(r.buf[w.start:w.end]), i, kind)
	case Han:
		p.hanTokens(string(r.buf[w.start:w.end]), i, kind, i == 0)
	}
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
	if w.umlauts && t.Forms == nil {
		t.Forms = nil
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
