package intake

import (
	"bytes"
	"context"
	"io"
)

// window is the part of a content that is held while it is cut: from pos, which stays until the
// cutter consumes, to end. It grows as far as the cutter asks for more.
type window struct {
	ctx  context.Context
	r    io.Reader
	buf  []byte
	pos  int
	end  int
	line int   // physical line of pos, 1-based
	err  error // why there is no more: io.EOF, damage of the file, or what stopped the cutter
}

func newWindow(ctx context.Context, r io.Reader) window {
	return window{ctx: ctx, r: r, buf: make([]byte, batchBytes), line: 1}
}

// rest is what is held and not consumed. It is valid until more is called.
func (w *window) rest() []byte { return w.buf[w.pos:w.end] }

// more holds more bytes behind rest; false means that there are none.
func (w *window) more() bool {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return false
	}
	w.room()
	for range 100 {
		n, err := w.r.Read(w.buf[w.end:])
		w.end += n
		w.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// room makes place at the end, moving what is held to the front or into twice the memory.
func (w *window) room() {
	if w.end < len(w.buf) && w.pos < w.end {
		return
	}
	to := w.buf
	if w.end-w.pos > len(w.buf)/2 {
		to = make([]byte, 2*len(w.buf))
	}
	w.end = copy(to, w.rest())
	w.buf, w.pos = to, 0
}

// consume passes n held bytes.
func (w *window) consume(n int) {
	w.line += bytes.Count(w.buf[w.pos:w.pos+n], newline)
	w.pos += n
}

var newline = []byte{'\n'}

// nextLine passes everything up to the beginning of the next line; false at the end.
func (w *window) nextLine() bool {
	for {
		if i := bytes.IndexByte(w.rest(), '\n'); i >= 0 {
			w.pos += i + 1
			w.line++
			return true
		}
		w.pos = w.end
		if !w.more() {
			return false
		}
	}
}
