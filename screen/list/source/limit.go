package source

import (
	"fmt"
	"io"
)

// Limit reads up to n bytes and then fails, so that what is larger never passes for what ended there.
func Limit(in io.Reader, n int64) io.Reader { return &limited{in, n, n} }

// maxPart bounds one entry, row or line: the largest of a published list have some 2 MB.
const maxPart = 16 << 20

// Meter reads up to 16 MB and then fails, until it is told that another part begins: so that one entry, row or line that
// has no end does not fill the memory.
type Meter struct {
	in   io.Reader
	used int
}

// NewMeter meters what is read of in.
func NewMeter(in io.Reader) *Meter { return &Meter{in: in} }

// Next begins another part.
func (m *Meter) Next() { m.used = 0 }

func (m *Meter) Read(p []byte) (int, error) {
	if m.used > maxPart {
		return 0, fmt.Errorf("one entry has more than %d MB, which none has", maxPart>>20)
	}
	n, err := m.in.Read(p)
	m.used += n
	return n, err
}

type limited struct {
	in         io.Reader
	left, most int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, fmt.Errorf("larger than %d MB, which no list is", l.most>>20)
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.in.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return n, fmt.Errorf("larger than %d MB, which no list is", l.most>>20)
	}
	return n, err
}
