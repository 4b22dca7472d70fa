package ofac

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Root is the name of the element that holds the list in the simple XML form (sdn.xml, consolidated.xml; schema
// sdnList.xsd).
const Root = "sdnList"

type sdnEntry struct {
	ID         string    `xml:"uid"`
	First      string    `xml:"firstName"`
	Last       string    `xml:"lastName"`
	Title      string    `xml:"title"`
	Kind       string    `xml:"sdnType"`
	Remarks    string    `xml:"remarks"`
	Programmes []string  `xml:"programList>program"`
	IDs        []sdnID   `xml:"idList>id"`
	Aliases    []aka     `xml:"akaList>aka"`
	Addresses  []address `xml:"addressList>address"`
	Nations    []string  `xml:"nationalityList>nationality>country"`
	Citizen    []string  `xml:"citizenshipList>citizenship>country"`
	Births     []string  `xml:"dateOfBirthList>dateOfBirthItem>dateOfBirth"`
	Places     []string  `xml:"placeOfBirthList>placeOfBirthItem>placeOfBirth"`
	Flag       string    `xml:"vesselInfo>vesselFlag"`
	Vessel     string    `xml:"vesselInfo>vesselType"`
}

type sdnID struct {
	Kind    string `xml:"idType"`
	Number  string `xml:"idNumber"`
	Country string `xml:"idCountry"`
	Issued  string `xml:"issueDate"`
	Expires string `xml:"expirationDate"`
}

type aka struct {
	Kind     string `xml:"type"`
	Category string `xml:"category"`
	First    string `xml:"firstName"`
	Last     string `xml:"lastName"`
}

type address struct {
	L1      string `xml:"address1"`
	L2      string `xml:"address2"`
	L3      string `xml:"address3"`
	City    string `xml:"city"`
	State   string `xml:"stateOrProvince"`
	Zip     string `xml:"postalCode"`
	Country string `xml:"country"`
}

// ReadXML reads the simple XML form entry by entry. Entries that cannot be used are in Rejected; an error means that the
// file is no list, or holds another number of entries than it says.
func ReadXML(in io.Reader, file string) (*list.List, error) {
	c := collector{list: sdn(), file: file, at: map[string]int{}}
	said, held := 0, 0
	err := source.XML(in, file, Root, func(e *source.Element) error {
		switch e.Name.Local {
		case Root:
			return nil
		case "publshInformation": // so it is written
			var p struct {
				Date  string `xml:"Publish_Date"`
				Count string `xml:"Record_Count"`
			}
			err := e.Decode(&p)
			c.list.Published, _ = time.Parse("01/02/2006", source.Trim(p.Date)) // zero when it is written otherwise
			said, _ = strconv.Atoi(source.Trim(p.Count))
			return err
		case "sdnEntry":
			held++
			var raw sdnEntry
			if err := e.Decode(&raw); err != nil {
				return err
			}
			c.take(raw.entry(e.Line))
			return nil
		}
		return e.Skip()
	})
	if err != nil {
		return nil, err
	}
	if said != 0 && said != held {
		return nil, fmt.Errorf("%s: the file says that it holds %d entries and holds %d: it is not whole: fetch it again", file, said, held)
	}
	l, err := c.done()
	if err == nil && IsConsolidated(file, l) {
		MakeConsolidated(l)
	}
	return l, err
}

// collector gathers entries and what is wrong with them.
type collector struct {
	list *list.List
	file string
	at   map[string]int // entry by number
}

func (c *collector) reject(line int, format string, args ...any) {
	c.list.Rejected = append(c.list.Rejected, list.Problem{File: c.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

// take tells whether the entry was taken.
func (c *collector) take(e list.Entry) bool {
	_, twice := c.at[e.ID]
	switch {
	case e.ID == "" || len(e.Names) == 0:
		c.reject(e.Line, "entry %q without a number or a name", e.ID)
	case twice:
		c.reject(e.Line, "entry %s stands twice: the first counts", e.ID)
	default:
		e.List = c.list.Name
		lead(e.Names)
		c.at[e.ID] = len(c.list.Entries)
		c.list.Entries = append(c.list.Entries, e)
		return true
	}
	return false
}

// lead puts the primary name first; where none is marked, the first is it.
func lead(names []list.Name) {
	for i := range names {
		if names[i].Primary {
			names[0], names[i] = names[i], names[0]
			return
		}
	}
	names[0].Primary = true
}

func (c *collector) done() (*list.List, error) {
	if len(c.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", c.file)
	}
	return c.list, nil
}

func (s *sdnEntry) entry(line int) list.Entry {
	e := list.Entry{ID: source.Trim(s.ID), Kind: kind(source.Trim(s.Kind)), Line: line, Remarks: source.Sentences(s.Title, s.Vessel, s.Remarks)}
	if n := nameOfParts(e.Kind, s.First, s.Last); n.Text != "" {
		n.Primary = true
		e.Names = append(e.Names, n)
	}
	for _, a := range s.Aliases {
		n := nameOfParts(e.Kind, a.First, a.Last)
		if n.Text == "" {
			continue
		}
		n.Weak = strings.EqualFold(source.Trim(a.Category), "weak")
		n.Former = strings.HasPrefix(strings.ToLower(source.Trim(a.Kind)), "f.k.a")
		e.Names = source.Add(e.Names, n)
	}
	for _, p := range s.Programmes {
		e.Programmes = source.Add(e.Programmes, source.Trim(p))
	}
	for _, i := range s.IDs {
		var notes []string
		if i.Issued != "" {
			notes = append(notes, "issued "+i.Issued)
		}
		if i.Expires != "" {
			notes = append(notes, "expires "+i.Expires)
		}
		addIdentifier(&e, i.Kind, i.Number, i.Country, source.Sentences(notes...))
	}
	for _, a := range s.Addresses {
		e.Addresses = source.Add(e.Addresses, list.Address{Text: source.Commas(a.L1, a.L2, a.L3, a.City, a.State, a.Zip), City: source.Trim(a.City), Country: known(a.Country)})
	}
	for _, n := range append(append(s.Nations, s.Citizen...), s.Flag) {
		e.Nations = source.Add(e.Nations, known(n))
	}
	for _, b := range s.Births {
		if d, ok := birth(source.Trim(b)); ok {
			e.Births = source.Add(e.Births, d)
		} else {
			e.Remarks = source.Sentences(e.Remarks, "born "+source.Trim(b))
		}
	}
	for _, p := range s.Places {
		e.BirthPlaces = source.Add(e.BirthPlaces, source.Trim(p))
	}
	return e
}

// known is a country's code, "" for the word that OFAC writes for an unknown one.
func known(country string) string {
	if country = source.Trim(country); strings.EqualFold(country, "undetermined") {
		return ""
	}
	return list.Country(country)
}

func nameOfParts(kind list.Kind, given, family string) list.Name {
	given, family = source.Trim(given), source.Trim(family)
	n := list.Name{Text: personName(family, given)}
	if kind == list.Person && given != "" {
		n.Family, n.Given = family, given
	}
	return n
}
