package screen

import (
	"slices"
)

// meeting is how the words of the lists agree with those of a query.
type meeting struct {
	partners []partner // by word, then by span of the query
	met      []met
	table    []cell // by hash of a word
	keys     []uint64
	places   places
	words    []int32
	touched  byte // of what was fetched ahead, so that fetching is not compiled away
	pairs    []wordPair
	unsorted []wordPair
	order    []uint64

	before     map[string][]wordPair // by identity of a word: what it agreed with
	remembered int
	name       []byte
}

// cell is a word and its place in met plus one; 0 is an empty cell.
type cell struct{ word, at int32 }

// met is a word of the lists that agrees with one or more spans of the query.
type met struct {
	word     int32
	from, to int32 // of its partners
	shape
}

// wordPair is a word of the lists that agrees with a span of the query; lost is what the way of agreeing costs, in nats.
type wordPair struct {
	word int32
	lost float32
	partner
}

// mostRemembered bounds the pairs that are kept for words that come again.
const mostRemembered = 100_000

// find finds the words that agree with the spans of a query, by the keys of the index. Names repeat: what a token agrees
// with is remembered.
func (m *meeting) find(q *spelling, own []word, x *index) {
	m.pairs = m.pairs[:0]
	for i, sp := range q.spans {
		a := &own[sp.word]
		first := len(m.pairs)
		if a.joined {
			m.look(int32(i), a, x)
			continue
		}
		m.name = a.appendIdentity(m.name[:0])
		if pairs, ok := m.before[string(m.name)]; ok {
			m.pairs = append(m.pairs, pairs...)
			for k := first; k < len(m.pairs); k++ {
				m.pairs[k].span = int32(i)
			}
			continue
		}
		m.look(int32(i), a, x)
		m.remember(m.pairs[first:])
	}
	m.file(q)
}

func (m *meeting) remember(pairs []wordPair) {
	if m.before == nil || m.remembered > mostRemembered {
		m.before, m.remembered = map[string][]wordPair{}, 0
	}
	m.before[string(m.name)] = slices.Clone(pairs)
	m.remembered += len(pairs) + 10
}

// look compares a word with those of the lists that have one of its keys.
func (m *meeting) look(span int32, a *word, x *index) {
	keys, loose := appendKeys(m.keys[:0], a)
	m.places = x.keys.places(m.places[:0], keys)
	m.touched = byte(x.keys.fetch(m.places))
	m.words = x.keys.appendWords(m.words[:0], keys[:loose], m.places, true)
	m.words = x.keys.appendWords(m.words, keys[loose:], m.places[loose:], !a.known)
	m.keys = keys
	slices.Sort(m.words)
	m.words = slices.Compact(m.words)
	m.fetch(x.vocabulary)
	for _, v := range m.words {
		m.pair(span, v, a, x)
	}
}

// fetch touches what comparing the words will read. They stand far apart in memory, and in a loop as short as this one the
// processor waits for many of them at once; while it compares, it would wait for each in turn.
func (m *meeting) fetch(vocabulary []word) {
	touched := byte(0)
	for _, v := range m.words {
		w := &vocabulary[v]
		touched ^= w.text[0] ^ byte(len(w.short))
	}
	m.touched ^= touched
}

// everyWord compares the query's words with all words of the lists.
func (m *meeting) everyWord(q *spelling, own []word, x *index) {
	m.pairs = m.pairs[:0]
	for i, sp := range q.spans {
		for v := range x.vocabulary {
			m.pair(int32(i), int32(v), &own[sp.word], x)
		}
	}
	m.file(q)
}

func (m *meeting) pair(span, v int32, a *word, x *index) {
	b := &x.vocabulary[v]
	if got := agree(a, b); got.kind != None {
		m.pairs = append(m.pairs, wordPair{v, min(a.info, b.info) - got.nats, partner{span, got}})
	}
}

// file puts the partners of each word side by side, and the words into the table.
func (m *meeting) file(q *spelling) {
	m.sort()
	m.partners, m.met = m.partners[:0], m.met[:0]
	for i, p := range m.pairs {
		if i == 0 || p.word != m.pairs[i-1].word {
			m.met = append(m.met, met{word: p.word, from: int32(i)})
		}
		last := &m.met[len(m.met)-1]
		last.to = int32(i + 1)
		mask := q.spans[p.span].mask
		last.mask |= mask
		if p.kind <= Feminine {
			last.mild |= mask
		}
		if p.kind <= Fold {
			last.exact |= mask
		}
		m.partners = append(m.partners, p.partner)
	}
	size := 64
	for size < 4*len(m.met) {
		size *= 2
	}
	if cap(m.table) < size {
		m.table = make([]cell, size)
	}
	m.table = m.table[:size]
	clear(m.table)
	for i := range m.met {
		word := m.met[i].word
		m.table[m.place(word)] = cell{word, int32(i + 1)}
	}
}

// sort puts the pairs in the order of words, then of spans, as which they come: numbers of a word and a place are sorted
// faster than pairs.
func (m *meeting) sort() {
	m.order, m.unsorted = m.order[:0], append(m.unsorted[:0], m.pairs...)
	for i := range m.pairs {
		m.order = append(m.order, uint64(m.pairs[i].word)<<32|uint64(i))
	}
	slices.Sort(m.order)
	for i, o := range m.order {
		m.pairs[i] = m.unsorted[uint32(o)]
	}
}

// place is where a word stands in the table, or would.
func (m *meeting) place(word int32) uint32 {
	last := uint32(len(m.table) - 1)
	at := uint32(word) * 0x9e3779b1 >> 7 & last
	for m.table[at].at != 0 && m.table[at].word != word {
		at = (at + 1) & last
	}
	return at
}

// index is the place of a word in met, -1 when it does not agree.
func (m *meeting) index(word int32) int { return int(m.table[m.place(word)].at) - 1 }

// of gives the spans of the query that agree with a word of the lists.
func (m *meeting) of(word int32) []partner {
	at := m.index(word)
	if at < 0 {
		return nil
	}
	return m.partners[m.met[at].from:m.met[at].to]
}
