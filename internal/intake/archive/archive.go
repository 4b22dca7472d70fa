// Package archive walks a zip or tar archive that came from outside. What counts is what is read, never what the archive says of
// itself; nothing is written to disk, no archive inside an archive is opened, and a name is a name for a report until the caller
// gives it a place.
package archive

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
)

// Limits bound what is read of an archive.
type Limits struct {
	Entries int                     // files and folders
	Total   int64                   // bytes of all files, unpacked
	Entry   func(name string) int64 // bytes of one file, unpacked
}

// ErrRefused says that an archive as a whole cannot be taken; its text says why, in words for whoever sent it.
var ErrRefused = errors.New("the archive is refused")

func refused(why string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrRefused, fmt.Sprintf(why, args...))
}

// errEntry says why one file is left out.
type errEntry struct{ why string }

func (e errEntry) Error() string { return e.why }

// Walk hands over each regular file of an archive, in the archive's order, under a clean relative name. What is left out (links,
// devices, names that lead elsewhere, what is too large or damaged) is named with the reason, and the rest goes on. An archive that
// holds more than the limits, or whose bytes break off, is ErrRefused; files handed over before it are the caller's to drop.
//
// take reads body to its end and returns its error as it is.
func Walk(ctx context.Context, r io.ReaderAt, size int64, l Limits, take func(name string, body io.Reader) error) ([]core.Problem, error) {
	w := &walk{ctx: ctx, limits: l, take: take, seen: map[string]bool{}}
	head := make([]byte, 4)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read the archive: %w", err)
	}
	if head = head[:n]; bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		err = w.zip(r, size)
	} else {
		err = w.packed(io.NewSectionReader(r, 0, size))
	}
	return w.left, err
}

// walk counts what one archive gives.
type walk struct {
	ctx     context.Context
	limits  Limits
	take    func(name string, body io.Reader) error
	seen    map[string]bool
	left    []core.Problem
	entries int
	total   int64
}

// packed walks a tar archive, compressed or not.
func (w *walk) packed(r io.Reader) error {
	plain, done, err := intake.Decompress(r)
	if err != nil {
		return refused("%s", err)
	}
	defer done() //nolint:errcheck // it only read
	buffered := bufio.NewReaderSize(plain, 64<<10)
	head, _ := buffered.Peek(512)
	if len(head) < 512 || !bytes.HasPrefix(head[257:], []byte("ustar")) {
		return refused("it is neither a zip nor a tar archive (plain, gzip or zstd)")
	}
	return w.tar(buffered)
}

// entry counts an entry and gives its clean name; "" when it is left out.
func (w *walk) entry(name string) (string, error) {
	if err := w.ctx.Err(); err != nil {
		return "", err
	}
	if w.entries++; w.entries > w.limits.Entries {
		return "", refused("it holds more than %d files and folders", w.limits.Entries)
	}
	if name == "./" { // what tar calls the folder that was packed
		return "", nil
	}
	good, err := clean(name)
	if err != nil {
		w.leave(name, err.Error())
		return "", nil
	}
	return good, nil
}

// file hands one file over, bounded.
func (w *walk) file(name string, body io.Reader) error {
	if w.seen[name] {
		w.leave(name, "the archive holds this name twice; the first was taken")
		return nil
	}
	w.seen[name] = true
	c := &counted{r: body, walk: w, left: w.limits.Entry(name), most: w.limits.Entry(name)}
	err := w.take(name, c)
	var one errEntry
	if errors.As(err, &one) {
		w.leave(name, one.why)
		return nil
	}
	return err
}

func (w *walk) leave(name, why string) {
	w.left = append(w.left, core.Problem{Input: shown(name), Says: why})
}

// counted gives no more of a file than it may have, nor than the archive may have in all.
type counted struct {
	r          io.Reader
	walk       *walk
	left, most int64
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.walk.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	c.walk.total += int64(n)
	switch {
	case c.walk.total > c.walk.limits.Total:
		return 0, refused("it unpacks to more than %d MiB", c.walk.limits.Total>>20)
	case c.left < 0:
		return 0, errEntry{fmt.Sprintf("not taken: it is larger than %d MiB", c.most>>20)}
	}
	return n, err
}
