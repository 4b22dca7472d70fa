package intake

import "bytes"

// lines cuts a file with one object on each line.
func (c *cutter) lines() {
	for seen := 0; c.stop == nil; {
		rest := c.rest()
		i := bytes.IndexByte(rest[seen:], '\n')
		switch {
		case i >= 0:
			at := c.line
			c.pos += seen + i + 1
			c.line++
			c.oneLine(at, rest[:seen+i])
			seen = 0
		case len(rest) > c.max:
			c.tooLong(c.line)
			if seen = 0; !c.nextLine() {
				return
			}
		default:
			if seen = len(rest); !c.more() {
				c.lastLine(c.rest())
				return
			}
		}
	}
}

func (c *cutter) oneLine(line int, raw []byte) {
	if len(raw) > c.max {
		c.tooLong(line)
		return
	}
	raw = trim(raw)
	switch {
	case len(raw) == 0:
	case raw[0] == '{':
		c.hand(line, raw)
	default:
		c.reject(line, "not a JSON object: each line of this file must hold one object in braces; correct or remove the line")
	}
}

// lastLine takes what follows the last line break. In a damaged file it is a record only if it is whole.
func (c *cutter) lastLine(raw []byte) {
	if !c.damaged() || isObject(trim(raw)) {
		c.oneLine(c.line, raw)
	}
}
