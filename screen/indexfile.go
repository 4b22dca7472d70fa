package screen

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/taupier-eu/taupier/screen/list"
)

// OpenIndex makes a Screener of a file that WriteIndexFile wrote. See ReadIndex.
func OpenIndex(path string) (s *Screener, source string, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("open compiled index: %w", err)
	}
	s, source, err = ReadIndex(data)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", path, err)
	}
	return s, source, nil
}

// WriteIndexFile writes a file for OpenIndex. It is there whole or not at all, and readers of the one before are not
// disturbed.
func (s *Screener) WriteIndexFile(path, source string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("write compiled index: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := s.WriteIndex(f, source); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil { //nolint:gosec // public lists
		return fmt.Errorf("write compiled index: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write compiled index: %w", err)
	}
	return nil
}

// Cached gives the Screener of a compiled index when the file is of this source and this version, and otherwise makes one
// of the lists that read gives and writes the file for the next time. A file that cannot be written costs time and nothing
// else: unwritten says why, and the Screener is good all the same.
func Cached(path, source string, read func() ([]list.List, error)) (s *Screener, unwritten, err error) {
	if s, of, err := OpenIndex(path); err == nil && of == source {
		return s, nil, nil
	}
	lists, err := read()
	if err != nil {
		return nil, nil, err
	}
	if s, err = New(lists); err != nil {
		return nil, nil, err
	}
	return s, s.WriteIndexFile(path, source), nil
}
