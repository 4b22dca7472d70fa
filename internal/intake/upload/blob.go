package upload

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"sync"

	"github.com/taupier-eu/taupier/internal/core"
)

// A blob is pieces in a row: how many bytes the plain piece and the sealed one have, four bytes each, and the sealed piece. Each is
// bound to its blob and to its place in it. A piece is full unless whoever sent it broke off there, so that an upload goes on at any
// byte; that none is missing at the end, the size says that is kept elsewhere.
const (
	pieceSize = 1 << 20
	pieceHead = 8
	maxSealed = pieceSize + 256
	maxPieces = 1 << 18 // so that a sender of single bytes fills no memory
)

// ErrDamaged says that kept bytes are not those that came in.
var ErrDamaged = errors.New("the kept bytes are not those that came in")

// span is where one piece stands.
type span struct {
	plain, at    int64 // of its first byte
	size, sealed int
}

// spans lists the pieces of a blob. end is where the next begins; a piece that was cut while it was written is not listed.
func spans(f io.ReaderAt, size int64) (all []span, plain, end int64, err error) {
	var head [pieceHead]byte
	for end+pieceHead <= size {
		if _, err := f.ReadAt(head[:], end); err != nil {
			return nil, 0, 0, full(err)
		}
		p := span{plain, end + pieceHead, int(binary.BigEndian.Uint32(head[:4])), int(binary.BigEndian.Uint32(head[4:]))}
		if p.size == 0 || p.size > pieceSize || p.sealed > maxSealed || p.sealed < p.size || len(all) == maxPieces {
			return nil, 0, 0, ErrDamaged
		}
		if p.at+int64(p.sealed) > size {
			break
		}
		all, plain, end = append(all, p), plain+int64(p.size), p.at+int64(p.sealed)
	}
	return all, plain, end, nil
}

func spansOf(f *os.File) (all []span, plain, end int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, 0, full(err)
	}
	return spans(f, info.Size())
}

// Length is how many plain bytes a blob holds, all of them on disk: whoever sends them is told so, also of those that arrived just
// before the server was killed.
func (s *Shelf) Length(name string) (int64, error) {
	f, err := s.open(name, os.O_RDONLY)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	_, n, _, err := spansOf(f)
	if err == nil {
		if err = f.Sync(); err != nil {
			err = full(err)
		}
	}
	return n, err
}

// Append reads to the end and puts what it read behind the first at bytes, which are all that there are: otherwise it is
// core.ErrConflict. When it returns, the n bytes are on disk, also when the reader failed behind them.
func (s *Shelf) Append(name string, at int64, r io.Reader) (n int64, err error) {
	f, err := s.open(name, os.O_RDWR)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	all, plain, end, err := spansOf(f)
	if err != nil {
		return 0, err
	}
	if plain != at {
		return 0, fmt.Errorf("%w: import_offset", core.ErrConflict)
	}
	if err := f.Truncate(end); err != nil { // a piece that was cut while it was written goes
		return 0, full(err)
	}
	w := appending{shelf: s, f: f, name: name, n: len(all), end: end}
	buffer := make([]byte, pieceSize)
	for {
		got, failed := io.ReadFull(r, buffer)
		if got > 0 {
			if err := w.put(buffer[:got]); err != nil {
				return n, err
			}
			n += int64(got)
		}
		if failed == io.EOF || failed == io.ErrUnexpectedEOF {
			failed = nil
		} else if failed == nil {
			continue
		}
		if err := f.Sync(); err != nil {
			return 0, full(err)
		}
		return n, failed
	}
}

// appending puts pieces at the end of a blob.
type appending struct {
	shelf *Shelf
	f     *os.File
	name  string
	n     int
	end   int64
}

func (w *appending) put(plain []byte) error {
	if w.n == maxPieces {
		return fmt.Errorf("%w: import_pieces", core.ErrInvalid)
	}
	sealed, err := w.shelf.sealer.SealBytes("imports", pieceOf(w.name, w.n), plain)
	if err != nil {
		return err
	}
	out := binary.BigEndian.AppendUint32(make([]byte, 0, pieceHead+len(sealed)), uint32(len(plain)))
	out = append(binary.BigEndian.AppendUint32(out, uint32(len(sealed))), sealed...)
	if _, err := w.f.WriteAt(out, w.end); err != nil {
		return full(err)
	}
	w.n, w.end = w.n+1, w.end+int64(len(out))
	return nil
}

func pieceOf(name string, n int) string { return name + "/" + strconv.Itoa(n) }

// Blob reads what was kept, at any place. One piece at a time is in memory.
type Blob struct {
	f      *os.File
	sealer Sealer
	name   string
	pieces []span
	size   int64

	mu   sync.Mutex
	at   int // of the piece in memory; -1 for none
	have []byte
}

// Open opens a blob to be read.
func (s *Shelf) Open(name string) (*Blob, error) {
	f, err := s.open(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	all, n, _, err := spansOf(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Blob{f: f, sealer: s.sealer, name: name, pieces: all, size: n, at: -1}, nil
}

// Size is how many plain bytes there are.
func (b *Blob) Size() int64 { return b.size }

// Close gives back the file.
func (b *Blob) Close() error { return b.f.Close() }

// ReadAt reads as io.ReaderAt does.
func (b *Blob) ReadAt(p []byte, at int64) (n int, err error) {
	if at < 0 {
		return 0, fmt.Errorf("%w: a place before the beginning", core.ErrInvalid)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for n < len(p) && at < b.size {
		if err := b.load(at); err != nil {
			return n, err
		}
		got := copy(p[n:], b.have[at-b.pieces[b.at].plain:])
		n, at = n+got, at+int64(got)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// load brings the piece into memory that holds a place.
func (b *Blob) load(at int64) error {
	i := sort.Search(len(b.pieces), func(i int) bool { return b.pieces[i].plain > at }) - 1
	if i == b.at {
		return nil
	}
	p := b.pieces[i]
	sealed := make([]byte, p.sealed)
	if _, err := b.f.ReadAt(sealed, p.at); err != nil {
		return full(err)
	}
	plain, err := b.sealer.OpenBytes("imports", pieceOf(b.name, i), sealed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(plain) != p.size {
		return ErrDamaged
	}
	b.at, b.have = i, plain
	return nil
}
