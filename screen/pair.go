package screen

import (
	"math"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// Likeness is how probable it is that two names are one bearer's, names alone, with the reasons.
type Likeness struct {
	Probability float64
	Why         []Reason
	Differs     []Reason
}

// Pair compares two names. No list is needed: how frequent a token is, the tables of frequent names tell.
//
// Names in Han characters or in Cyrillic letters that may be Korean are compared as such too; the better reading counts.
func Pair(a, b string, kind list.Kind) Likeness {
	best := pair(a, b, kind)
	if kind != list.Person && kind != "" {
		return best
	}
	for _, reading := range name.KoreanReadings(a) {
		best = best.or(pair(reading, b, kind))
	}
	for _, reading := range name.KoreanReadings(b) {
		best = best.or(pair(a, reading, kind))
	}
	return best
}

func (l Likeness) or(o Likeness) Likeness {
	if o.Probability > l.Probability {
		return o
	}
	return l
}

func pair(a, b string, kind list.Kind) Likeness {
	p := newPaired(a, b, kind)
	by := p.comparison.reasons(&p.a, &p.b, p.words, p.words, kind == list.Person || kind == "")
	out := Likeness{Probability: told(probability(modelOf(kind).logOdds(&p.comparison.features)))}
	out.Why, out.Differs = sides(by)
	return out
}

// told is a probability in thousandths, never as certain.
func told(p float64) float64 { return min(0.999, math.Round(p*1000)/1000) }

// Terms are the numbers that the model weighs for two names, in the order of TermNames: what the coefficients are fitted on.
func Terms(a, b string, kind list.Kind) []float64 {
	p := newPaired(a, b, kind)
	var out []float64
	for _, x := range p.comparison.vector() {
		out = append(out, float64(x))
	}
	return out
}

// paired are two names and what comparing them found.
type paired struct {
	words      words
	a, b       spelling
	comparison *comparison
}

func newPaired(a, b string, kind list.Kind) *paired {
	pa, pb := name.Parse(a, nameKind(kind)), name.Parse(b, nameKind(kind))
	var p paired
	p.a = p.words.spelling(&pa)
	at := len(p.words)
	p.b = p.words.spelling(&pb)
	var al aligner
	p.comparison = al.compare(&p.a, &p.b, p.words, p.words, pairwise{p.words, p.a.spans, at})
	return &p
}

// words are those of both names.
type words []word

func (w *words) spelling(p *name.Parsed) spelling {
	s := speller{intern: func(t *name.Token, parts []int32) int32 {
		if parts != nil {
			*w = append(*w, newJoined(t, *w, parts))
		} else {
			*w = append(*w, newWord(t, nil))
		}
		return int32(len(*w) - 1)
	}}
	return s.spell(p)
}

// pairwise compares every word with every other.
type pairwise struct {
	words words
	spans []span
	from  int
}

func (p pairwise) of(word int32) []partner {
	var out []partner
	for i, sp := range p.spans {
		if a := agree(&p.words[sp.word], &p.words[word]); a.kind != None {
			out = append(out, partner{int32(i), a})
		}
	}
	return out
}
