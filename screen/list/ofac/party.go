package ofac

import (
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// party is a DistinctParty of the advanced form.
type party struct {
	Comment string `xml:"Comment"`
	Profile struct {
		ID         string     `xml:"ID,attr"`
		SubType    string     `xml:"PartySubTypeID,attr"`
		Identities []identity `xml:"Identity"`
		Features   []feature  `xml:"Feature"`
	} `xml:"Profile"`
}

type identity struct {
	ID     string `xml:"ID,attr"`
	Groups []struct {
		ID   string `xml:"ID,attr"`
		Kind string `xml:"NamePartTypeID,attr"`
	} `xml:"NamePartGroups>MasterNamePartGroup>NamePartGroup"`
	Aliases []alias `xml:"Alias"`
}

type alias struct {
	Kind    string `xml:"AliasTypeID,attr"`
	Primary string `xml:"Primary,attr"`
	Weak    string `xml:"LowQuality,attr"`
	Names   []struct {
		Parts []struct {
			Value struct {
				Group string `xml:"NamePartGroupID,attr"`
				Text  string `xml:",chardata"`
			} `xml:"NamePartValue"`
		} `xml:"DocumentedNamePart"`
	} `xml:"DocumentedName"`
}

type feature struct {
	Kind     string `xml:"FeatureTypeID,attr"`
	Versions []struct {
		Comment string   `xml:"Comment"`
		Periods []period `xml:"DatePeriod"`
		Details []struct {
			Reference string `xml:"DetailReferenceID,attr"`
			Text      string `xml:",chardata"`
		} `xml:"VersionDetail"`
		Places []struct {
			ID string `xml:"LocationID,attr"`
		} `xml:"VersionLocation"`
	} `xml:"FeatureVersion"`
}

// kindOf is told by the sub-type of a party and, where that is unknown, by its type.
func (a *advanced) kindOf(subType string) list.Kind {
	sub := a.words["PartySubType"][subType]
	if sub.Text == "Unknown" {
		return kind(a.word("PartyType", sub.PartyType))
	}
	return kind(sub.Text)
}

func (a *advanced) party(p *party, line int) {
	e := list.Entry{ID: p.Profile.ID, Kind: a.kindOf(p.Profile.SubType), Line: line, Remarks: source.Trim(p.Comment)}
	for i := range p.Profile.Identities {
		id := &p.Profile.Identities[i]
		a.names(&e, id)
		for _, d := range a.documents[id.ID] {
			addIdentifier(&e, d.Type, d.Number, d.Country, d.Note)
		}
		delete(a.documents, id.ID)
	}
	for i := range p.Profile.Features {
		a.feature(&e, &p.Profile.Features[i])
	}
	a.take(e)
}

func (a *advanced) names(e *list.Entry, id *identity) {
	kinds := map[string]string{}
	for _, g := range id.Groups {
		kinds[g.ID] = a.word("NamePartType", g.Kind)
	}
	for _, al := range id.Aliases {
		for i, d := range al.Names {
			n := list.Name{Weak: al.Weak == "true", Former: a.word("AliasType", al.Kind) == "F.K.A.", Primary: al.Primary == "true" && i == 0}
			var all []string
			for _, p := range d.Parts {
				text := source.Trim(p.Value.Text)
				all = append(all, text)
				switch kinds[p.Value.Group] {
				case "Last Name":
					n.Family = source.Joined(n.Family, text)
				case "First Name":
					n.Given = source.Joined(n.Given, text)
				case "Middle Name", "Patronymic", "Matronymic":
					n.Middle = source.Joined(n.Middle, text)
				}
			}
			n.Text = source.Joined(all...)
			if full := source.Joined(n.Family, n.Given, n.Middle); e.Kind == list.Person && len(full) == len(n.Text) && isLatin(full) {
				n.Text = personName(n.Family, source.Joined(n.Given, n.Middle))
			}
			if n.Given == "" {
				n.Family, n.Middle = "", ""
			}
			if n.Text != "" {
				e.Names = source.Add(e.Names, n)
			}
		}
	}
}

// isLatin tells whether a name is in Latin letters, in which OFAC puts a comma behind the family name.
func isLatin(s string) bool {
	for _, r := range s {
		if r > 0x24f {
			return false
		}
	}
	return true
}

func (a *advanced) feature(e *list.Entry, f *feature) {
	kind := a.word("FeatureType", f.Kind)
	for _, v := range f.Versions {
		for _, p := range v.Periods {
			switch b, ok := p.birth(); {
			case kind != "Birthdate":
				e.Remarks = source.Sentences(e.Remarks, source.Joined(strings.TrimRight(kind, ":- "), p.day()))
			case ok:
				e.Births = source.Add(e.Births, b)
			}
		}
		for _, l := range v.Places {
			place, ok := a.places[l.ID]
			if !ok {
				a.reject(e.Line, "party %s: the place %s of its %s is not in the list", e.ID, l.ID, kind)
				continue
			}
			addPlace(e, kind, place)
		}
		for _, d := range v.Details {
			text := source.Trim(d.Text)
			if text == "" {
				text = a.word("DetailReference", d.Reference)
			}
			if kind == "Title" {
				e.Remarks = source.Sentences(e.Remarks, text)
			} else {
				addIdentifier(e, kind, text, "", source.Trim(v.Comment))
			}
		}
	}
}

func addPlace(e *list.Entry, kind string, p spot) {
	switch kind {
	case "Location":
		e.Addresses = source.Add(e.Addresses, p.Address)
	case "Place of Birth":
		e.BirthPlaces = source.Add(e.BirthPlaces, source.Commas(p.Text, p.land))
	case "Nationality Country", "Citizenship Country", "Nationality of Registration", "Registration Country", "Vessel Flag":
		e.Nations = source.Add(e.Nations, first(p.Country, known(p.Text)))
	default:
		e.Remarks = source.Sentences(e.Remarks, source.Joined(strings.TrimRight(kind, ":- "), source.Commas(p.Text, p.land)))
	}
}
