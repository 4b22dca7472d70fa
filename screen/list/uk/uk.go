// Package uk reads the UK Sanctions List that the Foreign, Commonwealth and Development Office publishes at
// https://www.gov.uk/government/publications/the-uk-sanctions-list in XML, CSV and ODS. Since 28 January 2026 it is the
// only list of the United Kingdom; OFSI's consolidated list (ConList) is closed and not read.
package uk

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// short is the short name of the list.
const short = "uk"

// collector gathers entries and what is wrong with them.
type collector struct {
	list *list.List
	file string
	at   map[string]int // entry by its reference

	unknown map[string]bool // elements that were named as unknown
}

func newCollector(file string) *collector {
	l := &list.List{Name: short, Title: "UK Sanctions List", Publisher: "Foreign, Commonwealth and Development Office"}
	return &collector{list: l, file: file, at: map[string]int{}, unknown: map[string]bool{}}
}

func (c *collector) reject(line int, format string, args ...any) {
	c.list.Rejected = append(c.list.Rejected, list.Problem{File: c.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

// done puts the primary names first and drops entries that have no name.
func (c *collector) done() (*list.List, error) {
	named := c.list.Entries[:0]
	for _, e := range c.list.Entries {
		if len(e.Names) == 0 {
			c.reject(e.Line, "entry %s without a name", e.ID)
			continue
		}
		slices.SortStableFunc(e.Names, func(a, b list.Name) int { return rank(a) - rank(b) })
		e.Names[0].Primary = true
		named = append(named, e)
	}
	c.list.Entries = named
	if len(named) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", c.file)
	}
	return c.list, nil
}

func rank(n list.Name) int {
	if n.Primary {
		return 0
	}
	return 1
}

// kinds are those of the list.
var kinds = map[string]list.Kind{"individual": list.Person, "entity": list.Company, "ship": list.Vessel}

func kindOf(s string) (list.Kind, bool) {
	k, ok := kinds[strings.ToLower(s)]
	return k, ok
}

// nameOf joins the six parts of a name: the sixth is a person's family name, or the whole name of anything else.
func nameOf(kind list.Kind, first string, between []string, last, sort, strength string) list.Name {
	middle := source.Joined(between...)
	n := list.Name{Text: source.Joined(first, middle, last)}
	if n.Text == "" {
		return list.Name{}
	}
	if kind == list.Person && n.Text != last { // a single name stands in the sixth part too
		n.Given, n.Middle, n.Family = first, middle, last
	}
	sort, strength = strings.ToLower(sort), strings.ToLower(strength)
	n.Primary = sort == "primary name"
	n.Weak = strings.HasPrefix(strength, "low")
	n.Former = strings.HasPrefix(sort, "f.k.a") || strings.HasPrefix(sort, "fka") || strings.Contains(sort, "former")
	return n
}

// birthOf reads "01/03/1958", "dd/mm/1945" and "00/03/1980".
func birthOf(s string) (list.Birth, bool) {
	var b list.Birth
	s = strings.ToLower(source.Trim(s))
	for _, about := range []string{"circa ", "approximately ", "c. "} {
		if rest, ok := strings.CutPrefix(s, about); ok {
			s, b.Circa = rest, true
		}
	}
	p := strings.Split(s, "/")
	if len(p) == 1 {
		p = []string{"", "", s}
	}
	if len(p) != 3 || len(p[2]) != 4 {
		return b, false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // letters stand for what is unknown
	b.Year, b.Month, b.Day = number(p[2]), number(p[1]), number(p[0])
	if b.Month > 12 || b.Day > 31 || b.Month < 0 || b.Day < 0 {
		return b, false
	}
	return b, b.Year > 0
}

// dayOf brings a date of the list to ISO, "" when it is none.
func dayOf(s string) string {
	for _, layout := range []string{"02/01/2006", time.DateOnly} {
		if t, err := time.Parse(layout, s[:min(len(s), 10)]); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// publishedOn reads the date of the list: "13-Feb-2026", "13/02/2026". It is zero when it is written otherwise.
func publishedOn(s string) time.Time {
	for _, layout := range []string{"02-Jan-2006", "2-Jan-2006", "02/01/2006", time.DateOnly} {
		if t, err := time.Parse(layout, source.Trim(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}

func addBirth(e *list.Entry, s string) {
	if s = source.Trim(s); s == "" {
		return
	}
	if b, ok := birthOf(s); ok {
		e.Births = source.Add(e.Births, b)
		return
	}
	e.Remarks = source.Sentences(e.Remarks, "born "+s)
}

func addBirthPlace(e *list.Entry, town, country string) {
	e.BirthPlaces = source.Add(e.BirthPlaces, source.Commas(town, country))
}

func addNation(e *list.Entry, s string) {
	e.Nations = source.Add(e.Nations, list.Country(source.Trim(s)))
}

func addDocument(e *list.Entry, kind, number, note string) {
	if number = source.Trim(number); number != "" {
		e.Documents = source.Add(e.Documents, list.Document{Type: kind, Number: number, Note: source.Trim(note)})
	}
}

// labelled is a number behind the word for it, as in "INN: 7710137066"; what says more than that is left as it is.
var labelled = regexp.MustCompile(`^([\pL][\pL /().-]{1,30}): ?([\w-]+)$`)

// addRegistration takes the number out of what is often a sentence.
func addRegistration(e *list.Entry, s string) {
	s = source.Trim(s)
	m := labelled.FindStringSubmatch(s)
	if m == nil {
		addDocument(e, "registration", s, "")
		return
	}
	kind := "registration"
	if strings.Contains(strings.ToUpper(m[1]), "INN") || strings.Contains(strings.ToUpper(m[1]), "TAX") {
		kind = "tax"
	}
	addDocument(e, kind, m[2], m[1])
}

// addIMO takes the number out of "IMO9999999".
func addIMO(e *list.Entry, s string) {
	addDocument(e, "imo", strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(source.Trim(s)), "IMO")), "")
}

// addAddress joins the six lines of an address: the sixth is the city when the list knows one.
func addAddress(e *list.Entry, lines [6]string, postcode, country string) {
	a := list.Address{Text: source.Commas(append(lines[:], postcode)...), City: source.Trim(lines[5]), Country: list.Country(source.Trim(country))}
	e.Addresses = source.Add(e.Addresses, a)
}

// each splits what stands in one field.
func each(s string, use func(string)) {
	for v := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == ',' || r == '|' || r == '\n' || r == ' ' }) {
		use(v)
	}
}
