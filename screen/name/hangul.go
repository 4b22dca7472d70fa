package name

import "unicode/utf8"

// compoundFamilies are the Korean family names of two syllables.
var compoundFamilies = map[string]bool{"남궁": true, "황보": true, "제갈": true, "사공": true, "선우": true, "서문": true, "독고": true, "동방": true}

// hangulTokens reads one word of hangul. A first word of two to four syllables that begins with a family name is a whole
// name; a short word after it is a given name; both are cut into syllables, as Latin writing does. Longer words are
// transcriptions and stay whole.
func (p *Parsed) hangulTokens(s string, from int, kind Kind) {
	n := utf8.RuneCountInString(s)
	if kind == Company {
		p.orgTokens(s, from, hangulWord, func(rest string) { p.add(hangulWord(rest), from, Unknown) })
		return
	}
	if kind != Person || n > 4 {
		p.add(hangulWord(s), from, Unknown)
		return
	}
	blocks := []rune(s)
	family := 0
	if from == 0 {
		family = familyBlocks(blocks)
	}
	named := family > 0 || from > 0
	if family == 2 {
		p.add(joinedHangul(blocks[:2]), from, Family)
		blocks, family = blocks[2:], 0
	}
	for i, b := range blocks {
		role := Unknown
		if i < family {
			role = Family
		} else if named {
			role = Given
		}
		p.add(hangulToken(b, i < family), from, role)
	}
}

func familyBlocks(blocks []rune) int {
	if len(blocks) > 2 && compoundFamilies[string(blocks[:2])] {
		return 2
	}
	if east().blocks[blocks[0]].family > 0 {
		return 1
	}
	return 0
}

// joinedHangul is a family name of two blocks.
func joinedHangul(blocks []rune) Token {
	parts := []Token{hangulToken(blocks[0], false), hangulToken(blocks[1], false)}
	return joined(parts[0].Text+parts[1].Text, parts)
}

// hangulToken is one block with the spellings in use.
func hangulToken(b rune, family bool) Token {
	s, ok := decompose(b)
	if !ok {
		return Token{}
	}
	t := Token{Text: s.rr(), Fold: s.fold()}
	if u := east().usual[b]; family && u != "" {
		t.Text = u
	} else if t.Text == "i" {
		t.Text = "ri"
	}
	t.Forms = bounded(append([]string{t.Fold, east().usual[b], s.rr()}, s.spellings()...), t.Text)
	t.Sound = string(appendSound(nil, t.Fold))
	return t
}

// hangulWord is a word written together: Revised Romanization, and the DPRK spelling as a form.
func hangulWord(s string) Token {
	var t Token
	var north string
	for _, b := range s {
		if y, ok := decompose(b); ok {
			t.Text += y.rr()
			north += y.fold()
		}
	}
	t.Fold = string(foldLatin(nil, north))
	t.Forms = bounded([]string{north}, t.Text)
	t.Sound = string(appendSound(nil, t.Fold))
	return t
}
