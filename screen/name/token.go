package name

// parsed makes the tokens of the words that were read.
func (r *reader) parsed(kind Kind) Parsed {
	p := Parsed{Notes: r.notes}
	if len(r.words) > 0 {
		p.Tokens = make([]Token, 0, len(r.words))
	}
	for i, w := range r.words {
		p.addScript(w.script)
		p.Comma = p.Comma || w.comma && i+1 < len(r.words)
		if w.script == Latin {
			p.Tokens = append(p.Tokens, Token{Text: string(r.buf[w.start:w.end]), From: i})
		}
	}
	for i := range p.Tokens {
		p.Tokens[i].key()
	}
	roles(p.Tokens, r.words, kind, p.Comma)
	if len(p.Tokens) == 0 {
		p.Notes = append(p.Notes, Note{Code: Empty})
	}
	return p
}

func (p *Parsed) addScript(s Script) {
	for _, have := range p.Scripts {
		if have == s {
			return
		}
	}
	p.Scripts = append(p.Scripts, s)
}

// key fills Fold and Sound.
func (t *Token) key() {
	var b [64]byte
	fold := foldLatin(b[:0], t.Text)
	n := len(fold)
	all := string(appendSound(fold, string(fold)))
	t.Fold, t.Sound = all[:n], all[n:]
}
