package uk

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// maxSheet bounds the content of a spreadsheet, unpacked; the list's has had 430 MB. maxColumns bounds a row.
const (
	maxSheet   = 2 << 30
	maxColumns = 200
)

// ReadODS reads the list as OpenDocument spreadsheet: the first table that has the columns of the CSV. Lines are the rows
// of its sheet.
func ReadODS(data []byte, file string) (*list.List, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%s: the spreadsheet is cut or damaged (%w): fetch it again", file, err)
	}
	f, err := z.Open("content.xml")
	if err != nil {
		return nil, fmt.Errorf("%s: no content.xml in it: this is no OpenDocument spreadsheet: fetch the list again", file)
	}
	defer f.Close()
	c := newCollector(file)
	s := &sheet{table: c.table()}
	// The whole content is read, so that the checksum of the archive is compared.
	err = source.XML(source.Limit(f, maxSheet), file, "document-content", s.element)
	if err != nil {
		return nil, err
	}
	if err := s.table.End(); err != nil {
		return nil, err
	}
	return c.done()
}

// sheet takes the rows out of the content of a spreadsheet.
type sheet struct {
	table *source.Table
	line  int
	other bool // what stands in this table is not the list
}

// row is a table:table-row.
type row struct {
	Repeated string `xml:"number-rows-repeated,attr"`
	Cells    []cell `xml:",any"` // table-cell, and covered-table-cell where cells are merged
}

type cell struct {
	Repeated string `xml:"number-columns-repeated,attr"`
	Date     string `xml:"date-value,attr"`
	Lines    []text `xml:"p"`
}

func (s *sheet) element(e *source.Element) error {
	switch e.Name.Local {
	case "table":
		if s.table.Found() {
			return e.Skip()
		}
		s.table.Again()
		s.line, s.other = 0, false
	case "table-row":
		var r row
		if err := e.Decode(&r); err != nil {
			return err
		}
		s.line++
		cells, err := r.cells()
		if err != nil {
			return fmt.Errorf("%s: row %d: %w", s.table.File, s.line, err)
		}
		if len(cells) > 0 && !s.other {
			err := s.table.Add(cells, s.line)
			if s.other = errors.Is(err, source.ErrNoHeader); err != nil && !s.other {
				return err
			}
		}
		s.line += repeated(r.Repeated) - 1
	case "styles", "automatic-styles", "font-face-decls", "scripts":
		return e.Skip()
	}
	return nil
}

// cells are those of a row up to the last that is not empty.
func (r *row) cells() ([]string, error) {
	var out []string
	empty := 0
	for _, c := range r.Cells {
		v := c.value()
		n := repeated(c.Repeated)
		if v == "" {
			empty += n
			continue
		}
		if len(out)+empty+n > maxColumns {
			return nil, fmt.Errorf("more than %d columns, which the list never has: fetch it again", maxColumns)
		}
		for range empty {
			out = append(out, "")
		}
		for range n {
			out = append(out, v)
		}
		empty = 0
	}
	return out, nil
}

// repeated is how often a cell or row counts: once when it does not say.
func repeated(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1<<21 { // sheets have a million rows
		return 1
	}
	return n
}

func (c *cell) value() string {
	if c.Date != "" {
		return c.Date
	}
	s := ""
	for i, l := range c.Lines {
		if i > 0 {
			s += "\n"
		}
		s += string(l)
	}
	return s
}

// text is a paragraph: its characters in order, with those of the spans in it; elements for spaces count as one.
type text string

func (t *text) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	var b []byte
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			b = append(b, token...)
		case xml.StartElement:
			depth++
			if n := token.Name.Local; n == "s" || n == "line-break" || n == "tab" {
				b = append(b, ' ')
			}
		case xml.EndElement:
			depth--
		}
	}
	*t = text(b)
	return nil
}
