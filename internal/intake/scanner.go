package intake

// maxDepth is how deep a record may nest. Logs stay below 20.
const maxDepth = 256

// verdict is what a scanner knows about the value it was fed.
type verdict int

const (
	unfinished verdict = iota // give it more bytes
	complete                  // the value ends here
	torn                      // this byte cannot stand here
)

// scanner finds where one JSON value ends, in any number of pieces. It checks how strings, brackets,
// commas and colons fit together, so that a value that was cut in the middle is noticed where the
// next one begins. Numbers, literals and escapes are for the parser to check.
type scanner struct {
	state   byte
	key     bool // the string being read is a key
	depth   int
	objects [maxDepth / 64]uint64 // for each level, whether it is an object
}

const (
	wantValue byte = iota
	wantValueOrEnd
	wantKey
	wantKeyOrEnd
	wantColon
	wantComma
	inString
	inEscape
	inScalar
)

// plainText marks the bytes that may stand in a string without meaning anything.
var plainText = func() (t [256]bool) {
	for b := 0x20; b < 256; b++ {
		t[b] = b != '"' && b != '\\'
	}
	t['\t'] = true // forbidden, but seen; the parser decides
	return t
}()

func isSpace(b byte) bool {
	return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == recordSeparator
}

// recordSeparator begins a record of an application/json-seq file (RFC 7464).
const recordSeparator = 0x1e

// step reads on in p and tells how many bytes it took. When the value is a bare scalar it is
// complete before the byte that follows it.
func (s *scanner) step(p []byte) (int, verdict) {
	for i := 0; i < len(p); i++ {
		b := p[i]
		switch s.state {
		case inString:
			for plainText[b] {
				if i++; i == len(p) {
					return i, unfinished
				}
				b = p[i]
			}
			switch b {
			case '\\':
				s.state = inEscape
			case '"':
				if s.closed() {
					return i + 1, complete
				}
			default:
				return i, torn
			}
			continue
		case inEscape:
			if b < 0x20 {
				return i, torn
			}
			s.state = inString
			continue
		case inScalar:
			if isScalar(b) {
				continue
			}
			if s.closed() {
				return i, complete
			}
		}
		if isSpace(b) {
			continue
		}
		switch v := s.structure(b); v {
		case complete:
			return i + 1, v
		case torn:
			return i, v
		}
	}
	return len(p), unfinished
}

// structure takes one byte outside strings and scalars.
func (s *scanner) structure(b byte) verdict {
	switch s.state {
	case wantColon:
		if b == ':' {
			s.state = wantValue
			return unfinished
		}
		return torn
	case wantComma:
		return s.afterValue(b)
	case wantKey, wantKeyOrEnd:
		if b == '"' {
			s.state, s.key = inString, true
			return unfinished
		}
		if b == '}' && s.state == wantKeyOrEnd {
			return s.pop()
		}
		return torn
	}
	return s.value(b)
}

// value takes the first byte of a value.
func (s *scanner) value(b byte) verdict {
	switch {
	case b == '{' || b == '[':
		if s.depth == maxDepth {
			return torn
		}
		s.push(b == '{')
	case b == '"':
		s.state, s.key = inString, false
	case b == ']' && s.state == wantValueOrEnd:
		return s.pop()
	case isScalar(b):
		s.state = inScalar
	default:
		return torn
	}
	return unfinished
}

// push opens a bracket.
func (s *scanner) push(object bool) {
	bit := uint64(1) << (s.depth % 64)
	s.objects[s.depth/64] &^= bit
	s.state = wantValueOrEnd
	if object {
		s.objects[s.depth/64] |= bit
		s.state = wantKeyOrEnd
	}
	s.depth++
}

// afterValue takes what may follow a value inside brackets.
func (s *scanner) afterValue(b byte) verdict {
	object := s.objects[(s.depth-1)/64]>>((s.depth-1)%64)&1 == 1
	switch {
	case b == ',' && object:
		s.state = wantKey
	case b == ',':
		s.state = wantValue
	case b == '}' && object, b == ']' && !object:
		return s.pop()
	default:
		return torn
	}
	return unfinished
}

// pop closes a bracket.
func (s *scanner) pop() verdict {
	s.depth--
	if s.closed() {
		return complete
	}
	return unfinished
}

// closed moves on after a string, a scalar or a bracket, and reports whether it was the whole value.
func (s *scanner) closed() bool {
	if s.state == inString && s.key {
		s.state, s.key = wantColon, false
		return false
	}
	s.state = wantComma
	return s.depth == 0
}

func isScalar(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '+' || b == '.'
}
