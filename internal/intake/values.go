package intake

import "fmt"

// maxRescan bounds what is read twice to find the record after a torn one. Beyond it the search
// starts where the tear was noticed.
const maxRescan = 256 << 20

// document cuts lists and objects, whatever lines they stand on. When path leads to the list of a
// wrapper, the elements of that list are the records.
func (c *cutter) document(path []string) {
	c.fresh = true
	if len(path) == 2 {
		c.inner = "_source"
	}
	c.values(path, -1)
	if c.open > 0 {
		c.endsInside(c.line, "a list")
	}
}

// values cuts what follows until the list that was opened at floor is closed.
func (c *cutter) values(path []string, floor int) {
	for c.stop == nil {
		b, ok := c.token(true)
		switch {
		case !ok:
			return
		case b == '[':
			c.open++
			c.consume(1)
		case b == ']' && c.open > 0:
			c.open--
			c.pass(1)
			if c.open == floor {
				return
			}
		case b == '{' && path != nil:
			c.wrapper(path)
		case b == '{':
			c.element()
		default:
			c.stray()
		}
	}
}

// token passes white space and, if asked, commas, and looks at the byte that follows.
func (c *cutter) token(commas bool) (byte, bool) {
	for {
		for c.pos < c.end {
			switch b := c.buf[c.pos]; {
			case b == '\n':
				c.line++
				c.indent, c.fresh = 0, true
			case isSpace(b):
				if c.fresh {
					c.indent++
				}
			case b == ',' && commas:
			default:
				return b, true
			}
			c.pos++
		}
		if !c.more() {
			return 0, false
		}
	}
}

// pass consumes what is not the beginning of a line any more.
func (c *cutter) pass(n int) {
	c.consume(n)
	c.fresh = false
}

// element cuts one object.
func (c *cutter) element() {
	var s scanner
	for n := 0; ; {
		rest := c.rest()
		k, v := s.step(rest[n:min(len(rest), c.max+1)])
		n += k
		switch {
		case v == torn:
			c.reject(c.line, "the record is torn: a bracket, a quote or a comma is missing in it; correct or remove it")
			c.resync(n)
			return
		case n > c.max:
			c.long(&s, n, v)
			return
		case v == complete:
			line := c.line
			c.pass(n)
			c.object(line, rest[:n])
			return
		case !c.more():
			c.unclosed(c.line, "the record is never closed: a bracket or a quote is missing in it, or the file was cut short; correct it or fetch it again")
			c.resync(n)
			return
		}
	}
}

// object hands over an element, or what it holds.
func (c *cutter) object(line int, raw []byte) {
	if c.inner != "" {
		if v, at := inner(raw, c.inner); v != nil {
			line, raw = line+lines(raw[:at]), v
		}
	}
	c.hand(line, raw)
}

// long skips an element that is longer than a record may be. If it spans what looks like the next
// element it was never closed, and that one is taken.
func (c *cutter) long(s *scanner, n int, v verdict) {
	c.tooLong(c.line)
	if c.fresh && c.rescan(n) {
		if at := elementIn(c.rest()[:n], c.indent); at > 0 {
			c.consume(at)
			return
		}
	}
	c.pass(n)
	if v != complete {
		c.skip(s)
	}
}

// skip passes the rest of a value without holding it.
func (c *cutter) skip(s *scanner) {
	for c.stop == nil {
		n, v := s.step(c.rest())
		c.pass(n)
		switch {
		case v == torn:
			c.resync(0)
			return
		case v == complete:
			return
		case !c.more():
			if s.state != inScalar || s.depth > 0 {
				c.endsInside(c.line, "a value")
			}
			return
		}
	}
}

// stray skips something that is no object.
func (c *cutter) stray() {
	c.reject(c.line, "not a JSON object: a record must stand in braces; correct or remove it")
	var s scanner
	if c.open > 0 {
		c.skip(&s)
		return
	}
	c.pass(1)
	c.resync(0)
}

// wrapper passes the members of an object up to the list that path leads to, and cuts that.
func (c *cutter) wrapper(path []string) {
	line, found, open := c.line, false, c.open
	c.pass(1)
	for c.stop == nil {
		b, ok := c.token(true)
		switch {
		case !ok:
			c.endsInside(line, "the object")
			return
		case b == '}':
			c.pass(1)
			if !found {
				c.reject(line, fmt.Sprintf("the object holds no list under %q as the first one did; correct or remove it", path[0]))
			}
			return
		}
		key, b, ok := c.member()
		switch {
		case !ok:
			if !c.ended {
				c.reject(c.line, "the object is torn here: a bracket, a quote or a comma is missing; correct it")
				c.open, c.indent, c.fresh = open, 0, true
				c.resync(0)
			}
			return
		case key == path[0] && b == '[' && len(path) == 1:
			found = true
			c.open++
			c.pass(1)
			c.values(nil, c.open-1)
		case key == path[0] && b == '{' && len(path) > 1:
			found = true
			c.wrapper(path[1:])
		default:
			c.skip(&scanner{})
		}
	}
}

// maxKey is how long a key of a wrapper may be.
const maxKey = 4 << 10

// member passes a key and its colon, and looks at the first byte of the value.
func (c *cutter) member() (key string, first byte, ok bool) {
	if c.buf[c.pos] != '"' {
		return "", 0, false
	}
	var s scanner
	for n := 0; ; {
		rest := c.rest()
		k, v := s.step(rest[n:min(len(rest), maxKey)])
		if n += k; v == complete {
			key = string(rest[1 : n-1])
			c.pass(n)
			break
		}
		if v == torn || n == maxKey || !c.more() {
			return "", 0, false
		}
	}
	if b, ok := c.token(false); !ok || b != ':' {
		return "", 0, false
	}
	c.pass(1)
	first, ok = c.token(false)
	return key, first, ok
}

// endsInside reports that the file ends where it should not.
func (c *cutter) endsInside(line int, what string) {
	c.unclosed(line, "the file ends inside "+what+": it was cut short; fetch it again")
}

// unclosed reports once that something is not closed. A damaged file is reported by finish.
func (c *cutter) unclosed(line int, says string) {
	if !c.ended && !c.damaged() {
		c.reject(line, says)
	}
	c.ended = true
}
