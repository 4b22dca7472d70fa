package parse

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// part is a passage that may be hidden.
type part struct {
	core.Concealed
	buf strings.Builder
}

// concealer keeps passages apart until it is known whether the ground they stand on shows them.
type concealer struct {
	parts []*part
	open  bool // the last part goes on
}

// keep adds to the passage that is being kept, or begins one.
func (c *concealer) keep(way, s string) {
	n := len(c.parts)
	if !c.open || c.parts[n-1].Way != way {
		if n >= maxParts {
			return
		}
		c.parts, c.open = append(c.parts, &part{Concealed: core.Concealed{Way: way}}), true
		n++
	}
	if last := c.parts[n-1]; last.buf.Len() < maxText {
		last.buf.WriteString(s)
	}
}

// cut ends the passage that is being kept.
func (c *concealer) cut() { c.open = false }

// give hands the passages over: what is white on a painted ground is text.
func (c *concealer) give(d *document, painted bool) {
	for _, p := range c.parts {
		if p.Text = p.buf.String(); p.Way == "white" && painted {
			d.write("\n" + p.Text + "\n")
		} else {
			d.conceal(p.Concealed)
		}
	}
}
