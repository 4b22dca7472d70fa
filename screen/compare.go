package screen

import (
	"math/bits"

	"github.com/taupier-eu/taupier/screen/name"
)

// pairing is one agreement between a stretch of the query and a stretch of the entry's name.
type pairing struct {
	query, entry         uint32 // masks of atoms
	queryWord, entryWord int32
	agreement
}

// comparison is what comparing two names found: the agreements chosen, what is left, and the features of the model.
type comparison struct {
	pairs     [maxAtoms]pairing
	n         int
	restQuery uint32 // core atoms of the query that nothing agrees with
	restEntry uint32
	features
}

// features are what the model weighs. All are in counts but agree, which is in nats.
type features struct {
	agree    float32 // what the agreements are worth
	full     float32 // 1 when nothing is left on either side
	slips    float32 // agreements by slip or sound
	loose    float32 // agreements by nickname or initial
	conflict float32 // tokens left on both sides
	extra    float32 // tokens of the query that the entry does not have
	missing  float32 // tokens of the entry that the query does not have; patronymics and generic words count half
	side     float32 // 1 when no part of the family name, or of the given names, agrees
	order    float32 // 1 when the order is no rotation of the entry's
	single   float32 // 1 when a single token agrees and others are left
	weak     float32 // 1 when the name is a weak alias
}

// partner is a span of the query that agrees with a word of the entry.
type partner struct {
	span int32
	agreement
}

// partners gives the spans of the query that agree with a word of the vocabulary.
type partners interface{ of(word int32) []partner }

// aligner compares names; it holds its working memory.
type aligner struct {
	edges  []pairing
	result comparison
}

// compare aligns two names, the strongest agreements first, and counts. words are the query's, vocabulary the entry's.
// The result is valid until the next call.
func (al *aligner) compare(q, e *spelling, words, vocabulary []word, agreeing partners) *comparison {
	al.edges = al.edges[:0]
	for _, se := range e.spans {
		for _, p := range agreeing.of(se.word) {
			sq := q.spans[p.span]
			al.edge(pairing{sq.mask, se.mask, sq.word, se.word, p.agreement})
		}
	}
	c := &al.result
	c.n, c.features = 0, features{}
	var doneQuery, doneEntry uint32
	for _, p := range al.edges {
		if p.query&doneQuery == 0 && p.entry&doneEntry == 0 && c.n < maxAtoms {
			doneQuery, doneEntry = doneQuery|p.query, doneEntry|p.entry
			c.pairs[c.n] = p
			c.n++
		}
	}
	c.initials(q, e, words, vocabulary, &doneQuery, &doneEntry)
	c.count(q, e, doneQuery, doneEntry)
	return c
}

// edge inserts by worth; of equal worth the pair that spans more comes first, then the one at like places.
func (al *aligner) edge(p pairing) {
	at := len(al.edges)
	al.edges = append(al.edges, p)
	for at > 0 && p.before(&al.edges[at-1]) {
		al.edges[at] = al.edges[at-1]
		at--
	}
	al.edges[at] = p
}

func (p *pairing) before(o *pairing) bool {
	a, b := p.rank(), o.rank()
	if a != b {
		return a > b
	}
	return p.offset() < o.offset()
}

// rank prefers stretches of more atoms, since their syllables agree too, then worth.
func (p *pairing) rank() float32 {
	atoms := bits.OnesCount32(p.query) + bits.OnesCount32(p.entry)
	bonus := float32(0)
	if p.kind <= Form && atoms > 2 {
		bonus = 20 * float32(atoms-2)
	}
	return p.nats + bonus - 0.01*float32(p.kind)
}

func (p *pairing) offset() int {
	d := bits.TrailingZeros32(p.query) - bits.TrailingZeros32(p.entry)
	return max(d, -d)
}

// initials pairs what is left of one letter with what is left that begins with it.
func (c *comparison) initials(q, e *spelling, words, vocabulary []word, doneQuery, doneEntry *uint32) {
	if !q.hasInitial() && !e.hasInitial() {
		return
	}
	for _, sq := range q.spans {
		for _, se := range e.spans {
			if sq.mask&*doneQuery != 0 || se.mask&*doneEntry != 0 || c.n == maxAtoms || !single(sq.mask) || !single(se.mask) {
				continue
			}
			a, b := words[sq.word].text, vocabulary[se.word].text
			if (len(a) == 1) != (len(b) == 1) && a[0] == b[0] {
				*doneQuery, *doneEntry = *doneQuery|sq.mask, *doneEntry|se.mask
				c.pairs[c.n] = pairing{sq.mask, se.mask, sq.word, se.word, agreement{FirstLetter, initialWorth}}
				c.n++
			}
		}
	}
}

func single(mask uint32) bool { return mask&(mask-1) == 0 }

func (s *spelling) hasInitial() bool {
	for _, a := range s.atoms {
		if a.role == name.Initial {
			return true
		}
	}
	return false
}

func (c *comparison) count(q, e *spelling, doneQuery, doneEntry uint32) {
	agreeing := 0
	for _, p := range c.pairs[:c.n] {
		if p.query&q.core == 0 && p.entry&e.core == 0 {
			continue // two particles
		}
		agreeing++
		c.agree += p.nats
		switch p.kind {
		case Typo, Typos, Sound:
			c.slips++
		case Nickname, FirstLetter:
			c.loose++
		}
	}
	c.restQuery, c.restEntry = q.core&^doneQuery, e.core&^doneEntry
	left, lacking := bits.OnesCount32(c.restQuery), bits.OnesCount32(c.restEntry)
	both := min(left, lacking)
	c.conflict, c.extra = float32(both), float32(left-both)
	c.missing = float32(lacking - both)
	if inner := bits.OnesCount32(c.restEntry & e.inner); c.missing > 0 {
		c.missing -= min(c.missing, float32(inner)) / 2
	}
	if inner := bits.OnesCount32(c.restQuery & q.inner); c.extra > 0 {
		c.extra -= min(c.extra, float32(inner)) / 2
	}
	if left == 0 && lacking == 0 {
		c.full = 1
	}
	c.side = oneSided(q, e, doneQuery, doneEntry)
	if agreeing == 1 && c.full == 0 {
		c.single = 1
	}
	if c.disordered() {
		c.order = 1
	}
}

// oneSided is 1 when the structure of a name is known and one side of it has no part in the agreement.
func oneSided(q, e *spelling, doneQuery, doneEntry uint32) float32 {
	if e.side[familySide] != 0 && e.side[givenSide] != 0 && (doneEntry&e.side[familySide] == 0 || doneEntry&e.side[givenSide] == 0) {
		return 1
	}
	if q.side[familySide] != 0 && q.side[givenSide] != 0 && (doneQuery&q.side[familySide] == 0 || doneQuery&q.side[givenSide] == 0) {
		return 1
	}
	return 0
}

// disordered tells whether the entry's atoms, in the order of the query, are no rotation: Kim Jong Un, Jong Un Kim are
// one order; Jong Kim Un is another.
func (c *comparison) disordered() bool {
	breaks := 0
	if c.n < 3 {
		return false
	}
	var seen, at [maxAtoms]int
	for i, p := range c.pairs[:c.n] {
		k := i
		for k > 0 && seen[k-1] > bits.TrailingZeros32(p.query) {
			seen[k], at[k] = seen[k-1], at[k-1]
			k--
		}
		seen[k], at[k] = bits.TrailingZeros32(p.query), bits.TrailingZeros32(p.entry)
	}
	for i := range c.n {
		if at[i] > at[(i+1)%c.n] {
			breaks++
		}
	}
	return breaks > 1
}
