package upload

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// Shelf is the folder that holds what was uploaded: every byte sealed from the moment it is on disk, under a random name that no
// input has a say in.
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
		return nil, fmt.Errorf("make the folder of imports: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder of imports: %w", err)
	}
	return &Shelf{root, sealer, random}, nil
}

// Close lets go of the folder.
func (s *Shelf) Close() error { return s.root.Close() }

var blobName = regexp.MustCompile(`^[0-9a-f]{32}$`)

// New makes an empty blob and gives its name.
func (s *Shelf) New() (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(s.random, b[:]); err != nil {
		return "", fmt.Errorf("name what was uploaded: %w", err)
	}
	name := hex.EncodeToString(b[:])
	f, err := s.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", full(err)
	}
	return name, f.Close()
}

// Sync has the folder on disk know its blobs.
func (s *Shelf) Sync() error {
	dir, err := s.root.Open(".")
	if err != nil {
		return full(err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return full(err)
	}
	return nil
}

// full says that the disk did not take it.
func full(err error) error {
	return fmt.Errorf("%w: keep what was uploaded: %w", core.ErrUnavailable, err)
}

// open opens a blob; one that is not there is core.ErrNotFound.
func (s *Shelf) open(name string, flags int) (*os.File, error) {
	if !blobName.MatchString(name) {
		return nil, core.ErrNotFound
	}
	f, err := s.root.OpenFile(name, flags, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, core.ErrNotFound
	}
	if err != nil {
		return nil, full(err)
	}
	return f, nil
}

// Remove removes a blob; one that is not there is removed already.
func (s *Shelf) Remove(name string) error {
	if !blobName.MatchString(name) {
		return nil
	}
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what was uploaded: %w", err)
	}
	return nil
}

// Erase removes blobs, and returns once the folder on disk knows that they are gone.
func (s *Shelf) Erase(blobs []string) error {
	for _, name := range blobs {
		if err := s.Remove(name); err != nil {
			return err
		}
	}
	return s.Sync()
}

// Sweep removes every blob that is not kept, and what a sealing anew left that was cut off.
func (s *Shelf) Sweep(kept map[string]bool) error {
	all, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return fmt.Errorf("list what was uploaded: %w", err)
	}
	var errs []error
	for _, e := range all {
		switch base, cut := strings.CutSuffix(e.Name(), part); {
		case cut && blobName.MatchString(base):
			errs = append(errs, s.root.Remove(e.Name()))
		case !kept[e.Name()]:
			errs = append(errs, s.Remove(e.Name()))
		}
	}
	return errors.Join(errs...)
}
