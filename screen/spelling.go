package screen

import (
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// atom is the smallest part of a name that is aligned: a token or a syllable of one.
type atom struct {
	role name.Role
	from uint8 // the token it is of
}

// span is a stretch of atoms that may agree as one: an atom, a token of several atoms, or neighbours joined.
type span struct {
	mask uint32
	word int32 // in the vocabulary, or in the query's own words
}

const (
	maxAtoms = 24
	maxSpans = 4 * maxAtoms
)

// spelling is a name made ready to be compared.
type spelling struct {
	atoms     []atom
	spans     []span
	core      uint32 // atoms that count: all but particles, titles and legal forms
	inner     uint32 // core atoms that may well be left out: patronymics, generic words
	side      [2]uint32
	particles bool // some of it are particles or titles
	korean    bool // all of it are syllables of Korean
	syllables bool // all of it are syllables of Korean or Mandarin
	east      bool // most of it are syllables of Korean or Mandarin
}

// sides of a name whose structure is known.
const (
	familySide = iota
	givenSide
)

// speller turns parsed names into spellings; intern gives words their numbers. parts are the numbers of the words that a
// joined one is made of, nil for any other.
type speller struct {
	intern  func(t *name.Token, parts []int32) int32
	atoms   []atom
	spans   []span
	whole   []name.Token
	numbers []int32 // of the whole tokens
	text    []byte
}

// spell makes a spelling of a parsed name. The result is valid until the next call.
func (s *speller) spell(p *name.Parsed) spelling {
	s.atoms, s.spans, s.whole, s.numbers = s.atoms[:0], s.spans[:0], s.whole[:0], s.numbers[:0]
	var out spelling
	out.eastern(p)
	var starts [maxAtoms + 1]int
	for i := range p.Tokens {
		t := p.Tokens[i]
		if !out.east && syllabic(&t) {
			t.Parts = nil // Malang is no ma and lang
		}
		n := max(1, len(t.Parts))
		if len(s.atoms)+n > maxAtoms {
			break
		}
		starts[len(s.whole)] = len(s.atoms)
		s.whole = append(s.whole, t)
		s.token(&t, len(s.whole)-1)
	}
	starts[len(s.whole)] = len(s.atoms)
	s.neighbours(starts[:])
	s.around(starts[:])
	for i, a := range s.atoms {
		out.place(a.role, 1<<i, p.Kind == name.Person)
	}
	if out.core == 0 {
		out.core = 1<<len(s.atoms) - 1
	}
	if out.inner == out.core {
		out.inner = 0
	}
	out.atoms, out.spans = s.atoms, s.spans
	return out
}

func (o *spelling) place(role name.Role, bit uint32, person bool) {
	switch role {
	case name.Particle, name.Title:
		o.particles = o.particles || person
		return
	case name.LegalForm:
		return
	case name.Patronymic, name.Generic:
		o.inner |= bit
	case name.Family:
		o.side[familySide] |= bit
	}
	if role != name.Family {
		o.side[givenSide] |= bit
	}
	o.core |= bit
}

// eastern notes how much of a name are syllables of Korean or Mandarin.
func (o *spelling) eastern(p *name.Parsed) {
	atoms, syllables := 0, 0
	o.korean = true
	for i := range p.Tokens {
		t := &p.Tokens[i]
		atoms += max(1, len(t.Parts))
		o.korean = o.korean && (name.Korean(t.Text) || len(t.Parts) == 2 && name.Korean(t.Parts[0].Text) && name.Korean(t.Parts[1].Text))
		switch {
		case syllabic(t):
			syllables += len(t.Parts)
		case len(t.Parts) == 0 && name.Eastern(t.Text):
			syllables++
		}
	}
	o.east = 2*syllables > atoms
	o.syllables = syllables == atoms
}

// syllabic tells whether a token is made of syllables of Korean or Mandarin.
func syllabic(t *name.Token) bool {
	for i := range t.Parts {
		if !name.Syllable(t.Parts[i].Text) {
			return false
		}
	}
	return len(t.Parts) > 1
}

// token appends the atoms and spans of a token.
func (s *speller) token(t *name.Token, from int) {
	first := len(s.atoms)
	for i := range t.Parts {
		role := t.Role
		if t.Parts[i].Role == name.Particle {
			role = name.Particle // the father's word in Abubakar
		}
		s.atom(&t.Parts[i], role, from)
	}
	if len(t.Parts) == 0 {
		s.atom(t, t.Role, from)
		s.numbers = append(s.numbers, s.spans[len(s.spans)-1].word)
		return
	}
	s.numbers = append(s.numbers, s.intern(t, nil))
	s.spans = append(s.spans, span{mask: 1<<len(s.atoms) - 1<<first, word: s.numbers[from]})
}

func (s *speller) atom(t *name.Token, role name.Role, from int) {
	s.spans = append(s.spans, span{mask: 1 << len(s.atoms), word: s.intern(t, nil)})
	s.atoms = append(s.atoms, atom{role, uint8(from)})
}

// around appends the join of the last token and the first, which are neighbours in the other order: "LOPEZ, Cecilia" is
// also "cecilialopez".
func (s *speller) around(starts []int) {
	n := len(s.whole)
	if n < 2 {
		return
	}
	last, first := s.whole[n-1], s.whole[0]
	if len(last.Text) < 2 || len(first.Text) < 2 || len(last.Text)+len(first.Text) > 40 {
		return
	}
	t := name.Token{Text: last.Text + first.Text, Fold: last.Fold + first.Fold}
	s.spans = append(s.spans, span{mask: 1<<starts[n] - 1<<starts[n-1] | 1<<starts[1] - 1, word: s.intern(&t, []int32{s.numbers[n-1], s.numbers[0]})})
}

// neighbours appends the joins of two neighbouring tokens, and of three when the first two are short or all are syllables:
// "jong un" is also "jongun", "al zawahiri" is "alzawahiri", "de la cruz" is "delacruz", "chong chon gang" is "chongchongang".
func (s *speller) neighbours(starts []int) {
	for i := range s.whole {
		for n := 2; n <= 3 && i+n <= len(s.whole); n++ {
			if n == 3 && len(s.whole[i].Text)+len(s.whole[i+1].Text) > 6 && !allSyllables(s.whole[i:i+3]) {
				break
			}
			t := s.join(s.whole[i : i+n])
			if len(t.Text) > 40 {
				break
			}
			s.spans = append(s.spans, span{mask: 1<<starts[i+n] - 1<<starts[i], word: s.intern(&t, s.numbers[i:i+n])})
		}
	}
}

// join writes tokens as one.
func (s *speller) join(tokens []name.Token) name.Token {
	s.text = s.text[:0]
	for i := range tokens {
		s.text = append(s.text, tokens[i].Text...)
	}
	n := len(s.text)
	for i := range tokens {
		s.text = append(s.text, tokens[i].Fold...)
	}
	both := string(s.text)
	return name.Token{Text: both[:n], Fold: both[n:]}
}

// structure gives tokens the roles that the list states: those of the family name, and all others as given.
func structure(p *name.Parsed, n *list.Name) {
	if n.Family == "" {
		return
	}
	family := name.Parse(n.Family, name.Person)
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if t.Role != name.Unknown && t.Role != name.Family && t.Role != name.Given {
			continue
		}
		t.Role = name.Given
		for _, f := range family.Tokens {
			if f.Text == t.Text {
				t.Role = name.Family
			}
		}
	}
}

func allSyllables(tokens []name.Token) bool {
	for i := range tokens {
		if !name.Syllable(tokens[i].Text) {
			return false
		}
	}
	return true
}
