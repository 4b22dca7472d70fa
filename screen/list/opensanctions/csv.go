package opensanctions

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Columns are those by which targets.simple.csv is known and without which it is of no use.
var Columns = []string{"id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "sanctions"}

// Comma parts the fields.
const Comma = ','

// ReadCSV reads targets.simple.csv. It does not tell weak aliases from others, nor what an identifier is, nor which
// country somebody belongs to: prefer entities.ftm.json.
func ReadCSV(in io.Reader, file string) (*list.List, error) {
	c := newCollector(file)
	t := source.Table{File: file, Need: Columns, Use: c.row}
	problems, err := t.CSV(in, Comma)
	if err != nil {
		return nil, err
	}
	c.list.Rejected = append(c.list.Rejected, problems...)
	return c.done()
}

func (c *collector) row(r source.Row) {
	c.seen(r.Get("last_seen"))
	programmes, sanctions := c.values(r, "program_ids"), c.values(r, "sanctions")
	if len(programmes)+len(sanctions) == 0 {
		c.without++
		return
	}
	e := list.Entry{List: short, ID: r.Get("id"), Kind: kindOf(r.Get("schema")), Line: r.Line, Programmes: programmes, Remarks: source.Sentences(sanctions...)}
	if n := r.Get("name"); n != "" {
		e.Names = append(e.Names, list.Name{Text: n, Primary: true})
		for _, a := range c.values(r, "aliases") {
			if a != n {
				e.Names = source.Add(e.Names, list.Name{Text: a})
			}
		}
	}
	for _, b := range c.values(r, "birth_date") {
		addBirth(&e, b)
	}
	for _, n := range c.values(r, "countries") {
		addNation(&e, n)
	}
	for _, a := range c.values(r, "addresses") {
		e.Addresses = source.Add(e.Addresses, list.Address{Text: a})
	}
	for _, i := range c.values(r, "identifiers") {
		if e.Kind == list.Wallet {
			e.Wallets = source.Add(e.Wallets, list.WalletAddress{Address: i})
		} else {
			e.Documents = source.Add(e.Documents, list.Document{Type: "other", Number: i})
		}
	}
	e.Emails = c.values(r, "emails")
	c.take(e)
}

// values takes apart what stands in one field: parted by semicolons, in quotation marks where a value holds one.
func (c *collector) values(r source.Row, column string) []string {
	field := r.Get(column)
	if field == "" {
		return nil
	}
	in := csv.NewReader(strings.NewReader(field))
	in.Comma, in.FieldsPerRecord = ';', -1
	row, err := in.Read()
	if err != nil {
		c.reject(r.Line, "the field %s cannot be taken apart (%v): it counts as one value", column, err)
		row = []string{field}
	}
	var out []string
	for _, v := range row {
		out = source.Add(out, source.Trim(v))
	}
	return out
}
