package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// importConfig bounds what is taken in by upload.
type importConfig struct {
	MaxBytes int64 `yaml:"max_bytes"` // of one upload, and of what an archive unpacks to
}

// maxImport is the bound without a configuration.
const maxImport = 2 << 30

// importDir is where imports are kept, in the data directory.
const importDir = "imports"

// openImports makes the desk of imports. The fictional company takes none.
func (s *server) openImports(ctx context.Context) error {
	if s.demo {
		return nil
	}
	shelf, err := upload.OpenShelf(filepath.Join(s.dir, importDir), s.db.Sealer(), rand.Reader)
	if err != nil {
		return err
	}
	s.imports = upload.New(upload.Options{
		Store: s.db.Imports(), Shelf: shelf, Random: rand.Reader, MaxBytes: s.config.Import.MaxBytes,
		Consulted: s.consulted, Folder: s.openFolder, Read: s.readOnly, Imported: s.readAgain, Trouble: s.trouble,
	})
	s.parts, err = resumable.New(resumable.Options{Desk: s.imports, Path: web.ImportParts, Now: time.Now, Trouble: s.trouble})
	return errors.Join(err, s.imports.Sweep(ctx))
}

// runImports looks at uploads as long as the server runs.
func (s *server) runImports(ctx context.Context) error {
	if s.imports == nil || !s.gate.wait(ctx) {
		return nil
	}
	return s.imports.Run(ctx, time.Now)
}

// openFolder opens the operator's folder.
func (s *server) openFolder() (fs.FS, func() error, error) {
	root, err := os.OpenRoot(s.reading.folder)
	if err != nil {
		return nil, nil, fmt.Errorf("open the company's folder: %w", err)
	}
	return root.FS(), root.Close, nil
}

// company is the operator's folder with the imports over it.
func (s *server) company(ctx context.Context) (fs.FS, func() error, error) {
	folder, done, err := s.openFolder()
	if err != nil || s.imports == nil {
		return folder, done, err
	}
	live, err := s.imports.Live(ctx)
	if err != nil {
		_ = done() // it only read
		return nil, nil, err
	}
	return upload.Over(folder, live, s.imports.Shelf), done, nil
}

// readOnly reads a folder as the company is read, and keeps nothing of what was found but what became of each file.
func (s *server) readOnly(ctx context.Context, folder fs.FS, step func(string)) ([]core.Input, error) {
	res, err := s.scan(ctx, folder, time.Now(), steps(step))
	if err != nil {
		return nil, err
	}
	return res.Inputs, nil
}

// steps tells of each step of a scan.
type steps func(string)

func (steps) Phase(string, int)  {}
func (s steps) Step(item string) { s(item) }

// scan reads a folder. One scan at a time: each may need the memory that there is.
func (s *server) scan(ctx context.Context, folder fs.FS, now time.Time, progress Progress) (*Result, error) {
	s.scanning.Lock()
	defer s.scanning.Unlock()
	k, err := s.c.knowledge()
	if err != nil {
		return nil, err
	}
	opt := ScanOptions{Now: now.UTC(), Progress: progress, Lists: func() (*officialLists, error) { return s.c.openLists("", now) }}
	if opt.Parser, err = childCommand(); err != nil {
		return nil, err
	}
	s.c.boundMemory()
	return k.Scan(ctx, folder, opt)
}

// importMark changes when what was imported does, or when something was erased.
func (s *server) importMark(ctx context.Context) (mark [3]int64, err error) {
	if mark[2], err = s.db.ErasedMark(ctx); err == nil && s.imports != nil {
		mark[0], mark[1], err = s.db.ImportMark(ctx)
	}
	return mark, err
}
