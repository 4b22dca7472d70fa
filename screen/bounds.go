package screen

import (
	"math/bits"
	"slices"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
)

// bounds finds the names that are worth comparing. What a name could reach at most is known before it is compared: from the
// atoms of the query that its words agree with, from those that they leave out, and from what the agreements are worth in
// one group of names, which is never less than what they are worth in the end (comparison.together).
type bounds struct {
	tally   []tally // by name; all zero between questions
	touched []int32
	out     []int32

	reaching   []int32  // of the touched names, those that could be hits
	isReaching []uint64 // the same as bits by name; all zero between questions

	classes []class
	worth   []float32 // by word that agrees

	query   *spelling
	letters uint32                    // atoms of the query of one letter, which may agree with any atom of an entry
	atoms   [maxAtoms][groups]float32 // what an agreement on an atom is worth at most, shared among the atoms of a span
	kind    list.Kind                 // whose model decides
	read    name.Kind                 // as what names are read
	goal    float64                   // log-odds that a name must reach
}

// shape is which atoms of the query the words of a name agree with: in any way, as a spelling in use or a form of one name,
// and as the same spelling.
type shape struct{ mask, mild, exact uint32 }

// tally is what the words of a name that agree are worth together, and with what they agree.
type tally struct {
	nats float32
	shape
}

// class are the names of one shape. They need nats to be hits.
type class struct {
	shape
	letters int
	nats    float32
}

// never is more than any name is worth.
const never = 1e6

// candidates are the names that could be hits when read as a kind; facts is what other facts may add at most, in log-odds.
func (b *bounds) candidates(q *spelling, own []word, x *index, m *meeting, kind name.Kind, facts float64) []int32 {
	b.begin(q, own, kind, facts)
	b.weigh(own, m)
	skipped := b.frequent(x, m)
	for i := range m.met {
		v := &m.met[i]
		if v.mask&^skipped == 0 {
			continue
		}
		for _, at := range x.holders.of(v.word) {
			t := &b.tally[at]
			if t.mask == 0 {
				b.touched = append(b.touched, at)
			}
			t.add(v, b.worth[i])
		}
	}
	b.reach(x, skipped)
	if skipped != 0 {
		b.complete(x, m, skipped)
	}
	for _, at := range b.reaching {
		if b.worthwhile(&b.tally[at], int(x.marks[at].initials)) {
			b.out = append(b.out, at)
		}
	}
	for _, at := range b.touched {
		b.tally[at] = tally{}
	}
	slices.Sort(b.out)
	return b.out
}

// reach keeps, of the names touched, those read as the kind asked for that could be hits if they agreed with all atoms
// whose words were not followed.
func (b *bounds) reach(x *index, skipped uint32) {
	for _, at := range b.touched {
		m := x.marks[at]
		if nameKind(kinds[m.kind]) != b.read {
			continue
		}
		whole := b.tally[at].shape
		if skipped != 0 && !b.worthwhile(&tally{never, shape{whole.mask | skipped, whole.mild | skipped, whole.exact | skipped}}, int(m.initials)) {
			continue
		}
		b.reaching = append(b.reaching, at)
	}
}

// complete adds the words that were not followed. Their holders stand side by side in memory and whether a name is
// reaching is a bit in a table that stays in the fastest cache: to go through all of them takes less time than to fetch
// the words of the few names.
func (b *bounds) complete(x *index, m *meeting, skipped uint32) {
	for _, at := range b.reaching {
		b.isReaching[at/64] |= 1 << (at % 64)
	}
	for i := range m.met {
		v := &m.met[i]
		if v.mask&^skipped != 0 {
			continue
		}
		for _, at := range x.holders.of(v.word) {
			if b.isReaching[at/64]>>(at%64)&1 != 0 {
				b.tally[at].add(v, b.worth[i])
			}
		}
	}
	for _, at := range b.reaching {
		b.isReaching[at/64] = 0
	}
}

func (t *tally) add(v *met, nats float32) {
	t.nats += nats
	t.mask |= v.mask
	t.mild |= v.mild
	t.exact |= v.exact
}

// fewHolders is how many names may hold the words that agree with an atom before it pays not to follow them.
const fewHolders = 100

// frequent gives atoms of the query whose words need not be followed: a name that agrees with these alone is no hit,
// however well it agrees and whatever letters it has, and those that agree with another atom too are found by that one.
func (b *bounds) frequent(x *index, m *meeting) (skipped uint32) {
	var holders [maxAtoms]int
	for i := range m.met {
		if v := &m.met[i]; single(v.mask) {
			holders[bits.TrailingZeros32(v.mask)] += len(x.holders.of(v.word))
		}
	}
	for range b.query.atoms {
		most := 0
		for i, n := range holders {
			if n > holders[most] {
				most = i
			}
		}
		if holders[most] < fewHolders {
			break
		}
		holders[most] = 0
		mask := skipped | 1<<most
		if b.need(shape{mask, mask, mask}, len(b.query.atoms)) == never {
			skipped = mask
		}
	}
	return skipped
}

func (b *bounds) begin(q *spelling, own []word, kind name.Kind, facts float64) {
	b.out, b.touched, b.reaching, b.classes = b.out[:0], b.touched[:0], b.reaching[:0], b.classes[:0]
	b.query, b.goal, b.kind, b.read = q, logit(CheckAt)-rounding-facts, list.Person, kind
	if kind != name.Person {
		b.kind = list.Company
	}
	b.letters = 0
	for _, sp := range q.spans {
		if single(sp.mask) && len(own[sp.word].text) == 1 {
			b.letters |= sp.mask
		}
	}
}

// weigh notes what agreements are worth at most: on each atom in each group, and of each word in the group where all atoms
// together are worth least. The word of the query alone is asked: that of the list could only make it less.
func (b *bounds) weigh(own []word, m *meeting) {
	var lost [maxSpans]float32
	for i := range b.query.spans {
		lost[i] = never
	}
	for i := range m.pairs {
		p := &m.pairs[i]
		lost[p.span] = min(lost[p.span], p.lost)
	}
	for i := range b.query.atoms {
		b.atoms[i] = [groups]float32{}
	}
	for i, sp := range b.query.spans {
		if lost[i] == never {
			continue
		}
		a, share := &own[sp.word], 1/float32(bits.OnesCount32(sp.mask))
		for rest := sp.mask; rest != 0; rest &= rest - 1 {
			atom := &b.atoms[bits.TrailingZeros32(rest)]
			for g := range atom {
				atom[g] = max(atom[g], share*max(a.nats[g]-lost[i], leastFuzzy))
			}
		}
	}
	least := b.leastGroup(1<<len(b.query.atoms) - 1)
	b.worth = b.worth[:0]
	for i := range m.pairs {
		p := &m.pairs[i]
		if i == 0 || m.pairs[i-1].word != p.word {
			b.worth = append(b.worth, 0)
		}
		last := &b.worth[len(b.worth)-1]
		*last = max(*last, own[b.query.spans[p.span].word].nats[least]-p.lost, leastFuzzy)
	}
}

// leastGroup is the group in which agreements on the atoms of a mask are worth least.
func (b *bounds) leastGroup(mask uint32) int {
	least := 0
	sums := b.sums(mask)
	for g := range sums {
		if sums[g] < sums[least] {
			least = g
		}
	}
	return least
}

func (b *bounds) sums(mask uint32) (sums [groups]float32) {
	for ; mask != 0; mask &= mask - 1 {
		atom := &b.atoms[bits.TrailingZeros32(mask)]
		for g := range sums {
			sums[g] += atom[g]
		}
	}
	return sums
}

// worthwhile tells whether a name could be a hit. Letters on either side may agree with what is left on the other.
func (b *bounds) worthwhile(t *tally, initials int) bool {
	letters := bits.OnesCount32(b.letters&^t.mask) + initials
	return t.nats+initialWorth*float32(letters) >= b.need(t.shape, letters)
}

// need is the least worth with which a name of a class is a hit; never, when agreements on its atoms are not worth so much.
func (b *bounds) need(s shape, letters int) float32 {
	for i := range b.classes {
		if c := &b.classes[i]; c.mask == s.mask && c.shape == s && c.letters == letters {
			b.classes[0], b.classes[i] = b.classes[i], b.classes[0] // most names are of a few classes
			return b.classes[0].nats
		}
	}
	most := b.sums(s.mask)[b.leastGroup(s.mask)] + initialWorth*float32(letters)
	c := class{s, letters, never}
	if most >= fewestNats && b.atBest(s, letters, most) >= b.goal {
		c.nats = b.least(s, letters)
	}
	b.classes = append(b.classes, c)
	return c.nats
}

// least finds by halving the worth from which the best that could be reaches the goal.
func (b *bounds) least(s shape, letters int) float32 {
	low, high := float32(fewestNats), float32(256)
	if b.atBest(s, letters, high) < b.goal {
		return never
	}
	for range 12 {
		if mid := (low + high) / 2; b.atBest(s, letters, mid) >= b.goal {
			high = mid
		} else {
			low = mid
		}
	}
	return low
}

// atBest are the highest log-odds of a name of a class that is worth nats: nothing of its own is left over, nothing is in
// another order or on one side only, and its letters agree with the atoms that count most.
func (b *bounds) atBest(s shape, letters int, nats float32) float64 {
	q := b.query
	rest := q.core &^ s.mask
	outer, inner := bits.OnesCount32(rest&^q.inner), bits.OnesCount32(rest&q.inner)
	f := features{agree: nats}
	paired := min(letters, outer+inner)
	fromOuter := min(letters, outer)
	outer, inner = outer-fromOuter, inner-min(letters-fromOuter, inner)
	if outer+inner == 0 {
		f.full = 1
		return b.whole(f, s, paired)
	}
	if single(s.mask) && letters == 0 && !q.generic(rest) {
		f.single = 1
	}
	both := f
	f.extra = float32(outer) + float32(inner)/2
	both.conflict = float32(outer + inner)
	return max(nameOdds(b.kind, &f), nameOdds(b.kind, &both))
}

// whole is atBest of names of which nothing is left over: how they agree decides.
func (b *bounds) whole(f features, s shape, letters int) float64 {
	switch core := b.query.core; {
	case letters > 0:
		f.letters = 1
	case core&^s.exact == 0:
		f.exact = 1
	case core&^s.mild != 0:
		loose := f
		f.slips, loose.loose = 1, 1
		return max(nameOdds(b.kind, &f), nameOdds(b.kind, &loose))
	}
	return nameOdds(b.kind, &f)
}
