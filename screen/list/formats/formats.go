// Package formats reads official lists in whatever form they were published. What a file is, its content tells; files of
// one list that comes in parts find each other by name.
package formats

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/taupier-eu/taupier/screen/list"
)

// Open reads every list in a folder, in the order of the names of its files. Files that are no list, and lists that
// cannot be used, are problems; the others are read all the same. A list that stands there in several forms is used
// once: in the newest, and of the same day in the one with the most names.
func Open(folder fs.FS) ([]list.List, []list.Problem, error) {
	names, err := files(folder)
	if err != nil {
		return nil, nil, fmt.Errorf("list the folder: %w", err)
	}
	all := make([]result, len(names))
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range names {
		free <- struct{}{}
		wait.Go(func() {
			all[i] = read(folder, name)
			<-free
		})
	}
	wait.Wait()
	c := &collected{folder: folder}
	for _, r := range all {
		c.take(r)
	}
	c.parts()
	c.once()
	slices.SortStableFunc(c.found, func(a, b result) int { return cmp.Compare(a.list.Name, b.list.Name) })
	var lists []list.List
	for _, r := range c.found {
		lists = append(lists, *r.list)
	}
	return lists, c.problems, nil
}

// files are those that may be lists, by name.
func files(folder fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") && !strings.EqualFold(path.Ext(name), ".md") {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

// result is what a file turned out to be: a list, a part of one, or neither.
type result struct {
	name string
	list *list.List
	part part
	err  error
}

// read reads one file.
func read(folder fs.FS, name string) result {
	f, err := open(folder, name)
	if err != nil {
		return result{name: name, err: fmt.Errorf("%s: %w", name, err)}
	}
	defer f.Close()
	head, err := f.Peek(peeked)
	if err != nil && err != io.EOF {
		return result{name: name, err: fmt.Errorf("%s: %w", name, err)}
	}
	if p := partOf(head); p != notAPart {
		return result{name: name, part: p}
	}
	use, err := readerOf(head)
	if err != nil {
		return result{name: name, err: fmt.Errorf("%s: %w", name, err)}
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		if _, err := f.Discard(3); err != nil {
			return result{name: name, err: fmt.Errorf("%s: %w", name, err)}
		}
	}
	l, err := use(f, name)
	if err == nil {
		err = l.Check()
	}
	return result{name: name, list: l, err: err}
}

// collected are the results of a folder.
type collected struct {
	folder   fs.FS
	found    []result
	pieces   []result
	problems []list.Problem
}

func (c *collected) take(r result) {
	switch {
	case r.err != nil:
		// The error names the file and, where there is one, the line.
		c.problems = append(c.problems, list.Problem{Reason: r.err.Error()})
	case r.list != nil:
		c.found = append(c.found, r)
	default:
		c.pieces = append(c.pieces, r)
	}
}

func (c *collected) reject(name, format string, args ...any) {
	c.problems = append(c.problems, list.Problem{File: name, Reason: fmt.Sprintf(format, args...)})
}

// once keeps the best form of each list.
func (c *collected) once() {
	best := map[string]int{}
	for i, r := range c.found {
		if k, ok := best[r.list.Name]; !ok || better(r.list, c.found[k].list) {
			best[r.list.Name] = i
		}
	}
	kept := make([]result, 0, len(best))
	for i, r := range c.found {
		if k := best[r.list.Name]; k != i {
			c.reject(r.name, "the list %s stands here twice: %s is used, which is newer or fuller: take one of the two away", r.list.Name, c.found[k].name)
			continue
		}
		kept = append(kept, r)
	}
	c.found = kept
}

func better(a, b *list.List) bool {
	if d := a.Published.Compare(b.Published); d != 0 && !a.Published.IsZero() && !b.Published.IsZero() {
		return d > 0
	}
	return names(a) > names(b)
}

func names(l *list.List) int {
	n := 0
	for i := range l.Entries {
		n += len(l.Entries[i].Names)
	}
	return n
}
