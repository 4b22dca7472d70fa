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
func Pair(a, b string, kind list.Kind) Likeness {
	pa, pb := name.Parse(a, nameKind(kind)), name.Parse(b, nameKind(kind))
	var own words
	q := own.spelling(&pa)
	at := len(own)
	e := own.spelling(&pb)
	var al aligner
	c := al.compare(&q, &e, own, own, pairwise{own, q.spans, at})
	by := c.reasons(&q, &e, own, own, kind == list.Person || kind == "")
	z := fitted.logOdds(&c.features)
	if c.full == 1 && min(len(pa.Tokens), len(pb.Tokens)) == 1 {
		z += loneNames
	}
	out := Likeness{Probability: math.Round(probability(z)*1000) / 1000}
	out.Why, out.Differs = sides(by)
	return out
}

// loneNames is added when a name is a single token and nothing is left over: asked whether two spellings are one name, no other bearer is in
// play, as there is when one token is looked for among thousands of entries.
const loneNames = 2.5

// words are those of both names.
type words []word

func (w *words) spelling(p *name.Parsed) spelling {
	s := speller{intern: func(t *name.Token, joined bool) int32 {
		if joined {
			*w = append(*w, newJoined(t, nil))
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
