package uk

import (
	"io"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Columns are some of the 58 of the table: those by which it is known and without which it is of no use.
var Columns = []string{"Unique ID", "Name 6", "Name 1", "Name type", "Regime Name", "D.O.B"}

// Comma parts the fields of the CSV.
const Comma = ','

// ReadCSV reads the list as CSV, which has a row for each combination of an entry's names, addresses, dates and so on:
// thousands for some. The XML says the same in half the bytes.
func ReadCSV(in io.Reader, file string) (*list.List, error) {
	c := newCollector(file)
	t := c.table()
	problems, err := t.CSV(in, Comma)
	if err != nil {
		return nil, err
	}
	c.list.Rejected = append(c.list.Rejected, problems...)
	return c.done()
}

// table is the table of the CSV and of the ODS.
func (c *collector) table() *source.Table {
	return &source.Table{File: c.file, Need: Columns, Use: c.row, Head: func(cells []string) {
		text := source.Joined(cells...)
		for _, begins := range []string{"Report Date:", "Last Updated"} {
			if rest, ok := strings.CutPrefix(text, begins); ok {
				c.list.Published = publishedOn(rest)
			}
		}
	}}
}

func (c *collector) row(r source.Row) {
	id := r.Get("Unique ID")
	if id == "" {
		c.reject(r.Line, "row without a reference of its entry")
		return
	}
	i, known := c.at[id]
	if !known {
		kind, ok := kindOf(r.Get("Designation Type"))
		if !ok {
			kind, ok = kindOf(r.Get("Individual, Entity, Ship")) // its name before 2026
		}
		if !ok {
			kind = list.Other
		}
		i = len(c.list.Entries)
		c.at[id] = i
		c.list.Entries = append(c.list.Entries, list.Entry{List: short, ID: id, Kind: kind, Listed: dayOf(r.Get("Date Designated")), Line: r.Line})
	}
	fill(&c.list.Entries[i], r)
}

// fill adds what a row says beyond the rows before.
func fill(e *list.Entry, r source.Row) {
	e.Programmes = source.Add(e.Programmes, r.Get("Regime Name"))
	e.Names = source.Add(e.Names, nameOf(e.Kind, r.Get("Name 1"), []string{r.Get("Name 2"), r.Get("Name 3"), r.Get("Name 4"), r.Get("Name 5")}, r.Get("Name 6"), r.Get("Name type"), r.Get("Alias strength")))
	if s := r.Get("Name non-latin script"); s != "" {
		e.Names = source.Add(e.Names, list.Name{Text: s})
	}
	addAddress(e, [6]string{r.Get("Address Line 1"), r.Get("Address Line 2"), r.Get("Address Line 3"), r.Get("Address Line 4"), r.Get("Address Line 5"), r.Get("Address Line 6")},
		r.Get("Address Postal Code"), r.Get("Address Country"))
	each(r.Get("Email address"), func(v string) { e.Emails = source.Add(e.Emails, v) })
	each(r.Get("Website"), func(v string) { e.Websites = source.Add(e.Websites, v) })
	addBirth(e, r.Get("D.O.B"))
	addBirthPlace(e, r.Get("Town of birth"), r.Get("Country of birth"))
	addNation(e, r.Get("Nationality(/ies)"))
	addDocument(e, "passport", r.Get("Passport number"), r.Get("Passport additional information"))
	addDocument(e, "national-id", r.Get("National Identifier number"), r.Get("National Identifier additional information"))
	addRegistration(e, r.Get("Business registration number (s)"))
	addIMO(e, r.Get("IMO number"))
	addNation(e, r.Get("Current believed flag of ship"))
	var remarks []string
	for _, column := range []string{"Title", "Position", "Type of entity", "Type of ship"} {
		remarks = append(remarks, r.Get(column))
	}
	for _, s := range append(remarks, reference(r.Get("UN Reference Number")), r.Get("Other Information"), r.Get("UK Statement of Reasons")) {
		if !strings.Contains(e.Remarks, s) {
			e.Remarks = source.Sentences(e.Remarks, s)
		}
	}
}
