package upload

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
)

// presentIn says what the operator's folder holds of what an upload may repeat or replace. Logs are looked at only when the
// upload holds some.
func presentIn(folder fs.FS, staged []File) (Present, error) {
	p := Present{People: map[string]bool{}, Askew: map[string]string{}, Files: map[string]string{}}
	err := p.people(folder, staged)
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

// people says whose dossiers the folder holds. The name of a dossier's folder is not always the id that it states, and what a person
// may not do to his own dossier he may not do under its other name.
func (p Present) people(folder fs.FS, staged []File) error {
	if !slices.ContainsFunc(staged, func(f File) bool { return f.Person != "" }) {
		return nil
	}
	people, err := fs.ReadDir(folder, "people")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list the company's people: %w", err)
	}
	for _, e := range people {
		at := path.Join("people", e.Name(), "person.yaml")
		f, err := folder.Open(at)
		if err != nil {
			continue // no dossier
		}
		p.People[e.Name()] = true
		data, err := io.ReadAll(io.LimitReader(f, MaxDocument))
		if err := errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("read a dossier of the company: %w", err)
		}
		if who, _, ok := dossier.ParsePerson(at, data); ok && who.Dossier.ID != e.Name() {
			p.Askew[e.Name()], p.Askew[who.Dossier.ID] = path.Dir(at), path.Dir(at)
		}
	}
	return nil
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
