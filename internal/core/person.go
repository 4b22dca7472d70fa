package core

import (
	"strconv"
	"strings"
	"time"
)

// Person is one people/<id>/person.yaml: who the person is, and the dossier. The two are separate
// so that what judges can be handed a Dossier alone.
type Person struct {
	Identity Identity
	Dossier  Dossier
}

// Identity is who the person is. It is read by screening against official lists and, when asked, by
// the page that a human reads. Nothing that raises or weighs a finding receives one.
type Identity struct {
	Name        string   `yaml:"name" doc:"Name as the person gives it."`
	Aliases     []string `yaml:"aliases" doc:"Other spellings or names the person gave."`
	Born        Date     `yaml:"born" doc:"Date of birth."`
	Birthplace  string   `yaml:"birthplace" doc:"Place of birth."`
	Sex         string   `yaml:"sex" doc:"Sex or gender, in the person's words."`
	Nationality []string `yaml:"nationality" doc:"Nationalities, ISO 3166-1 alpha-2." format:"country"`
	Languages   []string `yaml:"languages" doc:"Languages spoken."`

	Screened []Closing `yaml:"screened" doc:"Hits on official lists that a human has answered."`
}

// Dossier is what a person stated and what the company recorded, over the stages application,
// interview, hired, employed, leaving. It holds nothing of Identity.
type Dossier struct {
	ID       string   `yaml:"id" doc:"Identifier of the dossier, unique in the folder." required:"true"`
	Stage    Stage    `yaml:"stage" doc:"Where the person stands." enum:"application,interview,hired,employed,leaving" required:"true"`
	Role     Role     `yaml:"role" doc:"The post."`
	Dates    Dates    `yaml:"dates" doc:"Milestones."`
	Stated   Stated   `yaml:"stated" doc:"What the person stated."`
	Recorded Recorded `yaml:"recorded" doc:"What the company recorded."`

	Input string            `yaml:"-"` // path of person.yaml inside the company folder
	Lines map[string]int    `yaml:"-"` // line of each key path, e.g. "recorded.shipments[0].delivered"
	Files map[string]*Paper `yaml:"-"` // facts read from files/*, by path inside the company folder

	Presence Presence `yaml:"-"` // facts read from presence/*

	Number int    `yaml:"-"` // position among the dossiers of a scan, by id: the index of tables
	Person string `yaml:"-"` // what all dossiers of one person have alike, when a human said so; "" otherwise
	Past   bool   `yaml:"-"` // an application of the past, of which an id and a day are known
}

// Role is the post a person holds or applies for.
type Role struct {
	Title      string `yaml:"title" doc:"Title of the post."`
	Team       string `yaml:"team" doc:"Team."`
	Remote     bool   `yaml:"remote" doc:"Works mostly away from the company's offices."`
	Privileged bool   `yaml:"privileged" doc:"Holds administrator, signing or publishing rights by the nature of the post."`
	Contract   string `yaml:"contract" doc:"Kind of contract." enum:"employee,contractor,agency"`
	Manager    string `yaml:"manager" doc:"Dossier id of the manager."`
	Agency     Agency `yaml:"agency" doc:"The agency that supplies the person, when contract is agency."`
}

// Agency is the supplier of a person.
type Agency struct {
	Name      string `yaml:"name" doc:"Name of the agency."`
	Tiers     int    `yaml:"tiers" doc:"Number of companies between the person and this company."`
	IDChecked string `yaml:"id_checked" doc:"Did the agency show its own identity check?" enum:"yes,no,unknown"`
}

// Dates are the milestones of a dossier.
type Dates struct {
	Applied     Date `yaml:"applied" doc:"Application received."`
	Interviewed Date `yaml:"interviewed" doc:"First interview."`
	Offered     Date `yaml:"offered" doc:"Offer made."`
	Hired       Date `yaml:"hired" doc:"Contract signed."`
	Started     Date `yaml:"started" doc:"First day of work."`
	Notice      Date `yaml:"notice" doc:"Resignation or dismissal notified."`
	Left        Date `yaml:"left" doc:"Last day of work; accounts should be closed after it."`
}

// Address is a postal address, or as much of it as is known.
type Address struct {
	Line     string `yaml:"line" doc:"Street and number."`
	Postcode string `yaml:"postcode" doc:"Postal code."`
	City     string `yaml:"city" doc:"City."`
	Country  string `yaml:"country" doc:"Country, ISO 3166-1 alpha-2." format:"country"`
}

// Place is the address as a place.
func (a Address) Place() Place { return Place{Country: strings.ToUpper(a.Country), City: a.City} }

// Given reports whether anything was written.
func (a Address) Given() bool { return a != Address{} }

// At points at a key path of person.yaml, such as "stated.residence.city". When the exact key has no
// line of its own the nearest parent's is used.
func (d *Dossier) At(path, value string) Evidence {
	return Evidence{Input: d.Input, Line: d.line(path), Field: path, Value: value}
}

func (d *Dossier) line(path string) int {
	for path != "" {
		if n, ok := d.Lines[path]; ok {
			return n
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return d.Lines["id"]
}

// Key writes the path of element i of a list: Key("recorded.tickets", 2, "kind") is
// "recorded.tickets[2].kind".
func Key(list string, i int, rest ...string) string {
	s := list + "[" + strconv.Itoa(i) + "]"
	if len(rest) > 0 {
		s += "." + strings.Join(rest, ".")
	}
	return s
}

// Works reports whether the person had a signed contract at t or has no milestone that says otherwise.
func (d *Dossier) Works() bool { return !d.Stage.Before(Hired) }

// Start is the first day of work, or the contract's date when that is not given.
func (d *Dossier) Start() time.Time {
	if d.Dates.Started.Given() {
		return d.Dates.Started.Time
	}
	return d.Dates.Hired.Time
}

// NewIn reports whether t lies within the given number of days after the first day of work.
func (d *Dossier) NewIn(t time.Time, days int) bool {
	s := d.Start()
	return !s.IsZero() && !t.Before(s.AddDate(0, 0, -7)) && t.Before(s.AddDate(0, 0, days))
}

// RelatedTo reports whether either person stated or the company recorded a relation between the two.
func RelatedTo(a, b *Dossier) (kind string, ok bool) {
	if a.Person != "" && a.Person == b.Person {
		return "same_person", true
	}
	for _, r := range a.Stated.Relations {
		if r.Person == b.ID {
			return r.Kind, true
		}
	}
	for _, r := range b.Stated.Relations {
		if r.Person == a.ID {
			return r.Kind, true
		}
	}
	return "", false
}
