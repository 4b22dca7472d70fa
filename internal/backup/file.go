package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Temp begins the name of a file that is not whole.
const Temp = ".taupier-backup-"

// Keep writes a file that others find whole under its name or not at all, and never takes the name of another. A file that is
// only read is made so (chmod 0400).
func Keep(path string, readOnly bool, write func(io.Writer) error) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already: %w", path, fs.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(path), Temp+"*.part")
	if err != nil {
		return fmt.Errorf("write a backup: %w", err)
	}
	err = errors.Join(write(f), f.Sync())
	if err == nil && readOnly {
		err = f.Chmod(0o400)
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = name(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, gone(f.Name()))
	}
	return SyncDir(filepath.Dir(path))
}

// name gives a file its name unless there is one of that name. Where the file system has no second names, it is looked first.
func name(tmp, path string) error {
	err := os.Link(tmp, path)
	if err == nil {
		return gone(tmp)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already: %w", path, err)
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already: %w", path, fs.ErrExist)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("name a backup: %w", err)
	}
	return nil
}

func gone(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what is no longer needed: %w", err)
	}
	return nil
}

// SyncDir has the disk know the names in a folder.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync a folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync a folder: %w", err)
	}
	return nil
}
