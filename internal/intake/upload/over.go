package upload

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/intake"
)

// Over is a company folder with what was imported lying over it: a dossier as a whole, any other file by its path. Nothing of the
// folder below is changed. below may be nil.
func Over(below fs.FS, files []File, shelf *Shelf) fs.FS {
	o := &over{below: below, shelf: shelf, files: map[string]File{}, dirs: map[string]map[string]bool{}, people: map[string]bool{}}
	for _, f := range files {
		o.add(f)
	}
	return o
}

type over struct {
	below  fs.FS
	shelf  *Shelf
	files  map[string]File
	dirs   map[string]map[string]bool // names inside
	people map[string]bool            // whose dossier was imported
}

func (o *over) add(f File) {
	o.files[f.Path] = f
	if f.Role == intake.RolePerson {
		o.people[f.Person] = true
	}
	for at := f.Path; at != "."; at = path.Dir(at) {
		dir, name := path.Dir(at), path.Base(at)
		if o.dirs[dir][name] {
			return
		}
		if o.dirs[dir] == nil {
			o.dirs[dir] = map[string]bool{}
		}
		o.dirs[dir][name] = true
	}
}

// hidden reports whether what stands below at a path does not count any more.
func (o *over) hidden(at string) bool {
	if o.below == nil {
		return true
	}
	if _, ok := o.files[at]; ok {
		return true
	}
	rest, ok := strings.CutPrefix(at, "people/")
	id, _, _ := strings.Cut(rest, "/")
	return ok && o.people[id]
}

func (o *over) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f, ok := o.files[name]; ok {
		b, err := o.shelf.Open(f.Blob)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		if b.Size() != f.Size {
			return nil, errors.Join(&fs.PathError{Op: "open", Path: name, Err: ErrDamaged}, b.Close())
		}
		return &opened{io.NewSectionReader(b, 0, b.Size()), b, about{f}}, nil
	}
	if _, ok := o.dirs[name]; ok {
		all, err := o.ReadDir(name)
		return &openedDir{folder(name), all, 0}, err
	}
	if o.hidden(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.below.Open(name)
}

// ReadDir lists a folder as it stands with the imports.
func (o *over) ReadDir(name string) ([]fs.DirEntry, error) {
	var out []fs.DirEntry
	mine := o.dirs[name]
	if !o.hidden(name) {
		all, err := fs.ReadDir(o.below, name)
		if err != nil && !(errors.Is(err, fs.ErrNotExist) && mine != nil) {
			return nil, err
		}
		for _, e := range all {
			if at := path.Join(name, e.Name()); !o.hidden(at) && !mine[e.Name()] {
				out = append(out, e)
			}
		}
	} else if mine == nil && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	for n := range mine {
		out = append(out, fs.FileInfoToDirEntry(o.info(path.Join(name, n))))
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

func (o *over) info(at string) fs.FileInfo {
	if f, ok := o.files[at]; ok {
		return about{f}
	}
	return folder(at)
}

// Stat and Lstat say what stands at a path.
func (o *over) Stat(name string) (fs.FileInfo, error) { return o.stat(name, fs.Stat) }

// Lstat does not follow a link.
func (o *over) Lstat(name string) (fs.FileInfo, error) { return o.stat(name, fs.Lstat) }

func (o *over) stat(name string, below func(fs.FS, string) (fs.FileInfo, error)) (fs.FileInfo, error) {
	if _, ok := o.dirs[name]; ok || o.files[name].Blob != "" {
		return o.info(name), nil
	}
	if o.hidden(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return below(o.below, name)
}

// ReadLink reads a link of the folder below: no import holds one.
func (o *over) ReadLink(name string) (string, error) {
	if o.hidden(name) {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return fs.ReadLink(o.below, name)
}

// opened is an imported file that is read.
type opened struct {
	*io.SectionReader
	blob *Blob
	about
}

func (f *opened) Stat() (fs.FileInfo, error) { return f.about, nil }
func (f *opened) Close() error               { return f.blob.Close() }

// Size is needed twice: of what is read and of what is said about it.
func (f *opened) Size() int64 { return f.File.Size }

// about is what is said of an imported file.
type about struct{ File }

func (a about) Name() string       { return path.Base(a.Path) }
func (a about) Size() int64        { return a.File.Size }
func (a about) Mode() fs.FileMode  { return 0o400 }
func (a about) ModTime() time.Time { return a.At }
func (a about) IsDir() bool        { return false }
func (a about) Sys() any           { return nil }

// folder is what is said of a folder that imports made.
type folder string

func (d folder) Name() string       { return path.Base(string(d)) }
func (d folder) Size() int64        { return 0 }
func (d folder) Mode() fs.FileMode  { return fs.ModeDir | 0o500 }
func (d folder) ModTime() time.Time { return time.Time{} }
func (d folder) IsDir() bool        { return true }
func (d folder) Sys() any           { return nil }

type openedDir struct {
	folder
	all []fs.DirEntry
	at  int
}

func (d *openedDir) Stat() (fs.FileInfo, error) { return d.folder, nil }
func (d *openedDir) Close() error               { return nil }
func (d *openedDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: string(d.folder), Err: errors.New("is a folder")}
}

// ReadDir gives the next n entries, or all of them.
func (d *openedDir) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.all[d.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	d.at += len(rest)
	return rest, nil
}
