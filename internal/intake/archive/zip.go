package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxDirectory is how many bytes are read to learn what a zip archive holds: each entry costs memory before anything is counted.
const maxDirectory = 24 << 20

// zip walks a zip archive by its directory.
func (w *walk) zip(r io.ReaderAt, size int64) error {
	bounded := &boundedAt{r: r, left: maxDirectory}
	z, err := zip.NewReader(bounded, size)
	switch {
	case bounded.left < 0:
		return refused("its directory is larger than %d MiB", maxDirectory>>20)
	case errors.Is(err, zip.ErrInsecurePath): // names are looked at below
	case err != nil:
		return refused("it is damaged (%s)", err)
	}
	bounded.open = true
	if len(z.File) > w.limits.Entries {
		return refused("it holds more than %d files and folders", w.limits.Entries)
	}
	for _, f := range z.File {
		if err := w.zipped(f); err != nil {
			return err
		}
	}
	return nil
}

// encrypted is the bit of a zip entry's flags that says so.
const encrypted = 1

func (w *walk) zipped(f *zip.File) error {
	name, err := w.entry(f.Name)
	switch mode := f.Mode(); {
	case err != nil || name == "":
		return err
	case strings.HasSuffix(f.Name, "/") || mode.IsDir():
		return nil
	case !mode.IsRegular():
		w.leave(name, "not taken: it is a link or a device, not a file")
		return nil
	case f.Flags&encrypted != 0:
		w.leave(name, "not taken: it is encrypted; pack it without a password")
		return nil
	}
	body, err := f.Open()
	if err != nil {
		w.leave(name, unreadable(err))
		return nil
	}
	defer body.Close()
	return w.file(name, mended{body})
}

// mended says of a damaged entry that only this one is left out.
type mended struct{ r io.Reader }

func (m mended) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if err != nil && err != io.EOF {
		err = errEntry{unreadable(err)}
	}
	return n, err
}

func unreadable(err error) string {
	if errors.Is(err, zip.ErrAlgorithm) {
		return "not taken: it is compressed in a way that is not read; use deflate or none"
	}
	return fmt.Sprintf("not taken: it is damaged (%s)", err)
}

// boundedAt gives so many bytes and no more, until it is open.
type boundedAt struct {
	r    io.ReaderAt
	left int64
	open bool
}

func (b *boundedAt) ReadAt(p []byte, at int64) (int, error) {
	n, err := b.r.ReadAt(p, at)
	if !b.open {
		if b.left -= int64(n); b.left < 0 {
			return 0, io.ErrUnexpectedEOF
		}
	}
	return n, err
}
