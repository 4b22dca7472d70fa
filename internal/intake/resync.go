package intake

import "bytes"

// resync finds the element that follows a torn one, of which n bytes were read. When the torn one
// began a line, the next begins a line with the same indentation; otherwise it follows "},".
func (c *cutter) resync(n int) {
	if c.fresh {
		if !c.rescan(n) {
			c.consume(n)
		}
		c.nextElement()
		return
	}
	c.pass(n)
	c.nextInline()
}

// rescan reports whether n bytes may be read again.
func (c *cutter) rescan(n int) bool {
	c.rescanned += n
	return c.rescanned <= maxRescan
}

// nextElement moves to the next line that begins as an element does: with a brace as far from the
// margin as this one, or with the bracket of a list.
func (c *cutter) nextElement() {
	indent := c.indent
	for c.stop == nil && c.nextLine() {
		c.indent, c.fresh = 0, true
		b, ok := c.token(true)
		if !ok || b == '{' && c.indent == indent || (b == ']' || b == '[') && c.indent <= indent && c.open > 0 {
			return
		}
	}
}

// elementIn finds such a line in held bytes, behind the first line; 0 when there is none.
func elementIn(p []byte, indent int) int {
	for at := 0; ; {
		i := bytes.IndexByte(p[at:], '\n')
		if i < 0 {
			return 0
		}
		at += i + 1
		margin := spaces(p[at:], false)
		if at+margin < len(p) && margin == indent && p[at+margin] == '{' {
			return at + margin
		}
	}
}

// nextInline moves to the next brace that follows "}" or "}," or begins a line.
func (c *cutter) nextInline() {
	var last, before byte
	for c.stop == nil {
		b, ok := c.token(false)
		if !ok {
			return
		}
		if b == '{' && (c.fresh || last == '}' || last == ',' && before == '}') {
			return
		}
		before, last = last, b
		c.pos++
		c.fresh = false
	}
}
