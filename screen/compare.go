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
	worth     [groups]float32 // of the agreements, in each group of names
	features
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
			if q.east && e.east && p.kind >= Typo && words[sq.word].syllabic && vocabulary[se.word].syllabic {
				continue // two syllables, or pairs of them, are two names however near: Jong Un, Jong In
			}
			if q.korean && e.korean && p.kind == Form && foreignForm(&words[sq.word], &vocabulary[se.word]) {
				continue
			}
			al.edge(pairing{sq.mask, se.mask, sq.word, se.word, p.agreement})
		}
	}
	c := &al.result
	c.n, c.features, c.worth = 0, features{}, [groups]float32{}
	var doneQuery, doneEntry uint32
	for _, p := range al.edges {
		if p.query&doneQuery == 0 && p.entry&doneEntry == 0 && c.n < maxAtoms {
			doneQuery, doneEntry = doneQuery|p.query, doneEntry|p.entry
			c.pairs[c.n] = p
			c.n++
		}
	}
	c.initials(q, e, words, vocabulary, &doneQuery, &doneEntry)
	c.count(q, e, words, vocabulary, doneQuery, doneEntry)
	return c
}

// foreignForm tells whether two syllables are forms of one another in Chinese only: Sang and Song are one in no Korean name.
func foreignForm(a, b *word) bool {
	return a.syllable && b.syllable && !a.native && !b.native && !name.KoreanAlike(a.text, b.text)
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

// generic tells whether a mask holds nothing but words of trades: Rosneft and Rosneft Oil Company differ in no name.
func (s *spelling) generic(mask uint32) bool {
	for i, a := range s.atoms {
		if mask>>i&1 == 1 && a.role != name.Generic {
			return false
		}
	}
	return true
}

func (s *spelling) hasInitial() bool {
	for _, a := range s.atoms {
		if a.role == name.Initial {
			return true
		}
	}
	return false
}

func (c *comparison) count(q, e *spelling, words, vocabulary []word, doneQuery, doneEntry uint32) {
	agreeing, exact, forms := 0, true, 0
	for _, p := range c.pairs[:c.n] {
		if p.query&q.core == 0 && p.entry&e.core == 0 {
			continue // two particles
		}
		agreeing++
		c.weigh(&p, words, vocabulary)
		exact = exact && (p.kind == Same || p.kind == Fold)
		switch p.kind {
		case Form, Feminine:
			forms++
		case Typo:
			c.slips++
		case Typos, Sound:
			c.slips += 2
		case Nickname:
			c.loose++
		case FirstLetter:
			c.letters++
		}
	}
	c.agree = c.together()
	c.restQuery, c.restEntry = q.core&^doneQuery, e.core&^doneEntry
	c.left(q, e, q.rarity(c.restQuery, words), e.rarity(c.restEntry, vocabulary))
	if agreeing > 0 {
		c.forms = float32(forms) / float32(agreeing)
		if q.syllables && e.syllables && !(q.korean && e.korean) {
			c.forms = min(1, 2*c.forms) // a form of a Chinese syllable is that of many others
		}
	}
	if c.full == 1 && exact {
		c.exact = 1
	}
	c.side = oneSided(q, e, doneQuery, doneEntry)
	if agreeing == 1 && (c.full == 0 && (c.conflict > 0 || !q.generic(c.restQuery) || !e.generic(c.restEntry)) || (q.particles || e.particles) && c.pairs[0].lone()) {
		c.single, c.full, c.exact = 1, 0, 0
	}
	if c.disordered() {
		c.order = 1
		if q.east || e.east {
			c.conflict++ // Guo Ying and Ying Guo are two given names
		}
	}
	if q.number(c.restQuery, words) && e.number(c.restEntry, vocabulary) {
		c.number = 1
	}
}

// lone tells whether an agreement is of a single part on either side: "Sheikh Karim" and "Abu Karim" share no more than Karim.
func (p *pairing) lone() bool { return single(p.query) || single(p.entry) }

// weigh adds an agreement to the worth of all in each group of names.
func (c *comparison) weigh(p *pairing, words, vocabulary []word) {
	a, b := &words[p.queryWord], &vocabulary[p.entryWord]
	lost := min(a.info, b.info) - p.nats
	for g := range c.worth {
		if p.kind == FirstLetter {
			c.worth[g] += p.nats
		} else {
			c.worth[g] += max(min(a.nats[g], b.nats[g])-lost, leastFuzzy)
		}
	}
}

// together is what the agreements are worth in the group of names where their coming together is most frequent: Jorge is
// frequent in one group and Nasser in another, Jorge Nasser in none.
func (c *comparison) together() float32 {
	least := c.worth[0]
	for _, w := range c.worth {
		least = min(least, w)
	}
	return least
}

// left weighs the tokens that nothing agrees with: on both sides they contradict, on one they are extra or missing.
func (c *comparison) left(q, e *spelling, rareQuery, rareEntry float32) {
	left, lacking := bits.OnesCount32(c.restQuery), bits.OnesCount32(c.restEntry)
	both := min(left, lacking)
	c.conflict, c.extra, c.missing = float32(both), float32(left-both), float32(lacking-both)
	if inner := bits.OnesCount32(c.restEntry & e.inner); c.missing > 0 {
		c.missing -= min(c.missing, float32(inner)) / 2
	}
	if inner := bits.OnesCount32(c.restQuery & q.inner); c.extra > 0 {
		c.extra -= min(c.extra, float32(inner)) / 2
	}
	if both > 0 {
		c.against = min(rareQuery, rareEntry)
	}
	c.rest = max(rareQuery, rareEntry) - c.against
	if q.syllables && e.syllables {
		c.conflict += c.extra + c.missing // nobody leaves out half of Jong Un
		c.extra, c.missing = 0, 0
	}
	if left == 0 && lacking == 0 {
		c.full = 1
	}
}

// rarity is what the atoms of a mask would be worth if they agreed, in rare tokens.
func (s *spelling) rarity(mask uint32, words []word) float32 {
	sum := float32(0)
	for _, sp := range s.spans {
		if mask != 0 && sp.mask&mask != 0 && single(sp.mask) {
			sum += words[sp.word].info / rare
		}
	}
	return sum
}

// number tells whether one of the atoms of a mask is a number.
func (s *spelling) number(mask uint32, words []word) bool {
	for _, sp := range s.spans {
		if mask != 0 && sp.mask&mask != 0 && single(sp.mask) && words[sp.word].numeral {
			return true
		}
	}
	return false
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
