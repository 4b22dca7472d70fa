package evidence

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// Resealer is a sealer with more than one key.
type Resealer interface {
	Sealer
	IsCurrent(sealed []byte) bool // sealed under the key that seals now
}

// Reseal seals every file anew that is not sealed under the key of now, each whole or not at all, so that it may be interrupted and done
// again. What does not open is left where it is, and named. No other process uses the folder meanwhile.
func (s *Shelf) Reseal(ctx context.Context, with Resealer) (left []string, err error) {
	names, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, fmt.Errorf("read the folder of evidence: %w", err)
	}
	for _, e := range names {
		if ctx.Err() != nil {
			return left, ctx.Err()
		}
		name := e.Name()
		if base, cut := strings.CutSuffix(name, part); cut && blobName.MatchString(base) {
			if err := s.drop(name); err != nil { // was never acknowledged
				return left, err
			}
		}
		if !blobName.MatchString(name) {
			continue
		}
		switch err := s.reseal(name, with); {
		case errors.Is(err, ErrDamaged):
			left = append(left, name)
		case err != nil:
			return left, fmt.Errorf("seal evidence anew: %w", err)
		}
	}
	return left, nil
}

// reseal seals one file anew, piece by piece.
func (s *Shelf) reseal(name string, with Resealer) (err error) {
	in, err := s.root.Open(name)
	if err != nil {
		return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
	}
	defer in.Close()
	first, err := nextPiece(in)
	if err == nil && with.IsCurrent(first) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		return ErrDamaged // nothing is kept of an empty file
	}
	if err != nil {
		return err
	}
	out, err := s.root.OpenFile(name+part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("%w: %w", core.ErrUnavailable, err)
	}
	w := &sealing{f: out, sealer: with, name: name}
	for sealed := first; err == nil; sealed, err = nextPiece(in) {
		plain, openErr := with.OpenBytes("evidence", pieceOf(name, w.n), sealed)
		if openErr != nil {
			err = fmt.Errorf("%w: %w", ErrDamaged, openErr)
			break
		}
		if err = w.put(plain); err != nil {
			break
		}
	}
	if errors.Is(err, io.EOF) {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, s.drop(name+part))
	}
	return s.keep(name)
}

// nextPiece reads the next sealed piece; io.EOF after the last.
func nextPiece(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); errors.Is(err, io.EOF) {
		return nil, io.EOF
	} else if err != nil {
		return nil, cut(err)
	}
	long := binary.BigEndian.Uint32(head[:])
	if long > maxSealed {
		return nil, ErrDamaged
	}
	sealed := make([]byte, long)
	if _, err := io.ReadFull(r, sealed); err != nil {
		return nil, cut(err)
	}
	return sealed, nil
}
