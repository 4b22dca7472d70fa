package source

import (
	"fmt"
	"io"
)

// Limit reads up to n bytes and then fails, so that what is larger never passes for what ended there.
func Limit(in io.Reader, n int64) io.Reader { return &limited{in, n, n} }

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
