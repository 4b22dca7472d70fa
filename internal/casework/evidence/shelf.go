package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"

	"github.com/taupier-eu/taupier/internal/core"
)

// ErrDamaged says that kept bytes are not those that came in. They are left where they are.
var ErrDamaged = errors.New("the kept bytes are not those that came in")

// Shelf is the folder that holds the bytes, sealed. The name of a file in it is random: it tells nothing of the content, so that the same
// bytes in two cases are two files, and nobody learns from the one that there is the other.
type Shelf struct {
	root   *os.Root
	sealer Sealer
	random io.Reader
}

// Sealer seals bytes for their place, and opens them in no other.
type Sealer interface {
	SealBytes(place, id string, plain []byte) ([]byte, error)
	OpenBytes(place, id string, sealed []byte) ([]byte, error)
}

// OpenShelf makes the folder when there is none.
func OpenShelf(dir string, sealer Sealer, random io.Reader) (*Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of evidence: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder of evidence: %w", err)
	}
	return &Shelf{root, sealer, random}, nil
}

// Close lets go of the folder.
func (s *Shelf) Close() error { return s.root.Close() }

// Taken is what came in.
type Taken struct {
	Blob   string
	SHA256 string
	Size   int64
}

// part is what a file is called until it is whole and on disk.
const part = ".part"

// Take reads to the end, keeps what it read, and returns once the bytes and their name are on disk. More than max bytes, or none,
// are core.ErrInvalid, and nothing is kept of them.
func (s *Shelf) Take(r io.Reader, max int64) (Taken, error) {
	name, err := s.newName()
	if err != nil {
		return Taken{}, err
	}
	t, err := s.write(name, r, max)
	if err == nil {
		err = s.keep(name)
	}
	if err != nil {
		return Taken{}, errors.Join(s.drop(name+part), err)
	}
	t.Blob = name
	return t, nil
}

func (s *Shelf) write(name string, r io.Reader, max int64) (Taken, error) {
	f, err := s.root.OpenFile(name+part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return Taken{}, fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, err)
	}
	h := sha256.New()
	w := &sealing{f: f, sealer: s.sealer, name: name}
	n, err := io.Copy(io.MultiWriter(w, h), io.LimitReader(r, max+1))
	switch {
	case w.err != nil:
		err = fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, w.err)
	case err != nil:
		err = fmt.Errorf("%w: %w: evidence_cut", core.ErrInvalid, err)
	case n > max:
		err = fmt.Errorf("%w: evidence_big", core.ErrInvalid)
	case n == 0:
		err = fmt.Errorf("%w: evidence_empty", core.ErrInvalid)
	default:
		if err = errors.Join(w.flush(), f.Sync()); err != nil {
			err = fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, err)
		}
	}
	return Taken{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, errors.Join(err, f.Close())
}

// keep gives the file its name, and has the folder on disk know it.
func (s *Shelf) keep(name string) error {
	if err := s.root.Rename(name+part, name); err != nil {
		return fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, err)
	}
	return s.sync()
}

func (s *Shelf) sync() error {
	d, err := s.root.Open(".")
	if err != nil {
		return fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, err)
	}
	if err := d.Sync(); err != nil {
		return errors.Join(fmt.Errorf("%w: keep evidence: %w", core.ErrUnavailable, err), d.Close())
	}
	return d.Close()
}

var blobName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Get reads an item whole and holds it against what came in. Bytes that differ are ErrDamaged and are not given.
func (s *Shelf) Get(i Item) ([]byte, error) {
	if !blobName.MatchString(i.Blob) {
		return nil, fmt.Errorf("evidence %s: no name of kept bytes: %w", i.ID, ErrDamaged)
	}
	f, err := s.root.Open(i.Blob)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("evidence %s: the kept bytes are gone: %w", i.ID, ErrDamaged)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: read evidence: %w", core.ErrUnavailable, err)
	}
	defer f.Close()
	data, err := unsealed(f, s.sealer, i.Blob, i.Size)
	if err != nil {
		return nil, fmt.Errorf("evidence %s: %w", i.ID, err)
	}
	if sum := sha256.Sum256(data); int64(len(data)) != i.Size || hex.EncodeToString(sum[:]) != i.SHA256 {
		return nil, fmt.Errorf("evidence %s: %w", i.ID, ErrDamaged)
	}
	return data, nil
}

// Forget removes bytes that were taken and never entered.
func (s *Shelf) Forget(t Taken) error { return s.drop(t.Blob) }

// Erase removes bytes whose time is over, and returns once the folder on disk knows that they are gone. Those that are not there are gone
// already.
func (s *Shelf) Erase(blobs []string) error {
	for _, name := range blobs {
		if !blobName.MatchString(name) {
			continue
		}
		if err := s.drop(name); err != nil {
			return err
		}
	}
	return s.sync()
}

// drop removes what was never acknowledged.
func (s *Shelf) drop(name string) error {
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove evidence that was not taken in: %w", err)
	}
	return nil
}

func (s *Shelf) newName() (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", fmt.Errorf("name evidence: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}
