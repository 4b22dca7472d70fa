// Package formats reads official lists in whatever form they were published. What a file is, its content tells; files of
// one list that comes in parts find each other by name.
package formats

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/ofac"
	"github.com/taupier-eu/taupier/screen/list/un"
)

// MaxBytes bounds a file, unpacked: the largest published list has some 120 MB.
const MaxBytes = 512 << 20

// Open reads every list in a folder, in the order of the names of its files. Files that are no list, and lists that
// cannot be used, are problems; the others are read all the same.
func Open(folder fs.FS) ([]list.List, []list.Problem, error) {
	var names []string
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.HasPrefix(d.Name(), ".") && !strings.EqualFold(path.Ext(name), ".md") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list the folder: %w", err)
	}
	slices.Sort(names)
	r := &reader{folder: folder}
	for _, name := range names {
		r.file(name)
	}
	r.parts()
	slices.SortStableFunc(r.lists, func(a, b list.List) int { return cmp.Compare(a.Name, b.Name) })
	return r.lists, r.problems, nil
}

type reader struct {
	folder   fs.FS
	lists    []list.List
	problems []list.Problem
	pieces   []piece
}

// piece is a file of a list that comes in parts.
type piece struct {
	name string
	part part
	data []byte
}

func (r *reader) reject(name string, line int, format string, args ...any) {
	r.problems = append(r.problems, list.Problem{File: name, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (r *reader) file(name string) {
	data, err := r.content(name)
	if err != nil {
		r.reject(name, 0, "%v", err)
		return
	}
	if root := rootOf(data); root == un.Root {
		r.take(un.Read(bytes.NewReader(data), name))
		return
	}
	if p := partOf(data); p != notAPart {
		r.pieces = append(r.pieces, piece{name, p, data})
		return
	}
	r.reject(name, 0, "no list that is known: want OFAC's sdn.csv with its parts, or the UN's consolidated.xml")
}

func (r *reader) take(l *list.List, err error) {
	if err != nil {
		r.reject("", 0, "%v", err)
		return
	}
	r.lists = append(r.lists, *l)
}

// content reads a file, unpacked.
func (r *reader) content(name string) ([]byte, error) {
	f, err := r.folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := io.Reader(f)
	if path.Ext(name) == ".gz" {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		in = z
	}
	data, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("larger than %d MB, which no list is", MaxBytes>>20)
	}
	return data, nil
}

// rootOf is the first element of an XML document, "" for anything else.
func rootOf(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(data[:min(len(data), 64<<10)]))
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t.Name.Local
		case xml.CharData:
			if len(bytes.TrimSpace(bytes.TrimPrefix(t, []byte("\xef\xbb\xbf")))) > 0 {
				return ""
			}
		}
	}
}

// part is a file of OFAC's delimited form, which has no header: the shape of the rows tells.
type part int

const (
	notAPart part = iota
	entries
	aliases
	addresses
	comments
)

func partOf(data []byte) part {
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	row, err := c.Read()
	if err != nil {
		return notAPart
	}
	if _, err := strconv.Atoi(strings.TrimSpace(row[0])); err != nil {
		return notAPart
	}
	second := ""
	if len(row) > 1 {
		second = strings.TrimSpace(row[1])
	}
	_, err = strconv.Atoi(second)
	switch {
	case len(row) == 12:
		return entries
	case len(row) == 5 && err == nil:
		return aliases
	case len(row) == 6 && err == nil:
		return addresses
	case len(row) == 2:
		return comments
	}
	return notAPart
}

// parts joins the files of one list: those whose names begin alike.
func (r *reader) parts() {
	used := map[string]bool{}
	for _, p := range r.pieces {
		if p.part != entries {
			continue
		}
		f := ofac.Files{Entries: bytes.NewReader(p.data), Name: p.name}
		for to, want := range map[*io.Reader]part{&f.Aliases: aliases, &f.Addresses: addresses, &f.Comments: comments} {
			if s := r.sibling(p.name, want); s != nil {
				*to, used[s.name] = bytes.NewReader(s.data), true
			}
		}
		l, err := ofac.Read(f)
		if err == nil && strings.Contains(path.Base(p.name), "cons") {
			rename(l)
		}
		r.take(l, err)
		used[p.name] = true
		if f.Aliases == nil {
			r.reject(p.name, 0, "the aliases (alt.csv) of this list are not there: most spellings are missing")
		}
	}
	for _, p := range r.pieces {
		if !used[p.name] {
			r.reject(p.name, 0, "part of a list whose entries (sdn.csv) are not there")
		}
	}
}

// rename makes the consolidated list of the others, which has the same form.
func rename(l *list.List) {
	l.Name, l.Title = "ofac-cons", "OFAC Consolidated (non-SDN) Sanctions List"
	for i := range l.Entries {
		l.Entries[i].List = l.Name
	}
}

// sibling is the part whose name has the longest beginning in common.
func (r *reader) sibling(name string, want part) *piece {
	var best *piece
	longest := -1
	for i := range r.pieces {
		p := &r.pieces[i]
		if p.part != want {
			continue
		}
		n := 0
		for n < len(p.name) && n < len(name) && p.name[n] == name[n] {
			n++
		}
		if n > longest {
			best, longest = p, n
		}
	}
	return best
}
