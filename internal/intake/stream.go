package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Options bound what Stream holds.
type Options struct {
	MaxRecord int // bytes of one record; 0 means 16 MiB
}

const maxRecord = 16 << 20

// Stream cuts the content into records and hands them over in batches of about 256 KiB or 512
// records. What cannot be cut is rejected in in, by line, and skipped; the rest goes on.
//
// How the file is framed is told from its beginning: one object on each line, objects over several
// lines, a list, the wrapper of a vendor around a list, CSV with a header row, or an event log of
// Windows. A record is checked
// to be UTF-8 text that begins as an object; that it is valid JSON is for the consumer to check.
//
// in.Records counts the records handed over. A batch belongs to emit from then on. The error is that
// of emit or of ctx: a file that is cut short or damaged is a rejection, after everything before it.
func Stream(ctx context.Context, c *Content, in *core.Input, opt Options, emit func(*Batch) error) error {
	if opt.MaxRecord <= 0 {
		opt.MaxRecord = maxRecord
	}
	head, whole := c.head()
	s := &cutter{window: newWindow(ctx, c), in: in, max: opt.MaxRecord, emit: emit}
	f := frame(head, whole)
	if f.says == saysText && !whole && len(head) < headSize {
		f = framing{cut: cutLines} // damaged before anything could be told, which is what is reported
	}
	switch f.cut {
	case cutLines:
		s.lines()
	case cutValues:
		s.document(f.path)
	case cutRows:
		s.rows(f.comma)
	case cutEvents:
		s.events()
	default:
		in.Kind = "unknown"
		s.reject(0, f.says)
		return ctx.Err()
	}
	return s.finish()
}

// cutter cuts one content. Once stopped it neither hands over nor rejects anything.
type cutter struct {
	window
	in    *core.Input
	max   int
	emit  func(*Batch) error
	batch *Batch
	stop  error

	open      int    // lists that are open
	indent    int    // white space at the beginning of the current line
	fresh     bool   // nothing but white space, commas and brackets stands before pos on its line
	inner     string // member of each element that is the record; "" when the element is
	rescanned int    // bytes read again to find the record after a torn one
	ended     bool   // the end inside something was reported
}

// finish hands over the last batch and reports damage.
func (c *cutter) finish() error {
	if c.stop == nil && !errors.Is(c.err, io.EOF) && c.ctx.Err() == nil {
		c.reject(c.line, damage(c.err))
	}
	c.flush()
	if c.stop != nil {
		return c.stop
	}
	return c.ctx.Err()
}

// damaged reports that the content ended because the file is cut or damaged.
func (c *cutter) damaged() bool { return c.err != nil && !errors.Is(c.err, io.EOF) }

func (c *cutter) reject(line int, says string) {
	if c.stop == nil && c.ctx.Err() == nil {
		c.in.Reject(line, says)
	}
}

// hand hands a record over, unless it is not text.
func (c *cutter) hand(line int, raw []byte) {
	switch {
	case c.stop != nil:
	case len(raw) > c.max:
		c.tooLong(line)
	case !utf8.Valid(raw):
		c.reject(line, "not UTF-8: export as UTF-8")
	case bytes.IndexByte(raw, 0) >= 0:
		c.reject(line, "NUL bytes in the record: the file was damaged while it was written; remove the record")
	default:
		if c.batch != nil && !c.batch.fits(len(raw)) {
			c.flush()
		}
		if c.batch == nil {
			c.batch = batches.Get().(*Batch)
		}
		c.batch.add(line, raw)
	}
}

func (c *cutter) flush() {
	b := c.batch
	if c.batch = nil; b == nil {
		return
	}
	if c.stop == nil {
		c.stop = c.ctx.Err()
	}
	if c.stop != nil {
		b.Release()
		return
	}
	c.in.Records += len(b.Records)
	if err := c.emit(b); err != nil {
		c.stop, c.err = err, err
	}
}

func (c *cutter) tooLong(line int) {
	c.reject(line, fmt.Sprintf("the record is longer than %s and was skipped: export it with fewer fields", size(c.max)))
}

func size(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
