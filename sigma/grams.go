package sigma

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// grams is a filter in front of literals that most texts lack. It looks at every few bytes of a text
// only: a literal of n bytes has n-3 parts of four bytes next to each other, so that one of them is met
// when the text is looked at every n-3 bytes (Wu and Manber, TR-94-17, 1994).
type grams struct {
	stride  int
	held    [1 << 10]uint64 // hashes of the parts
	windows map[uint32][]window
}

// window is a piece of a literal, as long as the shortest literal, and where in it a part begins.
type window struct {
	text string
	at   int
}

const (
	gramBytes   = 4
	shortestRun = 8 // of a literal: with shorter ones too many places would be looked at
)

// newGrams is nil when a literal is too short. The literals are folded.
func newGrams(literals []string) *grams {
	size := 0
	for _, l := range literals {
		if len(l) < shortestRun {
			return nil
		}
		if size == 0 || len(l) < size {
			size = len(l)
		}
	}
	if size == 0 {
		return nil
	}
	g := &grams{stride: size - gramBytes + 1, windows: map[uint32][]window{}}
	for _, l := range literals {
		w := rarest(l, size)
		for i := range g.stride {
			part := gram([]byte(w[i : i+gramBytes]))
			g.held[gramHash(part)>>6] |= 1 << (gramHash(part) & 63)
			g.windows[part] = append(g.windows[part], window{w, i})
		}
	}
	return g
}

// rarest is the window of a literal whose parts are the least common in logs.
func rarest(literal string, size int) string {
	best, least := 0, -1
	for i := 0; i+size <= len(literal); i++ {
		sum := 0
		for j := i; j+gramBytes <= i+size; j++ {
			sum += frequency(literal[j]) * frequency(literal[j+1]) * frequency(literal[j+2]) * frequency(literal[j+3])
		}
		if least < 0 || sum < least {
			best, least = i, sum
		}
	}
	return literal[best : best+size]
}

// gram is four bytes, the same for capitals and small letters, and for some signs.
func gram(p []byte) uint32 { return binary.LittleEndian.Uint32(p) | 0x20202020 }

func gramHash(part uint32) uint16 { return uint16(part * 0x9E3779B1 >> 16) }

// mayHold reports whether a text could hold one of the literals, its letters of ASCII in either case.
func (g *grams) mayHold(text []byte) bool {
	for i, last := g.stride-1, len(text)-gramBytes; i <= last; i += g.stride {
		part := gram(text[i : i+gramBytes])
		if h := gramHash(part); g.held[h>>6]&(1<<(h&63)) != 0 && g.surrounded(part, text, i) {
			return true
		}
	}
	return false
}

// surrounded reports whether the rest of a window stands around a part.
func (g *grams) surrounded(part uint32, text []byte, at int) bool {
	for _, w := range g.windows[part] {
		from := at - w.at
		if from >= 0 && from+len(w.text) <= len(text) && alike(w.text, text[from:from+len(w.text)]) {
			return true
		}
	}
	return false
}

// alike compares a folded text with one of the same length that is not.
func alike(fold string, text []byte) bool {
	for i := range len(fold) {
		if fold[i]|0x20 != text[i]|0x20 {
			return false
		}
	}
	return true
}

// keywordGrams looks for keywords in records as they are written. It is nil when some keyword may be
// written in too many ways to tell.
func keywordGrams(literals map[string][]int32) *grams {
	var runs []string
	for l := range literals {
		runs = append(runs, plainRun(l))
	}
	return newGrams(runs)
}

// plainRun is the longest part of a literal that JSON writes in one way only, but for \u.
func plainRun(literal string) string {
	best := ""
	odd := func(r rune) bool { return r < ' ' || r >= 0x80 || r == '"' || r == '\\' || r == '/' }
	for _, run := range strings.FieldsFunc(literal, odd) {
		if len(run) > len(best) {
			best = run
		}
	}
	return best
}

// plainJSON reports whether a record writes every letter of ASCII as itself or as the other case.
func plainJSON(record []byte) bool {
	ascii, escapes := skim(record)
	if escapes && escapesCode(record) {
		return false
	}
	return ascii || !foldsToASCII(bytesAsString(record))
}

// skim reports whether all bytes are ASCII, and whether \u may stand in them; it may be taken in by a
// backslash that is itself escaped.
func skim(record []byte) (ascii, escapes bool) {
	var high, hit, carry uint64
	i := 0
	for ; i+8 <= len(record); i += 8 {
		eight := binary.LittleEndian.Uint64(record[i:])
		high |= eight
		slash, u := eight^'\\'*eachByte, eight^'u'*eachByte
		slash = (slash - eachByte) &^ slash & highBits // has the high bit of each backslash, and of some bytes after one
		u = (u - eachByte) &^ u & highBits
		hit |= (slash<<8 | carry) & u
		carry = slash >> 56
	}
	for at := i; at < len(record); at++ {
		high |= uint64(record[at])
		if record[at] == 'u' && at > 0 && record[at-1] == '\\' {
			hit = 1
		}
	}
	return high&highBits == 0, hit != 0
}

// escapesCode reports whether a \u stands in the record, which is not the end of \\u.
func escapesCode(record []byte) bool {
	for {
		at := bytes.IndexByte(record, '\\')
		if at < 0 || at+1 >= len(record) {
			return false
		}
		if record[at+1] == 'u' {
			return true
		}
		record = record[at+2:]
	}
}

// foldsToASCII reports whether a text holds one of the two letters outside ASCII that are letters of
// ASCII but for case: the long s and the sign of Kelvin.
func foldsToASCII(s string) bool {
	return strings.Contains(s, "\u017f") || strings.Contains(s, "\u212a")
}

func isASCII(s string) bool {
	p := stringAsBytes(s)
	for ; len(p) >= 8; p = p[8:] {
		if binary.LittleEndian.Uint64(p)&highBits != 0 {
			return false
		}
	}
	for _, c := range p {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
