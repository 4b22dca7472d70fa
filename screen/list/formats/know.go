package formats

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/eu"
	"github.com/taupier-eu/taupier/screen/list/feed"
	"github.com/taupier-eu/taupier/screen/list/fr"
	"github.com/taupier-eu/taupier/screen/list/ofac"
	"github.com/taupier-eu/taupier/screen/list/opensanctions"
	"github.com/taupier-eu/taupier/screen/list/seco"
	"github.com/taupier-eu/taupier/screen/list/uk"
	"github.com/taupier-eu/taupier/screen/list/un"
)

// reader reads a list; the name is for what it reports.
type reader func(in io.Reader, name string) (*list.List, error)

// roots are the XML documents that are known, by their first element.
var roots = map[string]reader{un.Root: un.Read, eu.Root: eu.ReadXML, uk.Root: uk.ReadXML, seco.Root: seco.Read, ofac.Root: ofac.ReadXML, ofac.AdvancedRoot: ofac.ReadAdvanced, ofac.EnhancedRoot: ofac.ReadEnhanced}

// tables are the tables that are known, by columns that stand in their header.
var tables = []struct {
	comma   rune
	columns []string
	read    reader
}{
	{eu.Comma, eu.Columns[:1], eu.ReadCSV},
	{uk.Comma, uk.Columns[:1], uk.ReadCSV},
	{opensanctions.Comma, opensanctions.Columns, opensanctions.ReadCSV},
	{feed.Comma, feed.Columns, feed.Read},
	{',', []string{"Group ID", "Alias Quality"}, closed},
}

// readerOf is the reader for a file that begins with head. The error says what to do.
func readerOf(head []byte) (reader, error) {
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, errors.New("the file is empty: fetch it again")
	}
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return nil, errors.New("the file is in UTF-16: save it as UTF-8, or fetch it again")
		}
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return spreadsheet, nil
	}
	switch root := rootOf(head); {
	case roots[root] != nil:
		return roots[root], nil
	case root != "":
		return nil, fmt.Errorf("no list that is known: an XML document whose first element is %q", root)
	}
	if bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) {
		if bytes.Contains(head, []byte(`"`+fr.Key+`"`)) {
			return fr.Read, nil
		}
		if bytes.Contains(head, []byte(opensanctions.Marks[0])) && bytes.Contains(head, []byte(opensanctions.Marks[1])) {
			return opensanctions.ReadFTM, nil
		}
	}
	for _, t := range tables {
		if hasHeader(head, t.comma, t.columns) {
			return t.read, nil
		}
	}
	return nil, errors.New("no list that is known: see docs/reference/lists.md for those that are")
}

// rootOf is the first element of an XML document, "" for anything else.
func rootOf(head []byte) string {
	if !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")) {
		return ""
	}
	d := xml.NewDecoder(bytes.NewReader(head))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		if t, ok := t.(xml.StartElement); ok {
			return t.Name.Local
		}
	}
}

// hasHeader tells whether one of the first rows holds the columns.
func hasHeader(head []byte, comma rune, columns []string) bool {
	c := csv.NewReader(bytes.NewReader(head))
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	for range 8 {
		row, err := c.Read()
		if err != nil {
			return false
		}
		held := 0
		for _, want := range columns {
			if slices.ContainsFunc(row, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), want) }) {
				held++
			}
		}
		if held == len(columns) {
			return true
		}
	}
	return false
}

// closed refuses OFSI's list of asset freeze targets: to screen by it would be to screen by what was in force in January
// 2026.
func closed(_ io.Reader, name string) (*list.List, error) {
	return nil, fmt.Errorf("%s: this is the ConList of OFSI, which was closed on 28 January 2026 and is not kept up: fetch the UK Sanctions List instead", name)
}

// maxPacked bounds a spreadsheet, packed: it is held in memory, because its directory is at the end.
const maxPacked = 64 << 20

func spreadsheet(in io.Reader, name string) (*list.List, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxPacked+1))
	if err != nil {
		return nil, fmt.Errorf("%s: read: %w", name, err)
	}
	if len(data) > maxPacked {
		return nil, fmt.Errorf("%s: a spreadsheet of more than %d MB, which no list is", name, maxPacked>>20)
	}
	return uk.ReadODS(data, name)
}
