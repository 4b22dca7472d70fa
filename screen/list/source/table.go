package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/screen/list"
)

// headRows is how many rows may stand before the header: the date of the list, a title.
const headRows = 8

// ErrNoHeader says that the first rows hold no header.
var ErrNoHeader = errors.New("no header")

// Row is one row of a table with named columns.
type Row struct {
	Line  int // 1-based
	cells []string
	at    map[string]int
}

// Get is the cell of a column, "" when the table has no such column. Case and spaces of the column's name do not count.
func (r Row) Get(column string) string {
	i, ok := r.at[column]
	if !ok {
		i, ok = r.at[key(column)]
	}
	if !ok || i >= len(r.cells) {
		return ""
	}
	return Trim(r.cells[i])
}

func key(column string) string { return strings.ToLower(Trim(column)) }

// Table takes the rows of a table, finds the header among the first, and hands over the rows below it.
type Table struct {
	File string
	Need []string             // columns without which the table is of another form
	Head func(cells []string) // gets the rows before the header; may be nil
	Use  func(Row)

	before int
	at     map[string]int
	width  int
}

// Add takes the next row. It fails when the header does not come or lacks a column.
func (t *Table) Add(cells []string, line int) error {
	if t.at != nil {
		t.Use(Row{Line: line, cells: cells, at: t.at})
		return nil
	}
	at := map[string]int{}
	for i, c := range cells {
		c = Trim(strings.TrimPrefix(c, "\ufeff"))
		for _, c := range []string{c, key(c)} { // as it is written, which is quick to find, and in any case of letters
			if _, twice := at[c]; !twice {
				at[strings.Clone(c)] = i
			}
		}
	}
	var missing []string
	for _, n := range t.Need {
		if _, ok := at[key(n)]; !ok {
			missing = append(missing, n)
		}
	}
	switch {
	case len(missing) == 0:
		t.at, t.width = at, len(cells)
	case len(missing) < len(t.Need):
		return fmt.Errorf("%s: line %d: no column %q: this is another file or another version of the format", t.File, line, missing[0])
	case t.before == headRows:
		return t.noHeader()
	default:
		t.before++
		if t.Head != nil {
			t.Head(cells)
		}
	}
	return nil
}

// Again looks for the header anew, in the next table of a file of several.
func (t *Table) Again() { t.before = 0 }

// Found tells whether the header has come.
func (t *Table) Found() bool { return t.at != nil }

// End says whether there was a table at all.
func (t *Table) End() error {
	if t.at == nil {
		return t.noHeader()
	}
	return nil
}

func (t *Table) noHeader() error {
	return fmt.Errorf("%s: %w with the columns %s in the first rows: the file is empty, cut, or another one: fetch it again", t.File, ErrNoHeader, quoted(t.Need))
}

func quoted(names []string) string {
	var q []string
	for _, n := range names {
		q = append(q, fmt.Sprintf("%q", n))
	}
	return strings.Join(q, ", ")
}

// CSV reads a table whose fields are parted by comma. Rows that cannot be read are problems, and the rest is used; a
// file that ends within a row or is not in UTF-8 is an error.
func (t *Table) CSV(in io.Reader, comma rune) ([]list.Problem, error) {
	meter := NewMeter(in)
	c := csv.NewReader(meter)
	c.Comma, c.FieldsPerRecord, c.ReuseRecord = comma, -1, true
	var problems []list.Problem
	var last *list.Problem // of the row before, until it is known that it was not the last
	for {
		meter.Next()
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if last != nil {
			problems, last = append(problems, *last), nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			last = &list.Problem{File: t.File, Line: bad.StartLine, Reason: fmt.Sprintf("row cannot be read (%v)", bad.Err)}
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: read: %w", t.File, err)
		}
		line, _ := c.FieldPos(0)
		if i := slices.IndexFunc(row, func(s string) bool { return !utf8.ValidString(s) }); i >= 0 {
			return nil, fmt.Errorf("%s: line %d: field %d is not in UTF-8: save the file as UTF-8, or fetch it again", t.File, line, i+1)
		}
		if t.at != nil && len(row) != t.width {
			last = &list.Problem{File: t.File, Line: line, Reason: fmt.Sprintf("%d fields, want %d", len(row), t.width)}
			continue
		}
		if err := t.Add(row, line); err != nil {
			return nil, err
		}
	}
	if last != nil {
		return nil, fmt.Errorf("%s: line %d: the file ends within a row (%s): it is cut: fetch it again", t.File, last.Line, last.Reason)
	}
	return problems, t.End()
}
