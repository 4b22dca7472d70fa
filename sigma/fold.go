package sigma

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// foldText is s such that two texts fold alike exactly when strings.EqualFold says they are equal.
// It returns s itself when there is nothing to fold.
func foldText(s string) string {
	if isFolded(s) {
		return s
	}
	return string(appendFold(make([]byte, 0, len(s)), s))
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// capitals has the high bit of every byte of eight that is a capital; none of them may be outside ASCII.
func capitals(eight uint64) uint64 {
	fromA := eight + (0x80-'A')*eachByte
	afterZ := eight + (0x80-'Z'-1)*eachByte
	return fromA &^ afterZ & highBits
}

// isFolded reports whether s is ASCII without capitals.
func isFolded(s string) bool {
	p, i := stringAsBytes(s), 0
	for ; i+8 <= len(p); i += 8 {
		eight := binary.LittleEndian.Uint64(p[i:])
		if eight&highBits|capitals(eight&^highBits) != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c-'A' < 26 {
			return false
		}
	}
	return true
}

func appendFold(dst []byte, s string) []byte {
	p := stringAsBytes(s)
	for i := 0; i < len(s); {
		if i+8 <= len(p) {
			if eight := binary.LittleEndian.Uint64(p[i:]); eight&highBits == 0 {
				dst = binary.LittleEndian.AppendUint64(dst, eight|capitals(eight)>>2)
				i += 8
				continue
			}
		}
		c := s[i]
		if c < utf8.RuneSelf {
			if c-'A' < 26 {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, foldRune(r))
		}
		i += n
	}
	return dst
}

// foldRune is the smallest of the runes that differ from r by case only, ASCII in lower case.
func foldRune(r rune) rune {
	low := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		low = min(low, f)
	}
	if low >= 'A' && low <= 'Z' {
		return low + 'a' - 'A'
	}
	return low
}
