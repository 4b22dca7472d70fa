package seco

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// subject is the individual, entity or object of a target.
type subject struct {
	Sort       string     `xml:"object-type,attr"`
	Identities []identity `xml:"identity"`
	Reasons    []string   `xml:"justification"`
	Other      []string   `xml:"other-information"`
}

// identity is what somebody is known as; a target has a main one and sometimes others.
type identity struct {
	Main        string     `xml:"main,attr"`
	Names       []name     `xml:"name"`
	Births      []birth    `xml:"day-month-year"`
	BirthPlaces []located  `xml:"place-of-birth"`
	Addresses   []located  `xml:"address"`
	Nations     []country  `xml:"nationality>country"`
	Documents   []document `xml:"identification-document"`
}

type birth struct {
	Day      string `xml:"day,attr"`
	Month    string `xml:"month,attr"`
	Year     string `xml:"year,attr"`
	Calendar string `xml:"calendar,attr"`
	Quality  string `xml:"quality,attr"`
}

type country struct {
	ISO  string `xml:"iso-code,attr"`
	Text string `xml:",chardata"`
}

func (c *country) code() string {
	if iso := source.Trim(c.ISO); len(iso) == 2 {
		return iso
	}
	return list.Country(source.Trim(c.Text))
}

type document struct {
	Kind   string `xml:"document-type,attr"`
	Number string `xml:"number"`
	Issuer struct {
		Code string `xml:"code,attr"`
		Text string `xml:",chardata"`
	} `xml:"issuer"`
	Expires string `xml:"expiry-date"`
	Remark  string `xml:"remark"`
}

// place is where something is; addresses name it by its number.
type place struct {
	ID       string  `xml:"ssid,attr"`
	Location string  `xml:"location"`
	Area     string  `xml:"area"`
	Country  country `xml:"country"`
}

// located is an address or a place of birth.
type located struct {
	Place   string  `xml:"place-id,attr"`
	Care    string  `xml:"c-o"`
	Details string  `xml:"address-details"`
	Box     string  `xml:"p-o-box"`
	Zip     string  `xml:"zip-code"`
	Remarks string  `xml:"remarks"`
	Town    string  `xml:"location"`
	Area    string  `xml:"area"`
	Country country `xml:"country"`
}

// pending is an address that waits for its place, which stands at the end of the file.
type pending struct {
	located
	entry int
	birth bool
}

func (s *subject) named() bool {
	for _, i := range s.Identities {
		for _, n := range i.Names {
			if len(n.spelled()) > 0 {
				return true
			}
		}
	}
	return false
}

var imo = regexp.MustCompile(`(?i)\bIMO\b\D{0,20}(\d{7})\b`)

func (s *subject) into(e *list.Entry, later func(pending)) {
	var remarks []string
	for i := range s.Identities {
		remarks = append(remarks, s.Identities[i].into(e, later)...)
	}
	slices.SortStableFunc(e.Names, func(a, b list.Name) int { return rank(a) - rank(b) })
	for i := range e.Names { // the first only
		e.Names[i].Primary = i == 0
	}
	remarks = append(append(remarks, s.Other...), s.Reasons...)
	if e.Kind == list.Vessel || e.Kind == list.Aircraft {
		for _, o := range s.Other {
			for _, m := range imo.FindAllStringSubmatch(o, -1) {
				e.Documents = source.Add(e.Documents, list.Document{Type: "imo", Number: m[1]})
			}
		}
	}
	e.Remarks = source.Sentences(remarks...)
}

func rank(n list.Name) int {
	if n.Primary {
		return 0
	}
	return 1
}

// into adds an identity; what has no place of its own comes back for the remarks.
func (i *identity) into(e *list.Entry, later func(pending)) (remarks []string) {
	for _, n := range i.Names {
		for _, s := range n.names(e.Kind == list.Person, i.Main != "false") {
			e.Names = source.Add(e.Names, s)
		}
		remarks = append(remarks, n.titles()...)
	}
	for _, b := range i.Births {
		if c := strings.ToLower(b.Calendar); c != "" && c != "gregorian" {
			remarks = append(remarks, "born "+source.Joined(b.Day, b.Month, b.Year, "in the calendar", b.Calendar))
			continue
		}
		if d := (list.Birth{Year: number(b.Year), Month: number(b.Month), Day: number(b.Day), Circa: b.Quality == "low"}); d.Year != 0 {
			e.Births = source.Add(e.Births, d)
		}
	}
	for _, n := range i.Nations {
		e.Nations = source.Add(e.Nations, n.code())
	}
	for _, d := range i.Documents {
		d.into(e)
	}
	for _, a := range i.Addresses {
		later(pending{located: a})
		remarks = append(remarks, a.Remarks)
	}
	for _, p := range i.BirthPlaces {
		later(pending{located: p, birth: true})
		remarks = append(remarks, p.Remarks)
	}
	return remarks
}

func number(s string) int {
	n, err := strconv.Atoi(source.Trim(s))
	if err != nil || n < 0 || n > 9999 {
		return 0
	}
	return n
}

func (d *document) into(e *list.Entry) {
	out := list.Document{Type: "other", Number: source.Trim(d.Number), Country: list.Country(source.Trim(d.Issuer.Text))}
	if out.Number == "" {
		return
	}
	if code := source.Trim(d.Issuer.Code); len(code) == 2 {
		out.Country = code
	}
	switch kind := strings.ToLower(d.Kind); {
	case strings.Contains(kind, "passport"):
		out.Type = "passport"
	case strings.HasPrefix(kind, "id-") || strings.Contains(kind, "identity"):
		out.Type = "national-id"
	}
	note := d.Remark
	if x := source.Trim(d.Expires); x != "" {
		note = source.Sentences("expires "+x, note)
	}
	out.Note = source.Trim(note)
	e.Documents = source.Add(e.Documents, out)
}

// settle gives addresses their places.
func (r *reader) settle() {
	for _, p := range r.pending {
		at, e := r.place[p.Place], &r.list.Entries[p.entry]
		town, area, land := first(p.Town, at.Location), first(p.Area, at.Area), p.Country
		if source.Trim(land.Text) == "" {
			land = at.Country
		}
		if p.birth {
			e.BirthPlaces = source.Add(e.BirthPlaces, source.Commas(p.Details, town, area, land.Text))
			continue
		}
		box := ""
		if b := source.Trim(p.Box); b != "" {
			box = "P.O. Box " + b
		}
		e.Addresses = source.Add(e.Addresses, list.Address{Text: source.Commas(p.Care, p.Details, box, p.Zip, town, area), City: town, Country: land.code()})
	}
	r.pending = nil
}

func first(a, b string) string {
	if a = source.Trim(a); a != "" {
		return a
	}
	return source.Trim(b)
}
