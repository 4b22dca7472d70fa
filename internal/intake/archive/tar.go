package archive

import (
	"archive/tar"
	"errors"
	"io"
)

// tar walks a tar archive from its beginning to its end.
func (w *walk) tar(r io.Reader) error {
	t := tar.NewReader(&stream{r, w, w.limits.Total + int64(w.limits.Entries)*perHeader + slack})
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return w.broken(err)
		}
		name, err := w.entry(h.Name)
		if err != nil {
			return err
		}
		switch {
		case name == "" || h.Typeflag == tar.TypeDir:
		case h.Typeflag != tar.TypeReg:
			w.leave(name, "not taken: it is a link or a device, not a file")
		default:
			if err := w.file(name, whole{t, w}); err != nil {
				return err
			}
		}
	}
}

// whole says of damage in one entry that the archive ends there: nothing behind it can be found.
type whole struct {
	r io.Reader
	w *walk
}

func (e whole) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err != nil && err != io.EOF {
		err = e.w.broken(err)
	}
	return n, err
}

func (w *walk) broken(err error) error {
	if ctx := w.ctx.Err(); ctx != nil {
		return ctx
	}
	if errors.Is(err, ErrRefused) {
		return err
	}
	return refused("it breaks off or is damaged after %d entries (%s)", w.entries, err)
}

// What the stream of a tar archive may hold beside its files: headers, padding, and the end.
const (
	perHeader = 2 << 10
	slack     = 64 << 20
)

// stream counts the bytes of the archive itself, since those of a file that is left out are read to find the next.
type stream struct {
	r    io.Reader
	w    *walk
	left int64
}

func (s *stream) Read(p []byte) (int, error) {
	if err := s.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(p)
	if s.left -= int64(n); s.left < 0 {
		return 0, refused("it unpacks to more than %d MiB", s.w.limits.Total>>20)
	}
	return n, err
}
