package ofac

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// AdvancedRoot is the name of the element that holds the list in the advanced XML form (sdn_advanced.xml,
// cons_advanced.xml; the Advanced Sanctions Data Standard of the United Nations).
const AdvancedRoot = "Sanctions"

// reference is a word that the rest of the file names by its number.
type reference struct {
	ID          string `xml:"ID,attr"`
	PartyType   string `xml:"PartyTypeID,attr"`
	ISO         string `xml:"ISO2,attr"`
	Description string `xml:"Description,attr"`
	Text        string `xml:",chardata"`
}

// listed are the words that are needed of those that the file defines.
var listed = map[string]bool{
	"AliasType": true, "AreaCode": true, "Country": true, "DetailReference": true, "FeatureType": true, "IDRegDocDateType": true, "IDRegDocType": true, "List": true,
	"LocPartType": true, "NamePartType": true, "PartySubType": true, "PartyType": true, "SanctionsType": true, "Validity": true,
}

// advanced reads the sections in the order in which they stand: words, places, documents, parties, then their listings.
type advanced struct {
	collector
	words     map[string]map[string]reference // by kind and number
	places    map[string]spot                 // by number
	documents map[string][]list.Document      // by identity
	onSDN     int
	onOther   int
}

// ReadAdvanced reads the advanced XML form as a stream: places and documents are kept, parties are not. Parties that
// cannot be used are in Rejected; an error means that the file is no list, or is cut.
func ReadAdvanced(in io.Reader, file string) (*list.List, error) {
	a := &advanced{
		collector: collector{list: sdn(), file: file, at: map[string]int{}},
		words:     map[string]map[string]reference{}, places: map[string]spot{}, documents: map[string][]list.Document{},
	}
	if err := source.XML(in, file, AdvancedRoot, a.element); err != nil {
		return nil, err
	}
	if n := len(a.documents); n > 0 {
		a.reject(0, "documents of %d identities that are not in the list", n)
	}
	l, err := a.done()
	if err == nil && a.onOther > a.onSDN {
		MakeConsolidated(l)
	}
	return l, err
}

func (a *advanced) element(e *source.Element) error {
	switch name := e.Name.Local; name {
	case AdvancedRoot, "ReferenceValueSets", "Locations", "IDRegDocuments", "DistinctParties", "SanctionsEntries":
		return nil
	case "DateOfIssue":
		var d date
		err := e.Decode(&d)
		a.list.Published, _ = time.Parse(time.DateOnly, d.iso()) // zero when it is written otherwise
		return err
	case "Location":
		return a.location(e)
	case "IDRegDocument":
		return a.document(e)
	case "DistinctParty":
		var p party
		if err := e.Decode(&p); err != nil {
			return err
		}
		a.party(&p, e.Line)
		return nil
	case "SanctionsEntry":
		var s sanction
		if err := e.Decode(&s); err != nil {
			return err
		}
		a.sanction(&s, e.Line)
		return nil
	default:
		if kind, ok := strings.CutSuffix(name, "Values"); ok && listed[kind] {
			return nil
		}
		if !listed[name] {
			return e.Skip()
		}
		var r reference
		if err := e.Decode(&r); err != nil {
			return err
		}
		if a.words[name] == nil {
			a.words[name] = map[string]reference{}
		}
		r.Text = first(r.Text, r.ISO)
		a.words[name][r.ID] = r
		return nil
	}
}

// word is what a number stands for, "" when the file does not say.
func (a *advanced) word(kind, id string) string { return a.words[kind][id].Text }

// late refuses sections in an order in which they cannot be read as a stream.
func (a *advanced) late(e *source.Element) error {
	if len(a.at) > 0 {
		return fmt.Errorf("%s: line %d: a %s stands behind the parties: this is another version of the format", a.file, e.Line, e.Name.Local)
	}
	return nil
}

// spot is a place, with its country in words.
type spot struct {
	list.Address
	land string
}

type location struct {
	ID    string `xml:"ID,attr"`
	Areas []struct {
		ID string `xml:"AreaCodeID,attr"`
	} `xml:"LocationAreaCode"`
	Countries []struct {
		ID string `xml:"CountryID,attr"`
	} `xml:"LocationCountry"`
	Parts []struct {
		Kind   string `xml:"LocPartTypeID,attr"`
		Values []struct {
			Primary string `xml:"Primary,attr"`
			Text    string `xml:"Value"`
		} `xml:"LocationPartValue"`
	} `xml:"LocationPart"`
}

// inOrder are the parts of an address as they are written.
var inOrder = []string{"ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE", "Unknown"}

func (a *advanced) location(e *source.Element) error {
	if err := a.late(e); err != nil {
		return err
	}
	var l location
	if err := e.Decode(&l); err != nil {
		return err
	}
	parts := map[string]string{}
	for _, p := range l.Parts {
		for i, v := range p.Values { // the others are the same in other scripts
			if i == 0 || v.Primary == "true" {
				parts[a.word("LocPartType", p.Kind)] = v.Text
			}
		}
	}
	var texts []string
	for _, kind := range inOrder {
		texts = append(texts, parts[kind])
	}
	out := spot{Address: list.Address{Text: source.Commas(texts...), City: source.Trim(parts["CITY"])}}
	for _, c := range l.Areas {
		out.land = a.words["AreaCode"][c.ID].Description
	}
	for _, c := range l.Countries {
		if w := a.word("Country", c.ID); known(w) != "" {
			out.land = w
		}
	}
	out.Country = known(out.land)
	if code := known(out.Text); out.Country == "" && len(code) == 2 { // a country that is told as a place
		out.land, out.Country, out.Text = out.Text, code, ""
	}
	a.places[l.ID] = out
	return nil
}

type idDocument struct {
	Kind     string `xml:"IDRegDocTypeID,attr"`
	Identity string `xml:"IdentityID,attr"`
	Country  string `xml:"IssuedBy-CountryID,attr"`
	Validity string `xml:"ValidityID,attr"`
	Number   string `xml:"IDRegistrationNo"`
	Comment  string `xml:"Comment"`
	Dates    []struct {
		Kind   string `xml:"IDRegDocDateTypeID,attr"`
		Period period `xml:"DatePeriod"`
	} `xml:"DocumentDate"`
}

// document keeps a document until its holder comes. Its type is OFAC's word until then.
func (a *advanced) document(e *source.Element) error {
	if err := a.late(e); err != nil {
		return err
	}
	var d idDocument
	if err := e.Decode(&d); err != nil {
		return err
	}
	notes := []string{d.Comment}
	if v := a.word("Validity", d.Validity); v != "" && !strings.EqualFold(v, "valid") {
		notes = append(notes, strings.ToLower(v))
	}
	for _, t := range d.Dates {
		word := "expires "
		if strings.HasPrefix(a.word("IDRegDocDateType", t.Kind), "Issue") {
			word = "issued "
		}
		if day := t.Period.day(); day != "" {
			notes = append(notes, word+day)
		}
	}
	a.documents[d.Identity] = append(a.documents[d.Identity], list.Document{
		Type: a.word("IDRegDocType", d.Kind), Number: source.Trim(d.Number), Country: a.word("Country", d.Country), Note: source.Sentences(notes...),
	})
	return nil
}

type sanction struct {
	Profile string `xml:"ProfileID,attr"`
	List    string `xml:"ListID,attr"`
	Events  []struct {
		Date date `xml:"Date"`
	} `xml:"EntryEvent"`
	Measures []struct {
		Kind    string `xml:"SanctionsTypeID,attr"`
		Comment string `xml:"Comment"`
	} `xml:"SanctionsMeasure"`
}

func (a *advanced) sanction(s *sanction, line int) {
	if a.word("List", s.List) == "SDN List" {
		a.onSDN++
	} else {
		a.onOther++
	}
	at, ok := a.at[s.Profile]
	if !ok {
		a.reject(line, "listing of party %q, which is not in the list", s.Profile)
		return
	}
	e := &a.list.Entries[at]
	for _, m := range s.Measures {
		if a.word("SanctionsType", m.Kind) == "Program" {
			e.Programmes = source.Add(e.Programmes, source.Trim(m.Comment))
		}
	}
	for _, v := range s.Events {
		if day := v.Date.iso(); day != "" && (e.Listed == "" || day < e.Listed) {
			e.Listed = day
		}
	}
}
