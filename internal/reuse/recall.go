package reuse

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

const printsInARow = 3 // fingerprints that follow each other in both: about 60 words, at most 82

// Match is what an application has in common with one of the past.
type Match struct {
	ID       string
	Day      Day
	Things   []int // of the new entry, by number
	Last     []Day // when the past one had each of them
	Days     []uint8
	Story    int // of the new entry; -1 when no text is shared
	From, To int // first and last fingerprint of the longest shared passage; -1 when only the whole is alike
	Alike    int // percent of runs in common, estimated
	Picture  int // of the new entry; -1 when no picture is shared
	Same     int // percent of the picture's bits
}

// Recall finds what of an application was met before. What CommonFrom applications of the past have
// says nothing and is left out; so is what isCommon knows (runs of an advertisement, keyed).
func (p *Past) Recall(e *Entry, isCommon func(print uint64) bool) ([]Match, error) {
	q := &query{past: p, entry: e, found: map[string]*Match{}, common: map[uint64]bool{}}
	candidates := q.candidates(isCommon)
	for _, c := range candidates {
		if err := q.compare(c); err != nil {
			return nil, err
		}
	}
	q.pictures()
	out := make([]Match, 0, len(q.found))
	for _, m := range q.found {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

type query struct {
	past   *Past
	entry  *Entry
	found  map[string]*Match
	common map[uint64]bool // fingerprints that many have
}

// where is one entry of one segment.
type where struct{ segment, entry int }

// candidates are the entries that have a key of the new one which is not common.
func (q *query) candidates(isCommon func(uint64) bool) []where {
	var out []where
	look := func(key uint64) (holders int) {
		from := len(out)
		for i, s := range q.past.segments {
			lo, hi := s.index.find(key)
			holders += hi - lo
			for ; lo < hi && holders < CommonFrom; lo++ {
				out = append(out, where{i, s.index.owner(lo)})
			}
		}
		if holders >= CommonFrom {
			out = out[:from]
		}
		return holders
	}
	for _, t := range q.entry.Things {
		look(mix(t.Hash ^ keyThing))
	}
	for _, s := range q.entry.Stories {
		for _, f := range s.Prints {
			if isCommon(f) || look(mix(f^keyPrint)) >= CommonFrom {
				q.common[f] = true
			}
		}
		for _, b := range s.Sig.Bands() {
			look(mix(b ^ keyBand))
		}
	}
	slices.SortFunc(out, func(a, b where) int {
		return cmp.Or(cmp.Compare(a.segment, b.segment), cmp.Compare(a.entry, b.entry))
	})
	return slices.Compact(out)
}

// match is the record of what is shared with an entry.
func (q *query) match(e *Entry) *Match {
	m := q.found[e.ID]
	if m == nil {
		m = &Match{ID: e.ID, Day: e.Day, Story: -1, From: -1, To: -1, Picture: -1}
		q.found[e.ID] = m
	}
	return m
}

func (q *query) compare(c where) error {
	old, err := q.past.segments[c.segment].entry(c.entry)
	if err != nil {
		return err
	}
	if old.ID == q.entry.ID {
		return nil
	}
	for i, t := range q.entry.Things {
		for _, o := range old.Things {
			if o.Hash == t.Hash && !q.manyHave(t) {
				m := q.match(&old)
				m.Things, m.Last, m.Days = append(m.Things, i), append(m.Last, o.Last), append(m.Days, o.Days)
			}
		}
	}
	for i, s := range q.entry.Stories {
		for _, o := range old.Stories {
			from, to, telling := q.row(s.Prints, o.Prints)
			alike := s.Sig.Alike(o.Sig)
			whole := alike >= nearlyAll && q.ownShare(s) > 0
			if telling < printsInARow && !whole {
				continue
			}
			m := q.match(&old)
			if telling < printsInARow {
				from, to = -1, -1
			}
			if m.Story < 0 || to-from > m.To-m.From || alike > m.Alike {
				m.Story, m.From, m.To, m.Alike = i, from, to, alike
			}
		}
	}
	return nil
}

// manyHave reports whether a thing is common among past applications.
func (q *query) manyHave(t Thing) bool {
	n := 0
	for _, s := range q.past.segments {
		lo, hi := s.index.find(mix(t.Hash ^ keyThing))
		n += hi - lo
	}
	return n >= CommonFrom
}

// ownShare is how many fingerprints of a text are not everybody's, in percent.
func (q *query) ownShare(s Story) int {
	own := 0
	for _, f := range s.Prints {
		if !q.common[f] {
			own++
		}
	}
	return own * 100 / max(1, len(s.Prints))
}

// row finds the longest stretch of fingerprints that follow each other in both texts, and how many of
// it are not common.
func (q *query) row(a, b []uint64) (from, to, telling int) {
	at := map[uint64][]int{}
	for j, f := range b {
		at[f] = append(at[f], j)
	}
	for i := range a {
		for _, j := range at[a[i]] {
			if i > 0 && j > 0 && a[i-1] == b[j-1] {
				continue // begun before
			}
			n, own := 0, 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				if !q.common[a[i+n]] {
					own++
				}
				n++
			}
			if own > telling {
				from, to, telling = i, i+n-1, own
			}
		}
	}
	return from, to, telling
}

// pictures compares one by one with every picture of the past: a few operations each, on all cores.
func (q *query) pictures() {
	if len(q.entry.Pictures) == 0 {
		return
	}
	var mu sync.Mutex
	type hit struct {
		where
		picture, same int
	}
	var hits []hit
	var group sync.WaitGroup
	for i, s := range q.past.segments {
		group.Go(func() {
			for n, pic := range q.entry.Pictures {
				s.index.samePictures(&pic, func(entry, far int) {
					mu.Lock()
					hits = append(hits, hit{where{i, entry}, n, 100 - far*100/hashBits})
					mu.Unlock()
				})
			}
		})
	}
	group.Wait()
	holders := map[int]map[where]bool{}
	for _, h := range hits {
		if holders[h.picture] == nil {
			holders[h.picture] = map[where]bool{}
		}
		holders[h.picture][h.where] = true
	}
	for _, h := range hits {
		if len(holders[h.picture]) >= CommonFrom {
			continue
		}
		old := q.past.segments[h.segment].head(h.entry)
		if old.ID == q.entry.ID {
			continue
		}
		if m := q.match(&old); h.same > m.Same {
			m.Picture, m.Same = h.picture, h.same
		}
	}
}

// samePictures calls hit for every picture of a segment that is the same as pic, by the rule of
// samePicture, with the number of bits in which they differ.
//
// The hub of a picture, its hash without 3 % of the rim, is near all its other hashes. If any of them
// is within 6 bits of a hash, the hub is within 6 bits and its reach (triangle inequality). So of most
// pictures three numbers are looked at, not seventeen, and none is missed.
func (p *postings) samePictures(pic *Picture, hit func(entry, far int)) {
	m := len(p.reach)
	shades, wholes, hubs := p.columns[:m*8], p.columns[m*8:2*m*8], p.columns[2*m*8:]
	own := croppedBits + pic.reach()
	for i, reach := range p.reach {
		far := hashBits
		if d := bits.OnesCount64(le.Uint64(shades[i*8:]) ^ pic[0]); d <= sameBits {
			far = d
		}
		if bits.OnesCount64(le.Uint64(hubs[i*8:])^pic[1]) <= croppedBits+int(reach) || bits.OnesCount64(le.Uint64(wholes[i*8:])^pic[hub]) <= own {
			far = min(far, p.nearestRim(pic, i))
		}
		if far < hashBits {
			hit(int(le.Uint32(p.sitters[i*4:])), far)
		}
	}
}

// nearestRim is the distance of the whole of one picture to the whole or a rim of the other; 64 when
// it is more than croppedBits.
func (p *postings) nearestRim(pic *Picture, i int) int {
	row, best := p.rows[i*8*8:(i+1)*8*8], hashBits
	whole := le.Uint64(row)
	for c := 1; c < len(pic); c++ {
		best = min(best, bits.OnesCount64(le.Uint64(row[(c-1)*8:])^pic[1]), bits.OnesCount64(whole^pic[c]))
	}
	if best > croppedBits {
		return hashBits
	}
	return best
}

// hub is the place of the hash without 3 % of the rim.
const hub = 2

// reach is the number of bits in which other frequency hashes differ from the hub, at most.
func (p *Picture) reach() (most int) {
	for _, h := range p[1:] {
		most = max(most, bits.OnesCount64(h^p[hub]))
	}
	return most
}
