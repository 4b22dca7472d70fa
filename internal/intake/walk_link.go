package intake

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// linked is a symbolic link that Walk met.
type linked struct{ shown, real string }

var (
	errOutside = errors.New("it leads out of the company folder, which is never followed; copy the files in")
	errLoop    = errors.New("it leads back to itself; remove it")
	errNowhere = errors.New("nothing stands where it leads; remove it or bring the file back")
)

// maxHops is how many links one path may go through, as on Linux.
const maxHops = 40

// link takes what a link inside the folder leads to.
func (w *walker) link(l linked) {
	real, info, err := resolve(w.fsys, l.real)
	if err != nil {
		w.problem(l.shown, "this link is not followed: %s", err)
		return
	}
	first, taken := w.seen[real]
	switch {
	case !info.IsDir() && !info.Mode().IsRegular():
		w.odd(l.shown, info.Mode())
	case !info.IsDir():
		w.file(l.shown, real, info.Size())
	case taken:
		w.problem(l.shown, "this link is not followed: %s is read already; remove the link", folderName(first))
	default:
		w.dir(l.shown, real)
	}
}

func folderName(p string) string {
	if p == "." {
		return "the company folder itself"
	}
	return p
}

// resolve finds where name really stands, step by step, without ever leaving the folder.
func resolve(fsys fs.FS, name string) (string, fs.FileInfo, error) {
	todo, done := strings.Split(name, "/"), "."
	var info fs.FileInfo
	for hops := 0; len(todo) > 0; {
		step := todo[0]
		todo = todo[1:]
		if step == "" || step == "." {
			continue
		}
		if step == ".." {
			if done == "." {
				return "", nil, errOutside
			}
			done = path.Dir(done)
			continue
		}
		next := path.Join(done, step)
		at, err := fs.Lstat(fsys, next)
		if err != nil {
			return "", nil, errNowhere
		}
		if at.Mode()&fs.ModeSymlink == 0 {
			done, info = next, at
			continue
		}
		if hops++; hops > maxHops {
			return "", nil, errLoop
		}
		target, err := readLink(fsys, next)
		if err != nil {
			return "", nil, err
		}
		todo = append(strings.Split(target, "/"), todo...)
	}
	if info == nil || info.IsDir() || path.Base(done) != info.Name() {
		at, err := fs.Stat(fsys, done)
		if err != nil {
			return "", nil, errNowhere
		}
		info = at
	}
	return done, info, nil
}

// readLink reads one link as a relative path with slashes.
func readLink(fsys fs.FS, name string) (string, error) {
	target, err := fs.ReadLink(fsys, name)
	if err != nil {
		return "", errOutside
	}
	if filepath.IsAbs(target) || filepath.VolumeName(target) != "" || path.IsAbs(target) {
		return "", errOutside
	}
	return filepath.ToSlash(target), nil
}
