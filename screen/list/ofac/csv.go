// Package ofac reads the lists of the Office of Foreign Assets Control (United States Treasury) in all forms that it
// publishes: delimited files (entries, aliases, addresses and the spill-over of remarks), simple XML and advanced XML.
// The forms are described in OFAC's "SDN Data Formats"; the consolidated list has the same ones under other file names.
package ofac

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Files are the parts of one list. Entries is required; the others may be nil.
type Files struct {
	Entries, Aliases, Addresses, Comments io.Reader
	Name                                  string // file name of Entries, for problems
}

// null is how OFAC writes that nothing is known.
const null = "-0-"

const (
	entryFields   = 12
	aliasFields   = 5
	addressFields = 6
	commentFields = 2
)

// Read reads one list. Rows that cannot be used are in Rejected. An error means that nothing could be.
func Read(f Files) (*list.List, error) {
	l := sdn()
	r := &reader{list: l, at: map[string]int{}}
	spill, err := r.comments(f.Comments)
	if err != nil {
		return nil, err
	}
	if err := r.entries(f, spill); err != nil {
		return nil, err
	}
	if err := r.rows(f.Aliases, "aliases", aliasFields, r.alias); err != nil {
		return nil, err
	}
	if err := r.rows(f.Addresses, "addresses", addressFields, r.address); err != nil {
		return nil, err
	}
	if len(l.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", f.Name)
	}
	if IsConsolidated(f.Name, l) {
		MakeConsolidated(l)
	}
	return l, nil
}

type reader struct {
	list *list.List
	at   map[string]int // entry by number
}

func (r *reader) reject(file string, line int, format string, args ...any) {
	r.list.Rejected = append(r.list.Rejected, list.Problem{File: file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

// rows reads a file row by row; a row that cannot be used is rejected and the next is read. A file that ends within a
// row is cut, and an error.
func (r *reader) rows(in io.Reader, file string, fields int, use func(row []string, file string, line int)) error {
	if in == nil {
		return nil
	}
	if named, ok := in.(interface{ Name() string }); ok {
		file = named.Name()
	}
	end := &ending{in: in}
	c := csv.NewReader(end)
	c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = -1, true, true
	line := 0
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			r.reject(file, wrong.StartLine, "row cannot be read (%v): fetch the file again", wrong.Err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: read: %w", file, err)
		}
		line, _ = c.FieldPos(0)
		if len(row) == 1 && strings.Trim(row[0], "\x1a \t") == "" { // the mark that ends the file
			continue
		}
		if len(row) != fields {
			r.reject(file, line, "%d fields, want %d: the file is cut or of another form", len(row), fields)
			continue
		}
		for i, v := range row {
			row[i] = clean(v)
		}
		use(row, file, line)
	}
	if len(r.list.Entries) > 0 && !end.whole() {
		return fmt.Errorf("%s: line %d: the file ends within a row: it is cut: fetch it again", file, line)
	}
	return nil
}

// ending remembers how a file ends. Those of OFAC end with a new line or with the mark 0x1a behind it; the last field of
// a row may be long, and what is left of it when the file is cut there looks like a row.
type ending struct {
	in   io.Reader
	last byte
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.in.Read(p)
	if n > 0 {
		e.last = p[n-1]
	}
	return n, err
}

func (e *ending) whole() bool { return e.last == 0 || e.last == '\n' || e.last == 0x1a }

// clean makes a field of what is written: nothing for the null mark, valid UTF-8 (older files are Windows-1252, whose
// Latin letters are those of Latin-1).
func clean(s string) string {
	s = strings.TrimSpace(s)
	if s == null {
		return ""
	}
	if utf8.ValidString(s) {
		return strings.Clone(s)
	}
	runes := make([]rune, 0, len(s))
	for i := range len(s) {
		runes = append(runes, rune(s[i]))
	}
	return string(runes)
}

// comments reads what did not fit into the remarks.
func (r *reader) comments(in io.Reader) (map[string]string, error) {
	spill := map[string]string{}
	err := r.rows(in, "comments", commentFields, func(row []string, _ string, _ int) { spill[row[0]] += row[1] })
	return spill, err
}

func (r *reader) entries(f Files, spill map[string]string) error {
	return r.rows(f.Entries, f.Name, entryFields, func(row []string, file string, line int) {
		number, name := row[0], row[1]
		if _, err := strconv.Atoi(number); err != nil || name == "" {
			r.reject(file, line, "entry %q with the name %q: want a number and a name", number, name)
			return
		}
		if _, twice := r.at[number]; twice {
			r.reject(file, line, "entry %s stands twice: the first counts", number)
			return
		}
		e := list.Entry{List: r.list.Name, ID: number, Kind: kind(row[2]), Line: line}
		e.Programmes = programmes(row[3])
		n := nameOf(name, e.Kind)
		n.Primary = true
		e.Names = []list.Name{n}
		remarks := row[11]
		if more := spill[number]; more != "" {
			remarks = strings.TrimSuffix(remarks, ".") + more
		}
		e.Remarks = strings.TrimSpace(strings.Join([]string{row[4], remarks}, " "))
		readRemarks(&e, remarks)
		if row[9] != "" && e.Kind == list.Vessel {
			e.Nations = source.Add(e.Nations, list.Country(row[9]))
		}
		r.at[number] = len(r.list.Entries)
		r.list.Entries = append(r.list.Entries, e)
	})
}

func kind(s string) list.Kind {
	switch strings.ToLower(s) {
	case "individual":
		return list.Person
	case "vessel":
		return list.Vessel
	case "aircraft":
		return list.Aircraft
	}
	return list.Company // OFAC marks all others with its null mark
}

// programmes are written "DPRK3] [IRAN-CON".
func programmes(s string) []string {
	var out []string
	for _, p := range strings.Split(s, "] [") {
		if p = strings.Trim(p, "[] "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// nameOf takes a person's "FAMILY, Given Middle" apart.
func nameOf(s string, kind list.Kind) list.Name {
	n := list.Name{Text: strings.Trim(s, "'")}
	if kind != list.Person {
		return n
	}
	if family, given, ok := strings.Cut(n.Text, ","); ok {
		n.Family, n.Given = strings.TrimSpace(family), strings.TrimSpace(given)
	}
	return n
}

func (r *reader) alias(row []string, file string, line int) {
	i, ok := r.at[row[0]]
	if !ok {
		r.reject(file, line, "alias of entry %q, which is not in the list", row[0])
		return
	}
	e := &r.list.Entries[i]
	if row[3] == "" {
		r.reject(file, line, "alias without a name")
		return
	}
	n := nameOf(row[3], e.Kind)
	n.Former = row[2] == "fka"
	if strings.Contains(strings.ToLower(row[4]), "weak") {
		n.Weak = true
	}
	e.Names = append(e.Names, n)
}

func (r *reader) address(row []string, file string, line int) {
	i, ok := r.at[row[0]]
	if !ok {
		r.reject(file, line, "address of entry %q, which is not in the list", row[0])
		return
	}
	a := list.Address{City: row[3], Country: list.Country(row[4])}
	var parts []string
	for _, p := range []string{row[2], row[3]} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	a.Text = strings.Join(parts, ", ")
	if a.Text == "" && a.Country == "" {
		return // OFAC writes a row of null marks for an entry without an address
	}
	e := &r.list.Entries[i]
	e.Addresses = append(e.Addresses, a)
}
