package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// wallPerson keeps a person p from the viewer who is that person ($1 is the viewer's dossier) or stands above him.
const wallPerson = ` p.id <> $1 and not exists (select 1 from superiors s where s.person = p.id and s.superior = $1) `

// wallPeople is wallPerson for a list of people: those below the viewer are looked up once, from his side.
const wallPeople = ` p.id <> $1 and p.id not in (select s.person from superiors s where s.superior = $1) `

// wallConcern keeps a case c from the same, from whoever stood above that person at any time of the case (caseline.go), and from those named as in conflict ($2 is the viewer). Cases that were merged are
// kept from whomever one of them concerns.
const wallConcern = ` not exists (select 1 from cases m where m.root = c.root and (m.subject = $1
 or exists (select 1 from superiors s where s.person = m.subject and s.superior = $1)
 or exists (select 1 from case_line z where z.case_id = m.id and z.person = $1)
 or exists (select 1 from case_conflicts x where x.case_id = m.id and x.user_id = $2))) `

// concernsUser is the same from the other side: it holds for a user u whom a case c concerns.
const concernsUser = ` exists (select 1 from cases m where m.root = c.root and (u.person <> '' and (m.subject = u.person
 or exists (select 1 from superiors s where s.person = m.subject and s.superior = u.person))
 or u.person <> '' and exists (select 1 from case_line z where z.case_id = m.id and z.person = u.person)
 or exists (select 1 from case_conflicts x where x.case_id = m.id and x.user_id = u.id))) `

// wallCase keeps a sealed case from everybody else who is no member of it, too. A membership by break-glass ends
// by the time of the act that looks. Where nothing but a View is open it is the ledger's clock: that the viewer is here at all was
// an entry within access.TouchAfter.
const wallCase = wallConcern + " and " + sealKept

const sealKept = `(c.sealed = 0 or exists (select 1 from case_members y where y.case_id = c.id and y.user_id = $2
 and (y.until = 0 or y.until > ` + moment + ` and y.until > (select h.last_at from ledger_head h)))) `

// wallCases is wallCase for a list of cases: the few that are kept from the viewer are looked up once, from his side, instead of each
// case asking about him.
const wallCases = ` c.root not in (select m.root from cases m where m.subject = $1
 union all select m.root from superiors s join cases m on m.subject = s.person where s.superior = $1
 union all select m.root from case_line z join cases m on m.id = z.case_id where z.person = $1
 union all select m.root from case_conflicts x join cases m on m.id = x.case_id where x.user_id = $2) and ` + sealKept

const personColumns = "p.id, p.name, p.stage, p.title, p.level, p.score, p.doc"

// sealedPerson are the sealed columns of a person.
var sealedPerson = []string{"people.name", "people.title", "people.doc", "people.why"}

func (v *View) scanPerson(scan func(...any) error) (casework.Person, error) {
	var p casework.Person
	var doc string
	if err := scan(&p.ID, &p.Name, &p.Stage, &p.Title, &p.Level, &p.Score, &doc); err != nil {
		return p, err
	}
	for i, text := range []*string{&p.Name, &p.Title, &doc} {
		if err := v.unseal(sealedPerson[i], p.ID, text); err != nil {
			return p, err
		}
	}
	if err := json.Unmarshal([]byte(doc), &p); err != nil {
		return p, fmt.Errorf("person %s: %w", p.ID, err)
	}
	return p, nil
}

// Person reads a person for a viewer.
func (v *View) Person(viewer access.Actor, id string) (casework.Person, error) {
	p, err := v.scanPerson(v.row("select "+personColumns+" from people p where p.id = $3 and"+wallPerson+"and cast($2 as text) is not null and"+here, viewer.Person, viewer.User, id).Scan)
	return p, found(err)
}

// candidate is somebody up to the contract.
const candidate = " p.stage in ('application', 'interview', 'hired') and" + inCompany

// CountCandidates counts people up to the contract.
func (v *View) CountCandidates() (n int, err error) {
	return n, v.row("select count(*) from people p where" + candidate).Scan(&n)
}

// Candidates lists people up to the contract by id, from one on, with what remains to be verified and nothing that was found.
func (v *View) Candidates(from string, limit int) ([]casework.Person, error) {
	var out []casework.Person
	err := v.each(func(r *sql.Rows) error {
		p, err := v.scanPerson(r.Scan)
		out = append(out, casework.Person{ID: p.ID, Name: p.Name, Stage: p.Stage, Title: p.Title, Tasks: p.Tasks})
		return err
	}, "select "+personColumns+" from people p where p.id >= $1 and"+candidate+" order by p.id limit $2", from, limit)
	return out, err
}

// Company says what was read; its Read is 0 while nothing was.
func (v *View) Company() (casework.Company, error) {
	var c casework.Company
	var fictional int
	err := v.row("select name, fictional, read_at from company where id = 1").Scan(&c.Name, &fictional, &c.Read)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	if err := v.unseal("company.name", "1", &c.Name); err != nil {
		return c, err
	}
	c.Fictional = fictional == 1
	return c, v.each(func(r *sql.Rows) error {
		var s casework.Source
		err := r.Scan(&s.Kind, &s.Files, &s.Records, &s.Rejected)
		c.Sources = append(c.Sources, s)
		return err
	}, "select kind, files, records, rejected from sources order by kind")
}

// Everybody counts all people.
func (v *View) Everybody() (n int, err error) {
	return n, v.row("select count(*) from people p where" + inCompany).Scan(&n)
}

func (v *View) texts(query string, args ...any) ([]string, error) {
	var out []string
	err := v.each(func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	}, query, args...)
	return out, err
}
