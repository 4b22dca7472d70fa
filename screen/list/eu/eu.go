// Package eu reads the consolidated list of persons, groups and entities subject to European Union financial sanctions:
// xmlFullSanctionsList_1_1 and its CSV twin, of the Financial Sanctions Files that the European Commission (DG FISMA)
// publishes at https://webgate.ec.europa.eu/fsd/fsf. The XML is in the name space http://eu.europa.ec/fpi/fsd/export.
package eu

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// name is the short name of the list.
const name = "eu"

func empty() *list.List {
	return &list.List{Name: name, Title: "Consolidated list of persons, groups and entities subject to EU financial sanctions", Publisher: "European Commission"}
}

// entity is a sanctionEntity. The CSV twin fills the same fields.
type entity struct {
	LogicalID  string           `xml:"logicalId,attr"`
	Reference  string           `xml:"euReferenceNumber,attr"`
	Designated string           `xml:"designationDate,attr"`
	Details    string           `xml:"designationDetails,attr"`
	Remarks    []string         `xml:"remark"`
	Subject    subject          `xml:"subjectType"`
	Rules      []regulation     `xml:"regulation"`
	Names      []alias          `xml:"nameAlias"`
	Addresses  []place          `xml:"address"`
	Births     []birth          `xml:"birthdate"`
	Documents  []identification `xml:"identification"`
	Citizen    []place          `xml:"citizenship"`
}

type subject struct {
	Code           string `xml:"code,attr"`
	Classification string `xml:"classificationCode,attr"`
}

type regulation struct {
	Programme string `xml:"programme,attr"`
}

type alias struct {
	LogicalID string   `xml:"logicalId,attr"`
	First     string   `xml:"firstName,attr"`
	Middle    string   `xml:"middleName,attr"`
	Last      string   `xml:"lastName,attr"`
	Whole     string   `xml:"wholeName,attr"`
	Function  string   `xml:"function,attr"`
	Title     string   `xml:"title,attr"`
	Strong    string   `xml:"strong,attr"`
	Remarks   []string `xml:"remark"`
}

// place is an address, a citizenship, or where somebody was born.
type place struct {
	LogicalID string    `xml:"logicalId,attr"`
	Street    string    `xml:"street,attr"`
	Box       string    `xml:"poBox,attr"`
	City      string    `xml:"city,attr"`
	Zip       string    `xml:"zipCode,attr"`
	Region    string    `xml:"region,attr"`
	Place     string    `xml:"place,attr"`
	ISO       string    `xml:"countryIso2Code,attr"`
	Country   string    `xml:"countryDescription,attr"`
	Remarks   []string  `xml:"remark"`
	Contacts  []contact `xml:"contactInfo"`
}

type contact struct {
	Key   string `xml:"key,attr"`
	Value string `xml:"value,attr"`
}

type birth struct {
	place
	Calendar string `xml:"calendarType,attr"`
	Circa    string `xml:"circa,attr"`
	Date     string `xml:"birthdate,attr"`
	Day      string `xml:"dayOfMonth,attr"`
	Month    string `xml:"monthOfYear,attr"`
	Year     string `xml:"year,attr"`
	From     string `xml:"yearRangeFrom,attr"`
	To       string `xml:"yearRangeTo,attr"`
}

type identification struct {
	LogicalID  string   `xml:"logicalId,attr"`
	Kind       string   `xml:"identificationTypeCode,attr"`
	Number     string   `xml:"number,attr"`
	Latin      string   `xml:"latinNumber,attr"`
	ISO        string   `xml:"countryIso2Code,attr"`
	Country    string   `xml:"countryDescription,attr"`
	Diplomatic string   `xml:"diplomatic,attr"`
	Expired    string   `xml:"knownExpired,attr"`
	False      string   `xml:"knownFalse,attr"`
	Lost       string   `xml:"reportedLost,attr"`
	Revoked    string   `xml:"revokedByIssuer,attr"`
	Until      string   `xml:"validTo,attr"`
	Remarks    []string `xml:"remark"`
}

// entry brings an entity to the common form.
func (e *entity) entry(line int) list.Entry {
	out := list.Entry{List: name, ID: source.Trim(e.Reference), Kind: list.Company, Listed: source.Trim(e.Designated), Line: line}
	if out.ID == "" {
		out.ID = source.Trim(e.LogicalID)
	}
	if e.Subject.Code == "person" || e.Subject.Classification == "P" {
		out.Kind = list.Person
	}
	remarks := append([]string{e.Details}, e.Remarks...)
	for _, r := range e.Rules {
		out.Programmes = source.Add(out.Programmes, source.Trim(r.Programme))
	}
	for i := range e.Names {
		a := &e.Names[i]
		out.Names = source.Add(out.Names, a.name(out.Kind))
		remarks = append(append(remarks, a.Title, a.Function), a.Remarks...)
	}
	primary(out.Names)
	for i := range e.Addresses {
		remarks = append(remarks, e.Addresses[i].into(&out)...)
	}
	for i := range e.Births {
		remarks = append(remarks, e.Births[i].into(&out)...)
	}
	for _, c := range e.Citizen {
		out.Nations = source.Add(out.Nations, country(c.ISO, c.Country))
	}
	for i := range e.Documents {
		e.Documents[i].into(&out)
	}
	out.Remarks = source.Sentences(remarks...)
	return out
}

// primary marks the first name that the list does not call weak or former, and puts it first: the list itself marks none.
func primary(names []list.Name) {
	if len(names) == 0 {
		return
	}
	at := max(0, slices.IndexFunc(names, func(n list.Name) bool { return !n.Weak && !n.Former }))
	first := names[at]
	first.Primary = true
	copy(names[1:at+1], names[:at])
	names[0] = first
}

// name is weak or former when the list says so: in a mark, which it sets on no name in practice, or at the beginning of a
// remark, which may go on about others.
func (a *alias) name(kind list.Kind) list.Name {
	n := list.Name{Text: source.Trim(a.Whole), Weak: a.Strong == "false"}
	if n.Text == "" {
		n.Text = source.Joined(a.First, a.Middle, a.Last)
	}
	if n.Text == "" {
		return list.Name{}
	}
	if kind == list.Person {
		n.Given, n.Middle, n.Family = source.Trim(a.First), source.Trim(a.Middle), source.Trim(a.Last)
	}
	for _, r := range a.Remarks {
		for part := range strings.FieldsFuncSeq(strings.ToLower(r), func(r rune) bool { return r == ';' || r == '(' || r == ')' }) {
			part = source.Trim(part)
			n.Weak = n.Weak || strings.HasPrefix(part, "low quality") || strings.HasPrefix(part, "low-quality")
			n.Former = n.Former || strings.HasPrefix(part, "f.k.a") || strings.HasPrefix(part, "formerly known")
		}
	}
	return n
}

func (p *place) into(e *list.Entry) []string {
	a := list.Address{Text: source.Commas(p.Street, p.Box, p.Zip, p.City, p.Place, p.Region), City: source.Trim(p.City), Country: country(p.ISO, p.Country)}
	e.Addresses = source.Add(e.Addresses, a)
	for _, c := range p.Contacts {
		for v := range strings.FieldsFuncSeq(c.Value, func(r rune) bool { return r == ',' || r == ';' }) {
			switch strings.ToUpper(c.Key) {
			case "EMAIL":
				e.Emails = source.Add(e.Emails, source.Trim(v))
			case "WEB":
				e.Websites = source.Add(e.Websites, source.Trim(v))
			}
		}
	}
	return p.Remarks
}

// into adds what is known of a birth. A date of another calendar than the Gregorian goes to the remarks, unless the list
// has converted it.
func (b *birth) into(e *list.Entry) []string {
	where := b.Country
	if country(b.ISO, where) == "" {
		where = ""
	}
	if s := source.Commas(b.City, b.Place, b.Region, where); s != "" {
		e.BirthPlaces = source.Add(e.BirthPlaces, s)
	}
	remarks := b.Remarks
	if c := strings.ToUpper(b.Calendar); c != "" && c != "GREGORIAN" {
		remarks = append(remarks, "born "+source.Joined(b.Day, b.Month, b.Year, "in the calendar", c))
		b.Day, b.Month, b.Year, b.From, b.To = "", "", "", "", ""
	}
	got := list.Birth{Year: number(b.Year), Month: number(b.Month), Day: number(b.Day), Circa: b.Circa == "true"}
	if p := strings.Split(b.Date, "-"); len(p) == 3 {
		got.Year, got.Month, got.Day = number(p[0]), number(p[1]), number(p[2])
	}
	if from, to := number(b.From), number(b.To); got.Year == 0 && from != 0 {
		got.Year, got.Until = from, to
	} else if got.Year == 0 {
		got.Year, got.Circa = to, true
	}
	if got.Year != 0 {
		e.Births = source.Add(e.Births, got)
	}
	return remarks
}

// number is 0 for what is none.
func number(s string) int {
	n, err := strconv.Atoi(source.Trim(s))
	if err != nil || n < 0 || n > 9999 {
		return 0
	}
	return n
}

// kinds brings the list's codes of documents to ours. Its IMO numbers are those of shipping companies: it lists no ships.
var kinds = map[string]string{
	"passport": "passport", "id": "national-id", "ssn": "national-id", "unssn": "national-id", "NRN": "national-id", "nationcert": "national-id", "residentperm": "national-id",
	"swiftbic": "swift", "imo": "registration", "regnumber": "registration", "tradelic": "registration", "fiscalcode": "tax", "taxid": "tax", "euvat": "tax",
}

func (d *identification) into(e *list.Entry) {
	kind := kinds[d.Kind]
	if kind == "" {
		kind = "other"
	}
	var notes []string
	for _, f := range []struct{ mark, says string }{{d.Diplomatic, "diplomatic"}, {d.Expired, "expired"}, {d.False, "false"}, {d.Lost, "reported lost"}, {d.Revoked, "revoked"}} {
		if f.mark == "true" {
			notes = append(notes, f.says)
		}
	}
	if until := source.Trim(d.Until); until != "" {
		notes = append(notes, "expires "+until)
	}
	note := source.Sentences(append(notes, d.Remarks...)...)
	for _, n := range []string{d.Number, d.Latin} {
		if n = source.Trim(n); n != "" && n != "-" {
			e.Documents = source.Add(e.Documents, list.Document{Type: kind, Number: n, Country: country(d.ISO, d.Country), Note: note})
		}
	}
}

// country is "" for 00, which the list writes for an unknown one.
func country(iso, description string) string {
	switch iso = source.Trim(iso); {
	case iso == "00" || iso == "" && strings.EqualFold(description, "unknown"):
		return ""
	case len(iso) == 2:
		return iso
	}
	return list.Country(description)
}
