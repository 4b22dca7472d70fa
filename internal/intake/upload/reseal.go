package upload

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// Resealer is a sealer with more than one key.
type Resealer interface {
	Sealer
	IsCurrent(sealed []byte) bool // sealed under the key that seals now
}

// part ends the name of a blob that is being sealed anew.
const part = ".part"

// Reseal seals every blob anew that is not sealed under the key of now, each whole or not at all, so that it may be interrupted and
// done again. What does not open is left where it is, and named. No other process uses the folder meanwhile.
func (s *Shelf) Reseal(ctx context.Context, with Resealer) (left []string, err error) {
	all, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, fmt.Errorf("list what was uploaded: %w", err)
	}
	for _, e := range all {
		if ctx.Err() != nil {
			return left, ctx.Err()
		}
		name := e.Name()
		if base, cut := strings.CutSuffix(name, part); cut && blobName.MatchString(base) {
			if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) { // sealing the blob anew has used its name
				return left, full(err)
			}
		}
		if !blobName.MatchString(name) {
			continue
		}
		switch err := s.reseal(name, with); {
		case errors.Is(err, ErrDamaged):
			left = append(left, name)
		case err != nil:
			return left, fmt.Errorf("seal anew what was uploaded: %w", err)
		}
	}
	return left, nil
}

// reseal seals a blob anew, piece by piece; a piece that was cut while it was written goes.
func (s *Shelf) reseal(name string, with Resealer) error {
	f, err := s.open(name, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	pieces, _, _, err := spansOf(f)
	if err != nil {
		return err
	}
	read := func(p span) ([]byte, error) {
		sealed := make([]byte, p.sealed)
		if _, err := f.ReadAt(sealed, p.at); err != nil {
			return nil, full(err)
		}
		return sealed, nil
	}
	current := true
	for _, p := range pieces {
		sealed, err := read(p)
		if err != nil {
			return err
		}
		current = current && with.IsCurrent(sealed)
	}
	if current {
		return nil
	}
	out, err := s.root.OpenFile(name+part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return full(err)
	}
	for i, p := range pieces {
		var sealed []byte
		if sealed, err = read(p); err == nil {
			err = putAnew(out, with, name, i, sealed)
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, s.root.Remove(name+part))
	}
	if err := s.root.Rename(name+part, name); err != nil {
		return full(err)
	}
	return s.Sync()
}

// putAnew seals a piece anew and writes it.
func putAnew(out *os.File, with Resealer, name string, i int, sealed []byte) error {
	plain, err := with.OpenBytes("imports", pieceOf(name, i), sealed)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if sealed, err = with.SealBytes("imports", pieceOf(name, i), plain); err != nil {
		return err
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(len(plain))), uint32(len(sealed)))
	if _, err := out.Write(append(head, sealed...)); err != nil {
		return full(err)
	}
	return nil
}
