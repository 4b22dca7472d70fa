package detect

import (
	"math/bits"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Days is a set of UTC days. It covers 512 days from the first one added, which is enough for any
// span a scan looks at; days further away are counted in Outside and otherwise ignored. The zero
// Days is empty. The union of two sets does not depend on the order in which days came.
type Days struct {
	base    int // multiple of 64, so that equal sets have equal bits
	words   []uint64
	Outside int
}

const dayWords = 8

// Add puts the day of t into the set.
func (s *Days) Add(t time.Time) {
	d := core.Day(t)
	w := d &^ 63
	switch {
	case s.words == nil:
		s.base, s.words = w, make([]uint64, 1, 2)
	case w < s.base:
		shift := (s.base - w) / 64
		if shift+len(s.words) > dayWords {
			s.Outside++
			return
		}
		s.words = append(make([]uint64, shift, shift+len(s.words)), s.words...)
		s.base = w
	case (w-s.base)/64 >= len(s.words):
		n := (w-s.base)/64 + 1
		if n > dayWords {
			s.Outside++
			return
		}
		s.words = append(s.words, make([]uint64, n-len(s.words))...)
	}
	s.words[(w-s.base)/64] |= 1 << (d & 63)
}

// Has reports whether the day (see core.Day) is in the set.
func (s *Days) Has(day int) bool {
	w := (day&^63 - s.base) / 64
	return s.words != nil && day >= s.base && w < len(s.words) && s.words[w]&(1<<(day&63)) != 0
}

// Len is the number of days in the set.
func (s *Days) Len() int {
	n := 0
	for _, w := range s.words {
		n += bits.OnesCount64(w)
	}
	return n
}

// Each calls f with every day in rising order.
func (s *Days) Each(f func(day int)) {
	for i, w := range s.words {
		for ; w != 0; w &= w - 1 {
			f(s.base + 64*i + bits.TrailingZeros64(w))
		}
	}
}

// Shared is the number of days in both sets.
func (s *Days) Shared(o *Days) int {
	n := 0
	s.Each(func(day int) {
		if o.Has(day) {
			n++
		}
	})
	return n
}
