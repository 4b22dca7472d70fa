package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// wallPerson keeps a person p from the viewer who is that person ($1 is the viewer's dossier) or stands above him.
const wallPerson = ` p.id <> $1 and not exists (select 1 from superiors s where s.person = p.id and s.superior = $1) `

// wallConcern keeps a case c from the same, and from those named as in conflict ($2 is the viewer). Cases that were merged are
// kept from whomever one of them concerns.
const wallConcern = ` not exists (select 1 from cases m where m.root = c.root and (m.subject = $1
 or exists (select 1 from superiors s where s.person = m.subject and s.superior = $1)
 or exists (select 1 from case_conflicts x where x.case_id = m.id and x.user_id = $2))) `

// wallCase keeps a sealed case from everybody else who is no member of it, too. A membership by break-glass ends by the ledger's
// clock: nobody reads a case without an entry, so that the clock is never behind.
const wallCase = wallConcern + ` and (c.sealed = 0 or exists (select 1 from case_members y where y.case_id = c.id and y.user_id = $2
 and (y.until = 0 or y.until > (select h.last_at from ledger_head h)))) `

// Replace puts one reading of a company in the place of the one before. Cases stay, and so does whoever a case is about, as last
// read: a dossier that is taken out of the folder ends no case.
func (t *Tx) Replace(in casework.Intake) error {
	for _, what := range []string{
		"company", "sources", "people where id not in (select subject from cases)", "superiors where person not in (select subject from cases)",
	} {
		if err := t.exec("delete from " + what); err != nil {
			return err
		}
	}
	for _, p := range in.People {
		if err := t.exec("delete from people where id = $1", p.ID); err != nil {
			return err
		}
		if err := t.exec("delete from superiors where person = $1", p.ID); err != nil {
			return err
		}
	}
	c := in.Company
	fictional := 0
	if c.Fictional {
		fictional = 1
	}
	errs := []error{t.replaceAccounts(in.Accounts), t.exec("insert into company (id, name, fictional, read_at) values (1, $1, $2, $3)", c.Name, fictional, c.Read)}
	for _, s := range c.Sources {
		errs = append(errs, t.exec("insert into sources (kind, files, records, rejected) values ($1, $2, $3, $4)", s.Kind, s.Files, s.Records, s.Rejected))
	}
	for _, p := range in.People {
		errs = append(errs, t.putPerson(p))
	}
	for person, line := range in.Superiors {
		for _, m := range line {
			errs = append(errs, t.exec("insert into superiors (person, superior) values ($1, $2)", person, m))
		}
	}
	return errors.Join(errs...)
}

func (t *Tx) putPerson(p casework.Person) error {
	doc, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("person %s: %w", p.ID, err)
	}
	sealed := []string{p.Name, p.Title, string(doc)}
	for i, column := range sealedPerson {
		if sealed[i], err = t.seal(column, p.ID, sealed[i]); err != nil {
			return err
		}
	}
	return t.exec("insert into people (id, name, stage, title, level, level_rank, score, doc) values ($1, $2, $3, $4, $5, $6, $7, $8)",
		p.ID, sealed[0], string(p.Stage), sealed[1], string(p.Level), slices.Index(core.Levels, p.Level), p.Score, sealed[2])
}

const personColumns = "p.id, p.name, p.stage, p.title, p.level, p.score, p.doc"

// sealedPerson are the sealed columns of a person.
var sealedPerson = []string{"people.name", "people.title", "people.doc"}

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
	p, err := v.scanPerson(v.row("select "+personColumns+" from people p where p.id = $2 and"+wallPerson, viewer.Person, id).Scan)
	return p, found(err)
}

// Queue lists people with open questions for a viewer, the most pressing first.
func (v *View) Queue(viewer access.Actor) ([]casework.Row, error) {
	return v.rows(viewer, "", "select "+personColumns+" from people p where p.level_rank > 0 and"+wallPerson+"order by p.level_rank desc, p.score desc, p.id")
}

// Mine lists the people whose open case the viewer has claimed.
func (v *View) Mine(viewer access.Actor) ([]casework.Row, error) {
	return v.rows(viewer, viewer.User, "select "+personColumns+" from people p where"+wallPerson+"order by p.level_rank desc, p.score desc, p.id")
}

// rows reads people and joins the newest open case of each; with an owner, only people whose case is his.
func (v *View) rows(viewer access.Actor, owner, query string) ([]casework.Row, error) {
	type open struct {
		id, owner, name string
		comments        int
	}
	cases := map[string]open{}
	err := v.each(func(r *sql.Rows) error {
		var subject string
		var o open
		err := r.Scan(&subject, &o.id, &o.owner, &o.name, &o.comments)
		cases[subject] = o
		return err
	}, "select c.subject, c.root, c.owner, coalesce(u.name, ''), (select count(*) from case_events e where e.case_id = c.root and e.kind = 'note') from cases c left join users u on u.id = c.owner where c.state <> 'closed' and"+wallCase+"order by c.opened_at, c.id", viewer.Person, viewer.User)
	if err != nil {
		return nil, err
	}
	var out []casework.Row
	err = v.each(func(r *sql.Rows) error {
		p, err := v.scanPerson(r.Scan)
		o := cases[p.ID]
		if err != nil || owner != "" && o.owner != owner {
			return err
		}
		row := casework.Row{ID: p.ID, Name: p.Name, Title: p.Title, Stage: p.Stage, Level: p.Level, Case: o.id, Owner: o.name, Comments: o.comments}
		for _, q := range p.Questions[:min(3, len(p.Questions))] {
			row.Why = append(row.Why, q.Title)
		}
		out = append(out, row)
		return nil
	}, query, viewer.Person)
	return out, err
}

// Candidates lists people up to the contract by id, with what remains to be verified and nothing that was found.
func (v *View) Candidates() ([]casework.Person, error) {
	var out []casework.Person
	err := v.each(func(r *sql.Rows) error {
		p, err := v.scanPerson(r.Scan)
		out = append(out, casework.Person{ID: p.ID, Name: p.Name, Stage: p.Stage, Title: p.Title, Tasks: p.Tasks})
		return err
	}, "select "+personColumns+" from people p where p.stage in ('application', 'interview', 'hired') order by p.id")
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
	c.Fictional = fictional == 1
	if err := v.row("select count(*) from people").Scan(&c.People); err != nil {
		return c, err
	}
	return c, v.each(func(r *sql.Rows) error {
		var s casework.Source
		err := r.Scan(&s.Kind, &s.Files, &s.Records, &s.Rejected)
		c.Sources = append(c.Sources, s)
		return err
	}, "select kind, files, records, rejected from sources order by kind")
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
