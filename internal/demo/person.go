package demo

import "time"

// person is somebody of the fictional company, as the writer knows them: the dossier to be, and how
// they behave in logs.
type person struct {
	id       string
	at       int // place in world.people
	kind     kind
	key      uint64 // of their daily draws
	name     name
	ownStart bool   // the delivery, the signature and the first authenticator are told by the part
	part     string // "" for most; the planted or look-alike part, never written anywhere

	born, birthplace, sex string
	languages             []string

	stage, title, team, contract, manager, agency string
	remote, privileged, dev                       bool
	dates                                         item

	city                                                            int
	street, postcode                                                string
	emails, phones                                                  []string
	stays, work, education, handles, referees, relations, equipment []item
	referredBy                                                      string

	user                                                             string // sign-in name without the domain
	github                                                           string
	accounts                                                         []string
	os                                                               system
	serial, hostname, model, phoneModel, factor, phoneID             string
	devices, shipments, payroll, interviews, idChecks, verifications []item
	codeAccounts, inPerson, accommodations, tickets, incidents       []item
	papers                                                           []paper

	first, last int // days of the logs on which they work; last < first when none
	off         map[int]bool

	home              int32 // the line the laptop is on when nothing else is said
	mobile            int32
	cowork            int32
	officeAt          int32 // -1 when they never go
	trips             []trip
	tunnels           []int32
	tunnelPct         int  // part of the days on which accounts are reached through tunnels
	tunnelFrom        int  // first day of the logs on which they are
	shift             int  // minutes by which the working day is later than that of others
	tunnelAll         bool // the laptop itself reports through the tunnel
	cameraOff         bool
	agent, phoneAgent string
	json              fragments

	later     *person // the same person with another laptop, from a day of the logs on; or nil
	laterFrom int
}

// actor is who an event is about, with the laptop of that day.
func (w *world) actor(e *ev) *person {
	p := w.people[e.who]
	if p.later != nil && int(e.day) >= p.laterFrom {
		return p.later
	}
	return p
}

type kind uint8

const (
	staff kind = iota
	contractor
	applicant
)

type system uint8

const (
	windows system = iota
	mac
	linux
)

// trip is a stay elsewhere, days of the logs first to last; weekends around it are for travelling.
type trip struct {
	first, last int
	at          int32
}

func (p *person) employed() bool { return p.kind != applicant }

// worksOn reports whether the person's working life covers a day of the logs.
func (p *person) worksOn(day int) bool { return day >= p.first && day <= p.last && !p.off[day] }

// address is the person's home as it stands in forms.
func (p *person) address() flow {
	c := cities[p.city]
	return inline("line", p.street, "postcode", p.postcode, "city", c.name, "country", c.country)
}

// mail is the person's address at the company.
func (p *person) mail() string { return p.user + "@" + domain }

// date adds a key of the dates.
func (p *person) date(key string, at time.Time) { p.dates = append(p.dates, key, day(at)) }

func day(t time.Time) string { return t.Format(time.DateOnly) }

func month(t time.Time) string { return t.Format("2006-01") }
