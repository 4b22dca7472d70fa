package parse

import (
	"hash/fnv"
	"strings"
	"unicode"
)

const (
	shingleWords = 5
	minWords     = 40
	minHashes    = 64
)

// shingles is the MinHash signature (Broder, 1997) of the runs of five words of a text: two texts
// that share a part s of their runs have about 64·s equal values at equal places. It is nil for a
// text of less than 40 words, of which nothing can be said.
func shingles(text string) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < minWords {
		return nil
	}
	signature := make([]uint64, minHashes)
	for i := range signature {
		signature[i] = ^uint64(0)
	}
	for i := range len(words) - shingleWords + 1 {
		h := fnv.New64a()
		for _, w := range words[i : i+shingleWords] {
			_, _ = h.Write([]byte(w))
			_, _ = h.Write([]byte{' '})
		}
		run := h.Sum64()
		for k := range signature {
			signature[k] = min(signature[k], mix(run+uint64(k)*0x9e3779b97f4a7c15))
		}
	}
	return signature
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
