package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
)

// Lines reads through and remembers where lines begin, for decoders that tell an offset only.
type Lines struct {
	*Meter
	read   int64
	breaks []int64
}

// NewLines counts the lines of in.
func NewLines(in io.Reader) *Lines { return &Lines{Meter: NewMeter(in)} }

func (l *Lines) Read(p []byte) (int, error) {
	n, err := l.Meter.Read(p)
	for at := 0; at < n; {
		i := bytes.IndexByte(p[at:n], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		l.breaks = append(l.breaks, l.read+int64(at))
	}
	l.read += int64(n)
	return n, err
}

// Line is the line, 1-based, of an offset that was read.
func (l *Lines) Line(offset int64) int {
	return 1 + sort.Search(len(l.breaks), func(i int) bool { return l.breaks[i] > offset })
}

// Mismatch says in words of the format, not of this program, that a value is of another kind.
func Mismatch(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("%q is a %s", kind.Field, kind.Value)
	}
	return err
}
