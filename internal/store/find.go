package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Finding gives the store to whoever searches.
func (db *DB) Finding() search.Store { return finding{db} }

type finding struct{ db *DB }

func (s finding) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(search.Reader) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

// found adds that a person p is found by every word, without the words of questions unless those may be looked in.
func (m *termer) found(c *conditions, words []string, questions bool) {
	without := fieldQuestion
	if questions {
		without = 0
	}
	for _, w := range words {
		c.and("p.id in (select t.ref from search_terms t where t.term = ? and t.field <> ?)", m.term(w), without)
	}
}

// FindPeople lists people whom a viewer sees, by words, with or without questions.
func (v *View) FindPeople(viewer access.Actor, words []string, most int) ([]casework.Row, error) {
	m, err := v.termer()
	if err != nil {
		return nil, err
	}
	c := newConditions(viewer)
	m.found(c, words, true)
	ids, err := v.inTurn(c, most)
	if err != nil {
		return nil, err
	}
	return v.PeopleByID(viewer, ids)
}

// FindCandidates lists people up to the contract, by id: never by what was found about them, nor in its order.
func (v *View) FindCandidates(words []string, most int) ([]casework.Person, error) {
	m, err := v.termer()
	if err != nil {
		return nil, err
	}
	c := &conditions{}
	c.text.WriteString(candidate)
	m.found(c, words, false)
	c.args = append(c.args, most)
	var out []casework.Person
	return out, v.each(func(r *sql.Rows) error {
		p, err := v.scanPerson(r.Scan)
		out = append(out, casework.Person{ID: p.ID, Name: p.Name, Stage: p.Stage, Title: p.Title, Tasks: p.Tasks})
		return err
	}, "select "+personColumns+" from people p where"+c.text.String()+" order by p.id limit "+c.last(), c.args...)
}

// FindCases lists cases that a viewer may see, by id or by words of whom they are about: the newest first. With members, only those
// that he belongs to.
func (v *View) FindCases(viewer access.Actor, id string, words []string, members bool, most int) ([]search.CaseHit, error) {
	m, err := v.termer()
	if err != nil {
		return nil, err
	}
	about := newConditions(viewer)
	m.found(about, words, false)
	about.and("p.id = c.subject")
	all := &conditions{args: about.args}
	all.text.WriteString(wallCase)
	all.and("(c.id = ? or exists (select 1 from people p where"+about.text.String()+"))", id)
	if members {
		all.and("exists (select 1 from case_members b where b.case_id = c.id and b.user_id = $2 and (b.until = 0 or b.until > " + moment + " and b.until > (select h.last_at from ledger_head h)))")
	}
	all.args = append(all.args, most)
	var out []search.CaseHit
	return out, v.each(func(r *sql.Rows) error {
		var h search.CaseHit
		var changed int64
		if err := r.Scan(&h.ID, &h.Person, &h.Name, &h.State, &changed); err != nil {
			return err
		}
		h.Changed = fromMicros(changed)
		err := v.unseal("people.name", h.Person, &h.Name)
		out = append(out, h)
		return err
	}, "select c.id, c.subject, coalesce(n.name, ''), c.state, c.changed_at from cases c left join people n on n.id = c.subject where"+all.text.String()+" order by c.changed_at desc, c.id limit "+all.last(), all.args...)
}

// FindEvidence lists evidence with a SHA-256, of cases that a viewer may see, and of sealed ones when he proved who he is.
func (v *View) FindEvidence(viewer access.Actor, sum string, most int) ([]search.EvidenceHit, error) {
	of, err := wallCase, v.unlocked(viewer)
	if errors.Is(err, access.ErrProof) {
		of, err = " c.sealed = 0 and"+wallCase, nil
	}
	m, err2 := v.summer()
	if err := errors.Join(err, err2); err != nil || len(m.key) == 0 {
		return nil, err
	}
	var out []search.EvidenceHit
	return out, v.each(func(r *sql.Rows) error {
		var h search.EvidenceHit
		var id string
		if err := r.Scan(&id, &h.Case, &h.N, &h.Name); err != nil {
			return err
		}
		err := v.unseal("evidence.name", id, &h.Name)
		out = append(out, h)
		return err
	}, "select e.id, e.case_id, e.n, e.name from evidence e join cases c on c.id = e.case_id where e.sum_key = $3 and"+of+" order by e.case_id, e.n limit $4",
		viewer.Person, viewer.User, m.sum(sum), most)
}
