package lists

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Outcome is what came of an update or an import.
type Outcome string

// The outcomes. Refused and Failed leave the version in use as it was.
const (
	Replaced  Outcome = "replaced"  // a new version is in use
	Unchanged Outcome = "unchanged" // the version in use is the one in force
	Refused   Outcome = "refused"   // it arrived, and the checks speak against it
	Failed    Outcome = "failed"    // it did not arrive, is no list, or could not be written
)

// Result is the outcome for one list.
type Result struct {
	List    string   `json:"list"`
	Outcome Outcome  `json:"outcome"`
	Version *Version `json:"version,omitempty"` // in use afterwards, nil when there is none
	Err     error    `json:"-"`
	Error   string   `json:"error,omitempty"`
}

// Act says who does something to the store, and when.
type Act struct {
	By     string
	Now    time.Time
	Reason string // why what the checks refuse is accepted; empty accepts nothing
}

// arrival is a list on its way into the store, in a folder of its own.
type arrival struct {
	dir     string
	version Version
	list    *list.List
	wanted  string // list that was asked for, "" when any will do
	sources []Source
	pointer pointer
}

// arrive makes a folder for files on their way; what an interrupted run left there is removed. The store is locked.
func (s *Store) arrive() (*arrival, error) {
	old, _ := filepath.Glob(filepath.Join(s.dir, arriving+"*"))
	for _, dir := range old {
		_ = os.RemoveAll(dir) // it only takes room
	}
	if err := s.step("make folder"); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(s.dir, arriving)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // official lists are public
		return nil, err
	}
	return &arrival{dir: dir}, os.Mkdir(filepath.Join(dir, published), 0o755) //nolint:gosec // official lists are public
}

// receive writes one file as published.
func (s *Store) receive(a *arrival, name string, in io.Reader) error {
	sum := sha256.New()
	var n int64
	err := s.write(filepath.Join(a.dir, published, name), func(f *os.File) (err error) {
		n, err = io.Copy(io.MultiWriter(f, sum), source.Limit(in, formats.MaxBytes))
		return err
	})
	if err != nil {
		return err
	}
	a.version.Files = append(a.version.Files, File{name, n, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// read reads the list that arrived.
func (a *arrival) read(act Act) error {
	all, problems, err := formats.Open(os.DirFS(filepath.Join(a.dir, published)))
	if err != nil {
		return err
	}
	l, err := only(all, problems)
	if l != nil {
		a.list = l
		if l.Published.IsZero() {
			l.Published, _ = http.ParseTime(a.pointer.Modified) // zero when the server does not say
		}
		v := &a.version
		v.List, v.Title, v.Publisher, v.Published = l.Name, l.Title, l.Publisher, l.Published
		v.Installed, v.By, v.Entries, v.Rejected, v.Kinds = act.Now, act.By, len(l.Entries), len(l.Rejected), map[string]int{}
		for _, e := range l.Entries {
			v.Kinds[string(e.Kind)]++
			v.Names += len(e.Names)
		}
	}
	return err
}

// install checks what arrived and puts it in use. The version in use stays as it is whenever the error is not nil.
func (s *Store) install(a *arrival, act Act) (Outcome, *Version, error) {
	defer os.RemoveAll(a.dir)
	err := a.read(act)
	if a.list == nil {
		return Failed, s.inUse(a.wanted), err
	}
	if a.wanted != "" && a.wanted != a.list.Name {
		return Refused, s.inUse(a.wanted), fmt.Errorf("another list: %s where %s was asked for", a.list.Name, a.wanted)
	}
	name := a.list.Name
	last, errLast := s.load(name)
	if errLast != nil && !errors.Is(errLast, fs.ErrNotExist) {
		last = nil // damaged in all its copies: the new one is judged by itself
	}
	var before *Version
	if last != nil {
		before = &last.Version
		if slices.Equal(before.Files, a.version.Files) && last.Problem == "" {
			return s.stillInForce(name, before, a.pointer)
		}
	}
	if err == nil {
		err = plausible(&a.version, before, find(a.sources, name))
	}
	if err != nil {
		if act.Reason == "" {
			return Refused, before, err
		}
		a.version.Reason = act.Reason
	}
	a.version.Doubt = doubt(&a.version, find(a.sources, name))
	if last != nil {
		a.version.Change = Compare(&last.List, a.list)
	}
	if err := s.commit(a); err != nil {
		return Failed, before, fmt.Errorf("write %s: %w", name, err)
	}
	return Replaced, &a.version, nil
}

// inUse is the version of a list in use, nil when there is none.
func (s *Store) inUse(name string) *Version {
	if name == "" {
		return nil
	}
	in, err := s.load(name)
	if err != nil {
		return nil
	}
	return &in.Version
}

// stillInForce notes that the version in use was seen again.
func (s *Store) stillInForce(name string, v *Version, seen pointer) (Outcome, *Version, error) {
	p, err := s.pointer(name)
	if err != nil {
		return Failed, v, err
	}
	p.Checked = seen.Checked
	if seen.ETag+seen.Modified != "" {
		p.ETag, p.Modified = seen.ETag, seen.Modified
	}
	if err := s.replace(filepath.Join(s.dir, name, currentFile), p); err != nil {
		return Failed, v, fmt.Errorf("write %s: %w", name, err)
	}
	return Unchanged, v, nil
}

// commit makes what arrived the version in use: everything is on the disk before the one file that names it changes.
func (s *Store) commit(a *arrival) error {
	err := s.write(filepath.Join(a.dir, compiledFile), func(f *os.File) error { return list.Write(f, []list.List{*a.list}) })
	if err != nil {
		return err
	}
	if err := s.replace(filepath.Join(a.dir, versionFile), &a.version); err != nil {
		return err
	}
	for _, dir := range []string{filepath.Join(a.dir, published), a.dir} {
		if err := s.syncDir(dir); err != nil {
			return err
		}
	}
	home := filepath.Join(s.dir, a.list.Name)
	if err := os.MkdirAll(home, 0o755); err != nil { //nolint:gosec // official lists are public
		return err
	}
	next := a.pointer
	next.Version = a.version.Installed.UTC().Format("20060102T150405") + "-" + strings.TrimPrefix(filepath.Base(a.dir), arriving)
	if p, err := s.pointer(a.list.Name); err == nil {
		next.Before = p.Version
	}
	if err := s.rename(a.dir, filepath.Join(home, next.Version)); err != nil {
		return err
	}
	for _, dir := range []string{home, s.dir} {
		if err := s.syncDir(dir); err != nil {
			return err
		}
	}
	if err := s.replace(filepath.Join(home, currentFile), &next); err != nil {
		return err
	}
	s.forget(home, next)
	return nil
}

// forget removes versions that nothing names.
func (s *Store) forget(home string, keep pointer) {
	entries, _ := os.ReadDir(home)
	for _, e := range entries {
		if e.IsDir() && e.Name() != keep.Version && e.Name() != keep.Before {
			_ = os.RemoveAll(filepath.Join(home, e.Name())) // it only takes room
		}
	}
}

// finish writes the history and the result.
func (s *Store) finish(act Act, what, name, from string, files []File, outcome Outcome, v *Version, err error) Result {
	e := Event{At: act.Now, By: act.By, Act: what, List: name, Outcome: outcome, From: from, Files: files}
	if outcome == Replaced {
		e.Entries, e.Reason = v.Entries, v.Reason
		if c := v.Change; c != nil {
			e.Added, e.Removed, e.Changed = len(c.Added), len(c.Removed), len(c.Changed)
		}
	}
	if err != nil {
		e.Error = err.Error()
	}
	err = errors.Join(err, s.record(&e))
	r := Result{List: name, Outcome: outcome, Version: v, Err: err}
	if err != nil {
		r.Error = err.Error()
	}
	return r
}
