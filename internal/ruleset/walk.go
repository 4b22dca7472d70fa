package ruleset

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// walker lists the files of rules. Links are followed once everything that is really there has been
// listed, and each folder is listed once, so that links in a ring end.
type walker struct {
	fsys   fs.FS
	called func(string) string
	files  []string
	links  []string
	seen   []fs.FileInfo
	failed []Failure
}

func (w *walker) walk(dir string) error {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		return err
	}
	w.dir(dir, entries)
	for len(w.links) > 0 {
		link := w.links[0]
		w.links = w.links[1:]
		w.link(link)
	}
	slices.Sort(w.files)
	return nil
}

func (w *walker) dir(dir string, entries []fs.DirEntry) {
	if info, err := fs.Stat(w.fsys, dir); err == nil {
		w.seen = append(w.seen, info)
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case e.Name()[0] == '.':
		case e.IsDir():
			w.list(name)
		case e.Type()&fs.ModeSymlink != 0:
			w.links = append(w.links, name)
		case isRules(name):
			w.file(name, e.Type())
		}
	}
}

func (w *walker) list(dir string) {
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil {
		w.fail(dir, "cannot be listed (%s)", why(err))
		return
	}
	w.dir(dir, entries)
}

func (w *walker) file(name string, kind fs.FileMode) {
	if !kind.IsRegular() {
		w.fail(name, "not a regular file, so it is not opened")
		return
	}
	w.files = append(w.files, name)
}

// link takes what a link leads to. A file that is linked may be one that is there already, which the
// ids tell.
func (w *walker) link(name string) {
	info, err := fs.Stat(w.fsys, name)
	switch {
	case err != nil && !isRules(name):
	case err != nil:
		w.fail(name, "a link that leads nowhere (%s)", why(err))
	case !info.IsDir() && isRules(name):
		w.file(name, info.Mode().Type())
	case info.IsDir() && !slices.ContainsFunc(w.seen, func(s fs.FileInfo) bool { return os.SameFile(s, info) }):
		w.list(name)
	}
}

func (w *walker) fail(name, reason string, args ...any) {
	w.failed = append(w.failed, Failure{File: w.called(name), Reason: fmt.Sprintf(reason, args...)})
}
