package upload

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"github.com/taupier-eu/taupier/internal/intake"
)

// presentIn says what the operator's folder holds of what an upload may repeat or replace. Logs are looked at only when the
// upload holds some.
func presentIn(folder fs.FS, staged []File) (Present, error) {
	p := Present{People: map[string]bool{}, Files: map[string]string{}}
	people, err := fs.ReadDir(folder, "people")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return p, fmt.Errorf("list the company's people: %w", err)
	}
	for _, e := range people {
		if _, err := fs.Stat(folder, path.Join("people", e.Name(), "person.yaml")); err == nil {
			p.People[e.Name()] = true
		}
	}
	err = nil
	sizes, persons := map[int64]bool{}, map[string]bool{}
	for _, f := range staged {
		switch {
		case f.Role == intake.RoleLog:
			sizes[f.Size] = true
		case f.Person != "" && p.People[f.Person]:
			persons[f.Person] = true
		case f.Person == "":
			err = errors.Join(err, p.sum(folder, f.Path, -1, nil))
		}
	}
	for id := range persons {
		err = errors.Join(err, p.under(folder, path.Join("people", id), nil))
	}
	if len(sizes) > 0 {
		err = errors.Join(err, p.under(folder, "logs", sizes))
	}
	return p, err
}

// under sums the files below a folder: all, or those of a size that is asked for.
func (p Present) under(folder fs.FS, dir string, sizes map[int64]bool) error {
	return fs.WalkDir(folder, dir, func(at string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return nil //nolint:nilerr // it went while the folder was listed
		}
		return p.sum(folder, at, info.Size(), sizes)
	})
}

// sum notes one file.
func (p Present) sum(folder fs.FS, at string, size int64, sizes map[int64]bool) error {
	if sizes != nil && !sizes[size] {
		p.Files[at] = ""
		return nil
	}
	f, err := folder.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	p.Files[at] = hex.EncodeToString(h.Sum(nil))
	return nil
}
