package intake

import (
	"io"

	"github.com/taupier-eu/taupier/internal/intake/evtx"
)

// events cuts an event log of Windows. The line of a record is its number.
func (c *cutter) events() {
	c.line = 0
	c.err = evtx.Read(c.ctx, c.r, func(record int, raw []byte) error {
		c.line = record
		c.hand(record, raw)
		return c.stop
	}, func(record int, why error) error {
		c.reject(record, why.Error())
		return nil
	})
	if c.err == nil {
		c.err = io.EOF
	}
}
