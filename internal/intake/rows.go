package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// rows cuts a CSV file. Each row becomes an object with the names of the header row as keys.
func (c *cutter) rows(comma byte) {
	for len(c.rest()) < len("sep=;\r\n") && c.more() {
	}
	if n, _, ok := declared(c.rest()); ok {
		c.consume(n)
	}
	var keys, fields [][]byte
	var object []byte
	for c.stop == nil {
		row, ok := c.row(comma, len(keys), fields[:0])
		if !ok {
			return
		}
		if fields = row.fields; len(row.fields) == 0 {
			continue
		}
		if keys == nil {
			keys = columns(row.fields)
			continue
		}
		if !utf8.Valid(row.raw) || bytes.IndexByte(row.raw, 0) >= 0 {
			c.hand(row.line, row.raw) // refused for what it is, which escaping would hide
			continue
		}
		object = appendRow(object[:0], keys, row.fields)
		c.hand(row.line, object)
	}
}

// row is one row as it was cut.
type row struct {
	line   int
	raw    []byte
	fields [][]byte // empty for a blank line
}

// row cuts the next good row and rejects those before it; false at the end. A row that cannot be
// used and spans several lines has most likely an open quote: its first line is rejected, and the
// lines that follow are read as rows again.
func (c *cutter) row(comma byte, width int, into [][]byte) (row, bool) {
	for c.stop == nil {
		rest := c.rest()
		p := rest[:min(len(rest), c.max+1)]
		fields, n, v := cutRow(p, comma, len(p) == len(rest) && errors.Is(c.err, io.EOF), into)
		says := ""
		switch {
		case v == unfinished && len(rest) <= c.max && c.double():
			continue
		case len(rest) == 0, v == unfinished && c.damaged():
			return row{}, false
		case v == unfinished || n > c.max:
			c.longRow()
			continue
		case v == torn:
			says = "the row is torn: a quote stands where none may, or one is missing; correct or remove it"
		case width > 0 && len(fields) > 0:
			if fields = squeeze(fields, width); len(fields) != width {
				says = fmt.Sprintf("the row has %d columns and the header %d; correct or remove it", len(fields), width)
			}
		}
		if says == "" {
			out := row{c.line, rest[:n], fields}
			c.consume(n)
			return out, true
		}
		c.reject(c.line, says)
		c.nextLine()
	}
	return row{}, false
}

// double holds at least twice as much, so that a long row is not looked at from its beginning more
// than a few times.
func (c *cutter) double() bool {
	held := len(c.rest())
	for len(c.rest()) < 2*held+1 && c.more() {
	}
	return len(c.rest()) > held || errors.Is(c.err, io.EOF) && held > 0
}

// longRow rejects the first line of what is too long, and passes that line.
func (c *cutter) longRow() {
	c.tooLong(c.line)
	c.nextLine()
}

// squeeze drops empty fields behind the last column, as spreadsheets write them.
func squeeze(fields [][]byte, width int) [][]byte {
	for len(fields) > width && len(fields[len(fields)-1]) == 0 {
		fields = fields[:len(fields)-1]
	}
	return fields
}
