// Package lists keeps official lists on this machine: fetched from their publishers or imported from files, checked before
// they replace what was there, with the last good version in place whatever happens, and a history of who changed what.
//
// A store is a folder. Each list has a folder of its own with one folder per version, which never changes once written, and
// current.json, which names the version in use and is replaced whole. Only [Store.Update] opens the network.
package lists

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
)

// Names of files in a store.
const (
	lockFile     = "lock"
	historyFile  = "history.jsonl"
	currentFile  = "current.json"
	versionFile  = "version.json"
	compiledFile = "compiled.jsonl.gz"
	published    = "published" // folder of the files as published
	arriving     = ".arriving-"
)

// Store is the folder of the lists installed on this machine. It need not exist.
type Store struct {
	dir   string
	fault func(step string) error // a test's broken disk
}

// At is the store in a folder.
func At(dir string) *Store { return &Store{dir: dir} }

// Dir is the folder for lists: the one given, else lists in $TAUPIER_DATA, else taupier/lists in the user's folder for data
// (XDG base directories), "" when there is none.
func Dir(given string, env func(string) string) string {
	for _, d := range []struct{ base, below string }{{given, ""}, {env("TAUPIER_DATA"), ""}, {env("XDG_DATA_HOME"), "taupier"}, {env("LOCALAPPDATA"), "taupier"}, {env("HOME"), ".local/share/taupier"}} {
		if d.base != "" {
			return filepath.Join(d.base, d.below, "lists")
		}
	}
	return ""
}

// File is a file of a list as published.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Version is what is known of one version of one list.
type Version struct {
	List      string         `json:"list"`
	Title     string         `json:"title"`
	Publisher string         `json:"publisher"`
	Published time.Time      `json:"published,omitzero"` // the publisher's date, zero when the file does not say
	Installed time.Time      `json:"installed"`
	By        string         `json:"by"`             // user of the operating system
	From      string         `json:"from,omitempty"` // address, empty when imported
	Files     []File         `json:"files"`
	Entries   int            `json:"entries"`
	Names     int            `json:"names"`
	Kinds     map[string]int `json:"kinds"`
	Rejected  int            `json:"rejected"`         // entries that could not be used
	Reason    string         `json:"reason,omitempty"` // why somebody accepted what the checks refused
	Doubt     string         `json:"doubt,omitempty"`  // what is unusual and not enough to refuse it
	Change    *Change        `json:"change,omitempty"` // to the version before, nil for the first
}

// pointer is current.json.
type pointer struct {
	Version  string    `json:"version"`          // folder in use
	Before   string    `json:"before,omitempty"` // the one before, used when the other is damaged
	Checked  time.Time `json:"checked"`          // when the publisher last said that this is the version in force
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"` // Last-Modified, as sent
}

// Installed is a list of the store, ready to be asked.
type Installed struct {
	List    list.List
	Version Version
	Checked time.Time // when it was last known to be in force
	Problem string    // why an older copy stands in, empty when none does
}

// Open reads the lists that are installed, by name. A list that is damaged is replaced by its version before; one of which
// nothing can be read is a problem. No store is no list and no error.
func (s *Store) Open() ([]Installed, []list.Problem, error) {
	names, err := s.names()
	if err != nil {
		return nil, nil, err
	}
	var all []Installed
	var problems []list.Problem
	for _, name := range names {
		in, err := s.load(name)
		if errors.Is(err, fs.ErrNotExist) && !s.has(name) {
			continue // an installation that was interrupted before its end
		}
		if err != nil {
			problems = append(problems, list.Problem{File: filepath.Join(s.dir, name), Reason: err.Error() + ": update or import it again"})
			continue
		}
		all = append(all, *in)
	}
	return all, problems, nil
}

func (s *Store) has(name string) bool {
	_, err := os.Stat(filepath.Join(s.dir, name, currentFile))
	return err == nil
}

// names are the folders of the store.
func (s *Store) names() ([]string, error) {
	if s.dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the lists that are installed: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// load reads the version in use, or the one before when that is damaged.
func (s *Store) load(name string) (*Installed, error) {
	p, err := s.pointer(name)
	if err != nil {
		return nil, err
	}
	in, err := s.version(name, p.Version)
	if err == nil {
		in.Checked = p.Checked
		return in, nil
	}
	if p.Before == "" {
		return nil, err
	}
	before, errBefore := s.version(name, p.Before)
	if errBefore != nil {
		return nil, errors.Join(err, errBefore)
	}
	before.Checked = before.Version.Installed
	before.Problem = fmt.Sprintf("the copy of %s is damaged (%v), the one of %s is used: update or import it again", name, err, before.Version.Installed.Format(time.DateOnly))
	return before, nil
}

func (s *Store) pointer(name string) (*pointer, error) {
	var p pointer
	if err := readJSON(filepath.Join(s.dir, name, currentFile), &p); err != nil {
		return nil, err
	}
	if !filepath.IsLocal(p.Version) || p.Before != "" && !filepath.IsLocal(p.Before) {
		return nil, fmt.Errorf("%s: names a version outside its folder", currentFile)
	}
	return &p, nil
}

// version reads one version: compiled, or from the files as published when another release of the program compiled it.
func (s *Store) version(name, version string) (*Installed, error) {
	dir := filepath.Join(s.dir, name, version)
	in := &Installed{}
	if err := readJSON(filepath.Join(dir, versionFile), &in.Version); err != nil {
		return nil, err
	}
	l, err := compiled(filepath.Join(dir, compiledFile))
	if err != nil {
		again, errAgain := fromPublished(filepath.Join(dir, published), name)
		if errAgain != nil {
			return nil, fmt.Errorf("%w; %w", err, errAgain)
		}
		l = again
	}
	if len(l.Entries) != in.Version.Entries || l.Name != name {
		return nil, fmt.Errorf("%s: %d entries of %s where %d of %s were installed", version, len(l.Entries), l.Name, in.Version.Entries, name)
	}
	in.List = *l
	return in, nil
}

func compiled(path string) (*list.List, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := list.ReadCompiled(f)
	if err != nil {
		return nil, err
	}
	if len(all) != 1 {
		return nil, fmt.Errorf("%s: %d lists, want one", path, len(all))
	}
	return &all[0], nil
}

func fromPublished(dir, name string) (*list.List, error) {
	all, _, err := formats.Open(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Name == name {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("the files as published hold no list %s", name)
}

func readJSON(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// lock waits until no other update or import is under way. The lock ends with the process that holds it.
func (s *Store) lock(ctx context.Context) (unlock func(), err error) {
	if s.dir == "" {
		return nil, errors.New("no folder for lists: give --data-dir, or set TAUPIER_DATA")
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil { //nolint:gosec // official lists are public
		return nil, fmt.Errorf("make the folder for lists: %w", err)
	}
	type held struct {
		unlock func()
		err    error
	}
	got := make(chan held, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(s.dir, lockFile)).Lock()
		got <- held{unlock, err}
	}()
	select {
	case h := <-got:
		if h.err != nil {
			return nil, fmt.Errorf("lock the folder for lists: %w", h.err)
		}
		return h.unlock, nil
	case <-ctx.Done():
		go func() {
			if h := <-got; h.err == nil {
				h.unlock()
			}
		}()
		return nil, fmt.Errorf("another update or import is under way in %s: %w", s.dir, ctx.Err())
	}
}
