// Package un reads the consolidated list of the United Nations Security Council in XML, whose schema is
// https://www.un.org/sc/resources/sc-sanctions.xsd.
package un

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
)

// Root is the name of the element that holds the list.
const Root = "CONSOLIDATED_LIST"

// entry is an INDIVIDUAL or an ENTITY.
type entry struct {
	ID           string     `xml:"REFERENCE_NUMBER"`
	Programme    string     `xml:"UN_LIST_TYPE"`
	Listed       string     `xml:"LISTED_ON"`
	First        string     `xml:"FIRST_NAME"`
	Second       string     `xml:"SECOND_NAME"`
	Third        string     `xml:"THIRD_NAME"`
	Fourth       string     `xml:"FOURTH_NAME"`
	Script       string     `xml:"NAME_ORIGINAL_SCRIPT"`
	Comments     string     `xml:"COMMENTS1"`
	Designations []string   `xml:"DESIGNATION>VALUE"`
	Nations      []string   `xml:"NATIONALITY>VALUE"`
	PersonAlias  []alias    `xml:"INDIVIDUAL_ALIAS"`
	EntityAlias  []alias    `xml:"ENTITY_ALIAS"`
	PersonPlace  []place    `xml:"INDIVIDUAL_ADDRESS"`
	EntityPlace  []place    `xml:"ENTITY_ADDRESS"`
	Births       []birth    `xml:"INDIVIDUAL_DATE_OF_BIRTH"`
	BirthPlaces  []place    `xml:"INDIVIDUAL_PLACE_OF_BIRTH"`
	Documents    []document `xml:"INDIVIDUAL_DOCUMENT"`
}

type alias struct {
	Quality string `xml:"QUALITY"`
	Name    string `xml:"ALIAS_NAME"`
}

type place struct {
	Street  string `xml:"STREET"`
	City    string `xml:"CITY"`
	State   string `xml:"STATE_PROVINCE"`
	Zip     string `xml:"ZIP_CODE"`
	Country string `xml:"COUNTRY"`
	Note    string `xml:"NOTE"`
}

type birth struct {
	Type string `xml:"TYPE_OF_DATE"`
	Date string `xml:"DATE"`
	Year int    `xml:"YEAR"`
	From int    `xml:"FROM_YEAR"`
	To   int    `xml:"TO_YEAR"`
}

type document struct {
	Type    string `xml:"TYPE_OF_DOCUMENT"`
	Number  string `xml:"NUMBER"`
	Country string `xml:"ISSUING_COUNTRY"`
	Issued  string `xml:"COUNTRY_OF_ISSUE"`
	Note    string `xml:"NOTE"`
}

// Read reads the list entry by entry. Entries that cannot be used are in Rejected; an error means that the file is no
// list, or is cut. Documents that declare types or entities of their own are refused.
func Read(in io.Reader, file string) (*list.List, error) {
	l := &list.List{Name: "un", Title: "United Nations Security Council Consolidated List", Publisher: "United Nations Security Council"}
	d := xml.NewDecoder(in)
	seen := map[string]bool{}
	closed := false
	for {
		line, _ := d.InputPos()
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: the file is cut or damaged (%w): fetch it again", file, line, err)
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, fmt.Errorf("%s: line %d: the file declares types or entities, which the list never does: fetch it again", file, line)
		case xml.EndElement:
			closed = closed || t.Name.Local == Root
		case xml.StartElement:
			if err := start(d, t, l, seen, file, line); err != nil {
				return nil, err
			}
		}
	}
	if !closed || len(l.Entries) == 0 {
		return nil, fmt.Errorf("%s: %d entries and no end of the list: fetch it again", file, len(l.Entries))
	}
	return l, nil
}

func start(d *xml.Decoder, t xml.StartElement, l *list.List, seen map[string]bool, file string, line int) error {
	switch t.Name.Local {
	case Root:
		for _, a := range t.Attr {
			if a.Name.Local == "dateGenerated" {
				l.Published, _ = time.Parse(time.RFC3339, a.Value) // zero when it is written otherwise
			}
		}
		return nil
	case "INDIVIDUAL", "ENTITY":
	default:
		return nil
	}
	var e entry
	if err := d.DecodeElement(&e, &t); err != nil {
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			return fmt.Errorf("%s: line %d: the file is cut or damaged (%w): fetch it again", file, syntax.Line, err)
		}
		l.Rejected = append(l.Rejected, list.Problem{File: file, Line: line, Reason: err.Error()})
		return nil
	}
	out := e.entry(t.Name.Local == "INDIVIDUAL")
	out.Line = line
	switch {
	case out.ID == "" || out.Names[0].Text == "":
		l.Rejected = append(l.Rejected, list.Problem{File: file, Line: line, Reason: "entry without a reference or a name"})
	case seen[out.ID]:
		l.Rejected = append(l.Rejected, list.Problem{File: file, Line: line, Reason: fmt.Sprintf("entry %s stands twice: the first counts", out.ID)})
	default:
		seen[out.ID] = true
		l.Entries = append(l.Entries, out)
	}
	return nil
}

func (e *entry) entry(person bool) list.Entry {
	out := list.Entry{List: "un", ID: trim(e.ID), Kind: list.Company, Programmes: []string{trim(e.Programme)}, Listed: trim(e.Listed)}
	if person {
		out.Kind = list.Person
	}
	out.Names = append(out.Names, list.Name{Text: joined(e.First, e.Second, e.Third, e.Fourth), Primary: true})
	if s := trim(e.Script); s != "" {
		out.Names = append(out.Names, list.Name{Text: s})
	}
	for _, a := range append(e.PersonAlias, e.EntityAlias...) {
		if n := trim(a.Name); n != "" {
			out.Names = append(out.Names, list.Name{Text: n, Weak: trim(a.Quality) == "Low", Former: trim(a.Quality) == "f.k.a."})
		}
	}
	for _, p := range append(e.PersonPlace, e.EntityPlace...) {
		if a := (list.Address{Text: commas(p.Street, p.City, p.State, p.Zip), City: trim(p.City), Country: list.Country(p.Country)}); a.Text != "" || a.Country != "" {
			out.Addresses = append(out.Addresses, a)
		}
	}
	for _, p := range e.BirthPlaces {
		if s := commas(p.City, p.State, p.Country); s != "" {
			out.BirthPlaces = append(out.BirthPlaces, s)
		}
	}
	for _, n := range e.Nations {
		if n = trim(n); n != "" {
			out.Nations = append(out.Nations, list.Country(n))
		}
	}
	for _, b := range e.Births {
		if parsed, ok := b.birth(); ok {
			out.Births = append(out.Births, parsed)
		}
	}
	for _, d := range e.Documents {
		if n := trim(d.Number); n != "" {
			out.Documents = append(out.Documents, list.Document{Type: kindOf(d.Type), Number: n, Country: list.Country(joined(d.Country, d.Issued)), Note: trim(d.Note)})
		}
	}
	out.Remarks = joined(append(e.Designations, e.Comments)...)
	return out
}

// kindOf brings the kinds of documents, which stand in three languages, to ours.
func kindOf(s string) string {
	switch s = strings.ToLower(s); {
	case strings.Contains(s, "pass") || strings.Contains(s, "pasaporte"):
		return "passport"
	case strings.Contains(s, "identification"):
		return "national-id"
	}
	return "other"
}

func (b *birth) birth() (list.Birth, bool) {
	out := list.Birth{Year: b.Year, Circa: trim(b.Type) == "APPROXIMATELY"}
	if b.From != 0 {
		out.Year, out.Until = b.From, b.To
	}
	if t, err := time.Parse(time.DateOnly, trim(b.Date)[:min(10, len(trim(b.Date)))]); err == nil {
		out.Year, out.Month, out.Day = t.Year(), int(t.Month()), t.Day()
	}
	return out, out.Year != 0
}

func trim(s string) string { return strings.Join(strings.Fields(s), " ") }

func joined(parts ...string) string { return trim(strings.Join(parts, " ")) }

func commas(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = trim(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}
