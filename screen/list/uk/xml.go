package uk

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Root is the name of the element that holds the list.
const Root = "Designations"

type designation struct {
	ID       string `xml:"UniqueID"`
	UN       string `xml:"UNReferenceNumber"`
	Listed   string `xml:"DateDesignated"`
	Kind     string `xml:"IndividualEntityShip"`
	Regime   string `xml:"RegimeName"`
	Other    string `xml:"OtherInformation"`
	Reasons  string `xml:"UKStatementofReasons"`
	Names    []name `xml:"Names>Name"`
	NonLatin []struct {
		Name string `xml:"NameNonLatinScript"`
	} `xml:"NonLatinNames>NonLatinName"`
	Titles    []string  `xml:"Titles>Title"`
	Addresses []address `xml:"Addresses>Address"`
	Emails    []string  `xml:"EmailAddresses>EmailAddress"`
	Websites  []string  `xml:"Websites>Website"`
	Person    []person  `xml:"IndividualDetails>Individual"`
	Numbers   []string  `xml:"EntityDetails>Entity>BusinessRegistrationNumbers>BusinessRegistrationNumber"`
	Sorts     []string  `xml:"EntityDetails>Entity>TypeOfEntities>TypeOfEntity"`
	Ships     []ship    `xml:"ShipDetails>Ship"`

	// What is known and not kept.
	Updated    struct{} `xml:"LastUpdated"`
	Group      struct{} `xml:"OFSIGroupID"`
	Source     struct{} `xml:"DesignationSource"`
	Imposed    struct{} `xml:"SanctionsImposed"`
	Indicators struct{} `xml:"SanctionsImposedIndicators"`
	Phones     struct{} `xml:"PhoneNumbers"`

	Unknown []node `xml:",any"`
}

// node is an element that this version does not know.
type node struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Nodes   []node `xml:",any"`
}

// says tells whether there is any text in it.
func (n *node) says() bool {
	return strings.TrimSpace(n.Text) != "" || slices.ContainsFunc(n.Nodes, func(n node) bool { return n.says() })
}

type name struct {
	First    string `xml:"Name1"`
	Second   string `xml:"Name2"`
	Third    string `xml:"Name3"`
	Fourth   string `xml:"Name4"`
	Fifth    string `xml:"Name5"`
	Last     string `xml:"Name6"`
	Sort     string `xml:"NameType"`
	Strength string `xml:"AliasStrength"`
}

type address struct {
	L1       string `xml:"AddressLine1"`
	L2       string `xml:"AddressLine2"`
	L3       string `xml:"AddressLine3"`
	L4       string `xml:"AddressLine4"`
	L5       string `xml:"AddressLine5"`
	L6       string `xml:"AddressLine6"`
	Postcode string `xml:"AddressPostalCode"`
	Country  string `xml:"AddressCountry"`
}

type person struct {
	Births    []string `xml:"DOBs>DOB"`
	Nations   []string `xml:"Nationalities>Nationality"`
	Positions []string `xml:"Positions>Position"`
	Passports []struct {
		Number string `xml:"PassportNumber"`
		Note   string `xml:"PassportAdditionalInformation"`
	} `xml:"PassportDetails>Passport"`
	IDs []struct {
		Number string `xml:"NationalIdentifierNumber"`
		Note   string `xml:"NationalIdentifierAdditionalInformation"`
	} `xml:"NationalIdentifierDetails>NationalIdentifier"`
	Places []struct {
		Town    string `xml:"TownOfBirth"`
		Country string `xml:"CountryOfBirth"`
	} `xml:"BirthDetails>Location"`
}

type ship struct {
	IMO   []string `xml:"IMONumbers>IMONumber"`
	Flags []string `xml:"CurrentBelievedFlagOfShips>CurrentBelievedFlagOfShip"`
	Types []string `xml:"TypeOfShipDetails>TypeOfShip"`
}

// ReadXML reads the list entry by entry. Entries that cannot be used are in Rejected; an error means that the file is no
// list, or is cut.
func ReadXML(in io.Reader, file string) (*list.List, error) {
	c := newCollector(file)
	err := source.XML(in, file, Root, func(e *source.Element) error {
		switch e.Name.Local {
		case Root:
			return nil
		case "DateGenerated":
			var date string
			err := e.Decode(&date)
			c.list.Published = publishedOn(date)
			return err
		case "Designation":
			var d designation
			if err := e.Decode(&d); err != nil {
				return err
			}
			c.take(&d, e.Line)
			return nil
		}
		return e.Skip()
	})
	if err != nil {
		return nil, err
	}
	return c.done()
}

func (c *collector) take(d *designation, line int) {
	id := source.Trim(d.ID)
	kind, known := kindOf(source.Trim(d.Kind))
	_, twice := c.at[id]
	switch {
	case id == "":
		c.reject(line, "entry without a reference")
	case twice:
		c.reject(line, "entry %s stands twice: the first counts", id)
	default:
		if !known {
			kind = list.Other
		}
		c.at[id] = len(c.list.Entries)
		c.list.Entries = append(c.list.Entries, d.entry(id, kind, line))
		for i := range d.Unknown {
			if n := &d.Unknown[i]; n.says() && !c.unknown[n.XMLName.Local] {
				c.unknown[n.XMLName.Local] = true
				c.reject(line, "the element %s is not known to this version and is not kept; the entries are", n.XMLName.Local)
			}
		}
	}
}

func (d *designation) entry(id string, kind list.Kind, line int) list.Entry {
	e := list.Entry{List: short, ID: id, Kind: kind, Listed: dayOf(source.Trim(d.Listed)), Line: line}
	e.Programmes = source.Add(e.Programmes, source.Trim(d.Regime))
	for _, n := range d.Names {
		e.Names = source.Add(e.Names, nameOf(kind, source.Trim(n.First), []string{n.Second, n.Third, n.Fourth, n.Fifth}, source.Trim(n.Last), source.Trim(n.Sort), source.Trim(n.Strength)))
	}
	for _, n := range d.NonLatin {
		if s := source.Trim(n.Name); s != "" {
			e.Names = source.Add(e.Names, list.Name{Text: s})
		}
	}
	for _, a := range d.Addresses {
		addAddress(&e, [6]string{a.L1, a.L2, a.L3, a.L4, a.L5, a.L6}, a.Postcode, a.Country)
	}
	for _, s := range d.Emails {
		each(s, func(v string) { e.Emails = source.Add(e.Emails, v) })
	}
	for _, s := range d.Websites {
		each(s, func(v string) { e.Websites = source.Add(e.Websites, v) })
	}
	for i := range d.Person {
		d.Person[i].into(&e)
	}
	for _, n := range d.Numbers {
		addRegistration(&e, n)
	}
	remarks := append(d.Titles, d.Sorts...)
	for _, s := range d.Ships {
		for _, n := range s.IMO {
			addIMO(&e, n)
		}
		for _, f := range s.Flags {
			addNation(&e, f)
		}
		remarks = append(remarks, s.Types...)
	}
	e.Remarks = source.Sentences(append(append([]string{e.Remarks}, remarks...), reference(d.UN), d.Other, d.Reasons)...)
	return e
}

// reference names the entry of the United Nations that this one follows.
func reference(un string) string {
	if un = source.Trim(un); un != "" {
		return "UN reference " + un
	}
	return ""
}

func (p *person) into(e *list.Entry) {
	for _, b := range p.Births {
		addBirth(e, b)
	}
	for _, l := range p.Places {
		addBirthPlace(e, l.Town, l.Country)
	}
	for _, n := range p.Nations {
		addNation(e, n)
	}
	for _, d := range p.Passports {
		addDocument(e, "passport", d.Number, d.Note)
	}
	for _, d := range p.IDs {
		addDocument(e, "national-id", d.Number, d.Note)
	}
	e.Remarks = source.Sentences(append([]string{e.Remarks}, p.Positions...)...)
}
