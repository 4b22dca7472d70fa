package lists

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// step is a test's chance to break the disk.
func (s *Store) step(name string) error {
	if s.fault == nil {
		return nil
	}
	return s.fault(name)
}

// write puts a file on the disk and waits until it is there.
func (s *Store) write(path string, fill func(*os.File) error) (err error) {
	if err := s.step("write " + filepath.Base(path)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644) //nolint:gosec // official lists are public
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if err := fill(f); err != nil {
		return err
	}
	if err := s.step("sync " + filepath.Base(path)); err != nil {
		return err
	}
	return f.Sync()
}

// replace puts a new file in the place of an old one at once, or leaves the old one.
func (s *Store) replace(path string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	tmp := path + ".new"
	if err := s.write(tmp, func(f *os.File) error { _, err := f.Write(append(data, '\n')); return err }); err != nil {
		return err
	}
	if err := s.rename(tmp, path); err != nil {
		return err
	}
	return s.syncDir(filepath.Dir(path))
}

func (s *Store) rename(from, to string) error {
	if err := s.step("rename " + filepath.Base(to)); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// syncDir makes the names in a folder last.
func (s *Store) syncDir(dir string) error {
	if err := s.step("sync " + filepath.Base(dir)); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}
