package sigma

import (
	"strings"
	"unicode/utf8"
)

type partKind uint8

const (
	partLiteral partKind = iota
	partOne              // ? one character
	partAny              // * any number of characters
	partDash             // one dash of those that Windows programs take alike
)

type part struct {
	kind partKind
	text string // of partLiteral; of a partDash in UTF-16 the encoding
}

// pattern is a Sigma value cut at its wildcards. Neighbours are never both literal nor both partAny.
type pattern []part

func (p pattern) with(next part) pattern {
	if n := len(p); n > 0 && p[n-1].kind == next.kind {
		switch next.kind {
		case partAny:
			return p
		case partLiteral:
			p[n-1].text += next.text
			return p
		}
	}
	if next.kind == partLiteral && next.text == "" {
		return p
	}
	return append(p, next)
}

// parsePattern reads the wildcards and escapes of a value as the specification says: * and ? are
// wildcards, \* and \? are not, \\ is one backslash, any other backslash stands for itself.
func parsePattern(s string) pattern {
	var p pattern
	var text strings.Builder
	flush := func(next partKind) {
		p = p.with(part{partLiteral, text.String()}).with(part{kind: next})
		text.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '*':
			flush(partAny)
		case c == '?':
			flush(partOne)
		case c == '\\' && i+1 < len(s) && strings.IndexByte(`*?\`, s[i+1]) >= 0:
			i++
			text.WriteByte(s[i])
		default:
			text.WriteByte(c)
		}
	}
	return p.with(part{partLiteral, text.String()})
}

// wild reports whether the pattern holds anything but a literal.
func (p pattern) wild() bool { return len(p) > 1 || len(p) == 1 && p[0].kind != partLiteral }

// literal is the text of a pattern that is not wild.
func (p pattern) literal() string {
	if len(p) == 0 {
		return ""
	}
	return p[0].text
}

// mapText applies f to every literal.
func (p pattern) mapText(f func(string) string) pattern {
	out := make(pattern, 0, len(p))
	for _, pt := range p {
		if pt.kind == partLiteral {
			pt.text = f(pt.text)
		}
		out = append(out, pt)
	}
	return out
}

// widened puts * before and after as asked.
func (p pattern) widened(before, after bool) pattern {
	var out pattern
	if before {
		out = out.with(part{kind: partAny})
	}
	for _, pt := range p {
		out = out.with(pt)
	}
	if after {
		out = out.with(part{kind: partAny})
	}
	return out
}

// longest is the longest literal of the pattern.
func (p pattern) longest() string {
	best := ""
	for _, pt := range p {
		if pt.kind == partLiteral && len(pt.text) > len(best) {
			best = pt.text
		}
	}
	return best
}

// test gives the cheapest test that asks for the pattern.
func (p pattern) test(field string, cased bool) *test {
	if !cased {
		p = p.mapText(foldText)
	}
	t := &test{field: field, cased: cased}
	lead := len(p) > 0 && p[0].kind == partAny
	tail := len(p) > 0 && p[len(p)-1].kind == partAny
	switch {
	case !p.wild():
		t.op, t.literal = opEqual, p.literal()
	case len(p) == 1 && lead:
		t.op = opPresent
	case len(p) == 2 && tail && p[0].kind == partLiteral:
		t.op, t.literal = opPrefix, p[0].text
	case len(p) == 2 && lead && p[1].kind == partLiteral:
		t.op, t.literal = opSuffix, p[1].text
	case len(p) == 3 && lead && tail && p[1].kind == partLiteral:
		t.op, t.literal = opContains, p[1].text
	default:
		t.op, t.glob = opGlob, p
	}
	return t
}

// match reports whether the whole of s fits the pattern. Between two * the first fit is taken, so the
// work is bounded by len(s) times the length of the pattern.
func (p pattern) match(s string) bool {
	first := true
	for {
		n := 0
		for n < len(p) && p[n].kind != partAny {
			n++
		}
		piece := p[:n]
		switch {
		case n == len(p) && first:
			rest, ok := piece.cut(s)
			return ok && rest == ""
		case n == len(p):
			return piece.endsIn(s)
		case first:
			rest, ok := piece.cut(s)
			if !ok {
				return false
			}
			s = rest
		default:
			rest, ok := piece.find(s)
			if !ok {
				return false
			}
			s = rest
		}
		p, first = p[n+1:], false
	}
}

// cut takes a pattern without * off the front of s.
func (p pattern) cut(s string) (string, bool) {
	for _, pt := range p {
		if pt.kind == partLiteral {
			rest, ok := strings.CutPrefix(s, pt.text)
			if !ok {
				return "", false
			}
			s = rest
			continue
		}
		if pt.kind == partDash && pt.text != "" {
			rest, ok := pt.cutWideDash(s, strings.CutPrefix)
			if !ok {
				return "", false
			}
			s = rest
			continue
		}
		if s == "" {
			return "", false
		}
		r, n := utf8.DecodeRuneInString(s)
		if pt.kind == partDash && !isDash(r) {
			return "", false
		}
		s = s[n:]
	}
	return s, true
}

// find takes a pattern without * off s at the first place where it fits.
func (p pattern) find(s string) (string, bool) {
	if len(p) == 0 {
		return s, true
	}
	for {
		if p[0].kind == partLiteral {
			i := strings.Index(s, p[0].text)
			if i < 0 {
				return "", false
			}
			s = s[i:]
		}
		if rest, ok := p.cut(s); ok {
			return rest, true
		}
		if s == "" {
			return "", false
		}
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
}

// endsIn reports whether s ends in a pattern without *.
func (p pattern) endsIn(s string) bool {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].kind == partLiteral {
			rest, ok := strings.CutSuffix(s, p[i].text)
			if !ok {
				return false
			}
			s = rest
			continue
		}
		if p[i].kind == partDash && p[i].text != "" {
			rest, ok := p[i].cutWideDash(s, strings.CutSuffix)
			if !ok {
				return false
			}
			s = rest
			continue
		}
		if s == "" {
			return false
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if p[i].kind == partDash && !isDash(r) {
			return false
		}
		s = s[:len(s)-n]
	}
	return true
}
