package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
)

// piece is how many bytes are sealed at a time, so that a file never stands in memory, nor unsealed on disk. Each piece is bound to
// its file and to its place in it; that none is missing at the end, size and SHA-256 say.
const piece = 1 << 20

// sealing writes pieces: four bytes that say how long the sealed one is, and it.
type sealing struct {
	f      *os.File
	sealer Sealer
	name   string
	n      int // piece
	buffer []byte
	err    error // of the disk, to be told from one of whoever sends
}

// Write takes bytes and writes each piece that they fill.
func (s *sealing) Write(p []byte) (int, error) {
	s.buffer = append(s.buffer, p...)
	for len(s.buffer) >= piece && s.err == nil {
		s.err = s.put(s.buffer[:piece])
		s.buffer = append(s.buffer[:0], s.buffer[piece:]...)
	}
	return len(p), s.err
}

// flush writes what is left.
func (s *sealing) flush() error {
	if len(s.buffer) == 0 || s.err != nil {
		return s.err
	}
	return s.put(s.buffer)
}

func (s *sealing) put(plain []byte) error {
	sealed, err := s.sealer.SealBytes("evidence", pieceOf(s.name, s.n), plain)
	if err != nil {
		return err
	}
	s.n++
	if _, err := s.f.Write(binary.BigEndian.AppendUint32(nil, uint32(len(sealed)))); err != nil {
		return err
	}
	_, err = s.f.Write(sealed)
	return err
}

func pieceOf(name string, n int) string { return name + "/" + strconv.Itoa(n) }

// maxSealed bounds a sealed piece: the piece, and what the seal adds.
const maxSealed = piece + 256

// unsealed reads what sealing wrote: at most size bytes and one more.
func unsealed(r io.Reader, sealer Sealer, name string, size int64) ([]byte, error) {
	var out []byte
	for n := 0; int64(len(out)) <= size; n++ {
		sealed, err := nextPiece(r)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		plain, err := sealer.OpenBytes("evidence", pieceOf(name, n), sealed)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		out = append(out, plain...)
	}
	return out, nil
}

// cut tells a file that ends too early from a disk that cannot be read.
func cut(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return ErrDamaged
	}
	return fmt.Errorf("%w: read evidence: %w", core.ErrUnavailable, err)
}
