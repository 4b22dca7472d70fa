package formats

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"

	"github.com/taupier-eu/taupier/screen/list/source"
)

// MaxBytes bounds a file, unpacked: the largest published list has some 120 MB.
const MaxBytes = 512 << 20

// peeked is how much of a file tells what it is.
const peeked = 32 << 10

// file is read as a stream.
type file struct {
	*bufio.Reader
	io.Closer
	name string
}

// Name is the name of the file, for what is said about it.
func (f *file) Name() string { return f.name }

// open opens a file and unpacks it when it is in gzip. What is larger than MaxBytes fails while it is read.
func open(folder fs.FS, name string) (*file, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(source.Limit(f, MaxBytes), peeked)
	magic, err := in.Peek(2)
	if err != nil && err != io.EOF {
		f.Close()
		return nil, fmt.Errorf("read: %w", err)
	}
	if !bytes.Equal(magic, []byte("\x1f\x8b")) {
		return &file{in, f, name}, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("unpack: %w: fetch it again", err)
	}
	return &file{bufio.NewReaderSize(source.Limit(z, MaxBytes), peeked), f, name}, nil
}
