package ofac

import (
	"io"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// EnhancedRoot is the name of the element that holds the list in the enhanced XML form (SDN_ENHANCED.XML,
// CONS_ENHANCED.XML) of OFAC's Sanctions List Service, in a name space that ends with enhancedSpace. The files of changes
// have the same root and another one.
const (
	EnhancedRoot  = "sanctionsData"
	enhancedSpace = "/ENHANCED_XML"
)

type enhanced struct {
	ID         string   `xml:"id,attr"`
	Kind       string   `xml:"generalInfo>entityType"`
	Remarks    string   `xml:"generalInfo>remarks"`
	Title      string   `xml:"generalInfo>title"`
	Programmes []string `xml:"sanctionsPrograms>sanctionsProgram"`
	Lists      []struct {
		Published string `xml:"datePublished,attr"`
		Name      string `xml:",chardata"`
	} `xml:"sanctionsLists>sanctionsList"`
	Names     []enhancedName    `xml:"names>name"`
	Addresses []enhancedAddress `xml:"addresses>address"`
	Features  []struct {
		Kind    string       `xml:"type"`
		Value   string       `xml:"value"`
		Period  *enhancedDay `xml:"valueDate"`
		Comment string       `xml:"comments"`
	} `xml:"features>feature"`
	Documents []struct {
		Kind    string       `xml:"type"`
		Number  string       `xml:"documentNumber"`
		Valid   string       `xml:"isValid"`
		Country string       `xml:"issuingCountry"`
		Issued  *enhancedDay `xml:"issueDate"`
		Expires *enhancedDay `xml:"expirationDate"`
		Comment string       `xml:"comments"`
	} `xml:"identityDocuments>identityDocument"`
}

type enhancedName struct {
	Primary      string `xml:"isPrimary"`
	Kind         string `xml:"aliasType"`
	Weak         string `xml:"isLowQuality"`
	Translations []struct {
		Primary string         `xml:"isPrimary"`
		Full    string         `xml:"formattedFullName"`
		Parts   []enhancedPart `xml:"nameParts>namePart"`
	} `xml:"translations>translation"`
}

type enhancedPart struct {
	Kind  string `xml:"type"`
	Value string `xml:"value"`
}

type enhancedAddress struct {
	Country      string `xml:"country"`
	Translations []struct {
		Primary string         `xml:"isPrimary"`
		Parts   []enhancedPart `xml:"addressParts>addressPart"`
	} `xml:"translations>translation"`
}

// enhancedDay is a period, as in the advanced form, with its edges written in ISO.
type enhancedDay struct {
	From        string `xml:"fromDateBegin"`
	To          string `xml:"toDateEnd"`
	Approximate string `xml:"isApproximate"`
}

func (d *enhancedDay) period() *period {
	edgeOf := func(day string) edge {
		p := append(strings.SplitN(source.Trim(day), "-", 3), "", "", "")
		at := date{p[0], p[1], p[2][:min(2, len(p[2]))]}
		return edge{From: at, To: at, Approximate: source.Trim(d.Approximate)}
	}
	return &period{Start: edgeOf(d.From), End: edgeOf(d.To)}
}

// ReadEnhanced reads the enhanced XML form entity by entity. Those that cannot be used are in Rejected; an error means
// that the file is no list, or is cut.
func ReadEnhanced(in io.Reader, file string) (*list.List, error) {
	c := collector{list: sdn(), file: file, at: map[string]int{}}
	onSDN, onOther := 0, 0
	err := source.XML(in, file, EnhancedRoot, func(e *source.Element) error {
		switch e.Name.Local {
		case EnhancedRoot:
			return e.InSpace(enhancedSpace)
		case "entities":
			return nil
		case "publicationInfo":
			var p struct {
				Date string `xml:"dataAsOf"`
			}
			err := e.Decode(&p)
			c.list.Published, _ = time.Parse(time.DateOnly, p.Date[:min(len(p.Date), 10)]) // zero when it is written otherwise
			return err
		case "entity":
			var raw enhanced
			if err := e.Decode(&raw); err != nil {
				return err
			}
			for _, l := range raw.Lists {
				if source.Trim(l.Name) == "SDN List" {
					onSDN++
				} else {
					onOther++
				}
			}
			c.take(raw.entry(e.Line))
			return nil
		}
		return e.Skip()
	})
	if err != nil {
		return nil, err
	}
	l, err := c.done()
	if err == nil && onOther > onSDN {
		MakeConsolidated(l)
	}
	return l, err
}

func (x *enhanced) entry(line int) list.Entry {
	e := list.Entry{ID: source.Trim(x.ID), Kind: kind(source.Trim(x.Kind)), Line: line, Remarks: source.Sentences(x.Title, x.Remarks)}
	for _, p := range x.Programmes {
		e.Programmes = source.Add(e.Programmes, source.Trim(p))
	}
	for _, l := range x.Lists {
		if d := source.Trim(l.Published); len(d) >= 10 && (e.Listed == "" || d[:10] < e.Listed) {
			e.Listed = d[:10]
		}
	}
	for i := range x.Names {
		x.Names[i].into(&e)
	}
	for i := range x.Addresses {
		e.Addresses = source.Add(e.Addresses, x.Addresses[i].address())
	}
	for _, d := range x.Documents {
		notes := []string{d.Comment}
		if source.Trim(d.Valid) == "false" {
			notes = append(notes, "fraudulent")
		}
		if d.Issued != nil {
			notes = append(notes, "issued "+d.Issued.period().day())
		}
		if d.Expires != nil {
			notes = append(notes, "expires "+d.Expires.period().day())
		}
		addIdentifier(&e, d.Kind, d.Number, d.Country, source.Sentences(notes...))
	}
	for _, f := range x.Features {
		addEnhanced(&e, source.Trim(f.Kind), source.Trim(f.Value), f.Period, source.Trim(f.Comment))
	}
	return e
}

func (n *enhancedName) into(e *list.Entry) {
	for i, t := range n.Translations {
		out := list.Name{
			Text: source.Trim(t.Full), Weak: source.Trim(n.Weak) == "true", Former: source.Trim(n.Kind) == "F.K.A.", Primary: source.Trim(n.Primary) == "true" && i == 0,
		}
		for _, p := range t.Parts {
			value := source.Trim(p.Value)
			switch source.Trim(p.Kind) {
			case "Last Name":
				out.Family = source.Joined(out.Family, value)
			case "First Name":
				out.Given = source.Joined(out.Given, value)
			case "Middle Name", "Patronymic", "Matronymic":
				out.Middle = source.Joined(out.Middle, value)
			}
		}
		if out.Given == "" {
			out.Family, out.Middle = "", ""
		}
		if out.Text != "" {
			e.Names = source.Add(e.Names, out)
		}
	}
}

// address is in the script that the list calls the first; a country that is told as a part is the country.
func (a *enhancedAddress) address() list.Address {
	out := list.Address{Country: known(a.Country)}
	for i, t := range a.Translations {
		if i > 0 && source.Trim(t.Primary) != "true" {
			continue
		}
		parts := map[string]string{}
		for _, p := range t.Parts {
			parts[source.Trim(p.Kind)] = p.Value
		}
		var texts []string
		for _, kind := range inOrder {
			texts = append(texts, parts[kind])
		}
		out.Text, out.City = source.Commas(texts...), source.Trim(parts["CITY"])
	}
	return out
}

func addEnhanced(e *list.Entry, kind, value string, days *enhancedDay, comment string) {
	switch kind {
	case "Birthdate":
		if days != nil {
			if b, ok := days.period().birth(); ok {
				e.Births = source.Add(e.Births, b)
				return
			}
		}
		if b, ok := birth(value); ok {
			e.Births = source.Add(e.Births, b)
			return
		}
		e.Remarks = source.Sentences(e.Remarks, "born "+value)
	case "Place of Birth":
		e.BirthPlaces = source.Add(e.BirthPlaces, value)
	case "Nationality Country", "Citizenship Country":
		e.Nations = source.Add(e.Nations, known(value))
	case "Title":
		e.Remarks = source.Sentences(e.Remarks, value)
	case "Location": // stands with the addresses
	default:
		addIdentifier(e, kind, value, "", comment)
	}
}
