package demo

import "math/bits"

// rnd is SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and the same on every machine.
type rnd struct{ s uint64 }

// drawn makes the stream that belongs to a seed and a list of words: adding a person or a day never
// moves what others draw.
func drawn(seed int64, words ...string) *rnd {
	h := uint64(seed)*0x9E3779B97F4A7C15 + 0xCBF29CE484222325
	for _, w := range words {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 0x100000001B3
		}
		h = mix(h ^ 0xFF)
	}
	return &rnd{mix(h)}
}

func mix(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

func (r *rnd) next() uint64 {
	r.s += 0x9E3779B97F4A7C15
	return mix(r.s)
}

// n is a number in 0..k-1.
func (r *rnd) n(k int) int {
	hi, _ := bits.Mul64(r.next(), uint64(k))
	return int(hi)
}

// between is a number in lo..hi, both included.
func (r *rnd) between(lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + r.n(hi-lo+1)
}

// chance is true in that many of 100 draws.
func (r *rnd) chance(percent int) bool { return r.n(100) < percent }

// pick is one of the list.
func pick[T any](r *rnd, list []T) T { return list[r.n(len(list))] }

// shuffle puts the list in a drawn order.
func shuffle[T any](r *rnd, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := r.n(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}

const letters = "0123456789abcdefghijklmnopqrstuvwxyz"

// code is a word of that many characters that looks like an identifier.
func (r *rnd) code(length int) string {
	b := make([]byte, length)
	for i := range b {
		b[i] = letters[r.n(len(letters))]
	}
	return string(b)
}

// hex is a word of that many hexadecimal digits.
func (r *rnd) hex(length int) string {
	b := make([]byte, length)
	for i := range b {
		b[i] = letters[r.n(16)]
	}
	return string(b)
}
