// Package un reads the consolidated list of the United Nations Security Council in XML, whose schema is
// https://www.un.org/sc/resources/sc-sanctions.xsd.
package un

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
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
	Year string `xml:"YEAR"`
	From string `xml:"FROM_YEAR"`
	To   string `xml:"TO_YEAR"`
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
	seen := map[string]bool{}
	err := source.XML(in, file, Root, func(e *source.Element) error {
		switch e.Name.Local {
		case Root:
			l.Published, _ = time.Parse(time.RFC3339, e.Attribute("dateGenerated")) // zero when it is written otherwise
		case "INDIVIDUAL", "ENTITY":
			var raw entry
			if err := e.Decode(&raw); err != nil {
				return err
			}
			take(l, &raw, e.Name.Local == "INDIVIDUAL", seen, file, e.Line)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(l.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", file)
	}
	return l, nil
}

func take(l *list.List, raw *entry, person bool, seen map[string]bool, file string, line int) {
	out := raw.entry(person)
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
}

func (e *entry) entry(person bool) list.Entry {
	out := list.Entry{List: "un", ID: source.Trim(e.ID), Kind: list.Company, Programmes: []string{source.Trim(e.Programme)}, Listed: source.Trim(e.Listed)}
	if person {
		out.Kind = list.Person
	}
	out.Names = append(out.Names, list.Name{Text: source.Joined(e.First, e.Second, e.Third, e.Fourth), Primary: true})
	if s := source.Trim(e.Script); s != "" {
		out.Names = append(out.Names, list.Name{Text: s})
	}
	for _, a := range append(e.PersonAlias, e.EntityAlias...) {
		if n := source.Trim(a.Name); n != "" {
			out.Names = append(out.Names, list.Name{Text: n, Weak: source.Trim(a.Quality) == "Low", Former: source.Trim(a.Quality) == "f.k.a."})
		}
	}
	for _, p := range append(e.PersonPlace, e.EntityPlace...) {
		if a := (list.Address{Text: source.Commas(p.Street, p.City, p.State, p.Zip), City: source.Trim(p.City), Country: list.Country(p.Country)}); a.Text != "" || a.Country != "" {
			out.Addresses = append(out.Addresses, a)
		}
	}
	for _, p := range e.BirthPlaces {
		if s := source.Commas(p.City, p.State, p.Country); s != "" {
			out.BirthPlaces = append(out.BirthPlaces, s)
		}
	}
	for _, n := range e.Nations {
		if n = source.Trim(n); n != "" {
			out.Nations = append(out.Nations, list.Country(n))
		}
	}
	for _, b := range e.Births {
		if parsed, ok := b.birth(); ok {
			out.Births = append(out.Births, parsed)
		}
	}
	for _, d := range e.Documents {
		if n := source.Trim(d.Number); n != "" {
			out.Documents = append(out.Documents, list.Document{Type: kindOf(d.Type), Number: n, Country: list.Country(source.Joined(d.Country, d.Issued)), Note: source.Trim(d.Note)})
		}
	}
	out.Remarks = source.Joined(append(e.Designations, e.Comments)...)
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
	out := list.Birth{Year: year(b.Year), Circa: source.Trim(b.Type) == "APPROXIMATELY"}
	if from := year(b.From); from != 0 {
		out.Year, out.Until = from, year(b.To)
	}
	if t, err := time.Parse(time.DateOnly, source.Trim(b.Date)[:min(10, len(source.Trim(b.Date)))]); err == nil {
		out.Year, out.Month, out.Day = t.Year(), int(t.Month()), t.Day()
	}
	return out, out.Year != 0
}

// year is 0 for what is none.
func year(s string) int {
	n, err := strconv.Atoi(source.Trim(s))
	if err != nil || n < 0 || n > 9999 {
		return 0
	}
	return n
}
