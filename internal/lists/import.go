package lists

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/taupier-eu/taupier/screen/list/formats"
)

// Import installs the one list that files hold: one file, or the parts of a list that is published in parts. The checks are
// those of Update; sources say what is usual, and act.Reason accepts what they refuse. The error says that the store itself cannot be used.
func (s *Store) Import(ctx context.Context, files []string, sources []Source, act Act) (Result, error) {
	unlock, err := s.lock(ctx)
	if err != nil {
		return Result{}, err
	}
	defer unlock()
	a, err := s.arrive()
	if err != nil {
		return Result{}, fmt.Errorf("make room for the list: %w", err)
	}
	defer os.RemoveAll(a.dir)
	a.sources, a.pointer.Checked = sources, act.Now
	name := strings.Join(files, ", ")
	for _, path := range files {
		if err := s.copy(ctx, a, path); err != nil {
			return s.finish(act, "import", name, "", a.version.Files, Failed, nil, err), nil
		}
	}
	outcome, v, err := s.install(a, act)
	if a.list != nil {
		name = a.list.Name
	}
	return s.finish(act, "import", name, "", a.version.Files, outcome, v, err), nil
}

func (s *Store) copy(ctx context.Context, a *arrival, path string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: not a file: give the files of the list", path)
	}
	if info.Size() > formats.MaxBytes {
		return fmt.Errorf("%s: larger than %d MB, which no list is", path, formats.MaxBytes>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	name := filepath.Base(path)
	for _, have := range a.version.Files {
		if have.Name == name {
			return errors.New(name + ": two files of one name: give the files of one list at a time")
		}
	}
	return s.receive(a, name, f)
}
