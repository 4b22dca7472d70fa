package ruleset

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/taupier-eu/taupier/sigma"
)

// maxFile bounds one file of rules: the largest public ones have a thousandth of it.
const maxFile = 16 << 20

// Open reads a folder of the machine, or one file. Files are called as they are reached from name.
func Open(name string) (*Set, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	if !info.IsDir() {
		base := filepath.Base(name)
		return read(os.DirFS(filepath.Dir(name)), []string{base}, func(string) string { return name }), nil
	}
	return load(os.DirFS(name), ".", func(p string) string { return filepath.ToSlash(filepath.Join(name, p)) })
}

// Load reads the rules below a folder of fsys.
func Load(fsys fs.FS, dir string) (*Set, error) {
	return load(fsys, dir, func(p string) string { return p })
}

func load(fsys fs.FS, dir string, called func(string) string) (*Set, error) {
	w := &walker{fsys: fsys, called: called}
	if err := w.walk(dir); err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	s := read(fsys, w.files, called)
	s.Failed = append(s.Failed, w.failed...)
	return s, nil
}

// read parses the files, several at a time, and joins them in the order given.
func read(fsys fs.FS, files []string, called func(string) string) *Set {
	type parsed struct {
		docs sigma.Documents
		err  error
	}
	all := make([]parsed, len(files))
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				all[i].docs, all[i].err = parse(fsys, files[i], called(files[i]))
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	group.Wait()
	s := &Set{Files: len(files)}
	for i, p := range all {
		s.Rules = append(s.Rules, p.docs.Rules...)
		s.Correlations = append(s.Correlations, p.docs.Correlations...)
		s.Filters = append(s.Filters, p.docs.Filters...)
		s.fail(called(files[i]), p.err)
	}
	s.finish()
	return s
}

func parse(fsys fs.FS, name, called string) (sigma.Documents, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return sigma.Documents{}, fmt.Errorf("cannot be opened (%s)", why(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return sigma.Documents{}, fmt.Errorf("cannot be read (%s)", why(err))
	}
	if len(data) > maxFile {
		return sigma.Documents{}, fmt.Errorf("larger than %d MiB, which no file of rules is: cut it into several", maxFile>>20)
	}
	return sigma.ParseAll(called, data)
}

// why is the reason of a file error without the path, which stands beside it.
func why(err error) string {
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// isRules tells a file of rules by its name.
func isRules(name string) bool {
	switch path.Ext(name) {
	case ".yml", ".yaml", ".YML", ".YAML":
		return true
	}
	return false
}
