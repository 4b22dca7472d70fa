package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Evidence gives the store to the evidence of cases.
func (db *DB) Evidence() evidence.Store { return evidences{db} }

type evidences struct{ db *DB }

func (s evidences) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(evidence.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s evidences) View(ctx context.Context, do func(evidence.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

// Evidence lists the items of a case that a viewer may see, by number.
func (v *View) Evidence(viewer access.Actor, caseID string) ([]evidence.Item, error) {
	var out []evidence.Item
	err := v.each(func(r *sql.Rows) error {
		var i evidence.Item
		var at int64
		err := r.Scan(&i.ID, &i.Case, &i.N, &i.Name, &i.Note, &i.Size, &i.SHA256, &i.Blob, &i.By, &i.ByName, &at)
		i.At = fromMicros(at)
		err = errors.Join(err, v.userName(i.By, &i.ByName), v.unseal("evidence.name", i.ID, &i.Name), v.unseal("evidence.note", i.ID, &i.Note), v.unseal("evidence.sha256", i.ID, &i.SHA256))
		out = append(out, i)
		return err
	}, `select e.id, e.case_id, e.n, e.name, e.note, e.size, e.sha256, e.blob, e.by_user, coalesce(u.name, ''), e.at
 from evidence e join cases c on c.id = e.case_id left join users u on u.id = e.by_user where e.case_id = $3 and`+wallCase+`order by e.n`, viewer.Person, viewer.User, caseID)
	return out, err
}

// Custody lists what was done with the evidence of a case that a viewer may see, in the order of the ledger.
func (v *View) Custody(viewer access.Actor, caseID string) ([]evidence.Handling, error) {
	var out []evidence.Handling
	err := v.each(func(r *sql.Rows) error {
		var h evidence.Handling
		var at int64
		err := r.Scan(&h.Evidence, &h.Number, &h.N, &at, &h.By, &h.Name, &h.Act, &h.Why, &h.Seq)
		h.At = fromMicros(at)
		why := string(h.Why)
		err = errors.Join(err, v.userName(h.By, &h.Name), v.unseal("custody.why", fmt.Sprintf("%s/%d", h.Evidence, h.N), &why))
		h.Why = evidence.Why(why)
		out = append(out, h)
		return err
	}, `select h.evidence_id, e.n, h.n, h.at, h.by_user, coalesce(u.name, ''), h.act, h.why, h.seq
 from custody h join evidence e on e.id = h.evidence_id join cases c on c.id = e.case_id left join users u on u.id = h.by_user
 where e.case_id = $3 and`+wallCase+`order by h.seq, e.n`, viewer.Person, viewer.User, caseID)
	return out, err
}

// AddEvidence gives an item its number in its case and keeps it, with the first line of its custody.
func (t *Tx) AddEvidence(i evidence.Item) (evidence.Item, error) {
	if err := t.row("select coalesce(max(n), 0) + 1 from evidence where case_id = $1", i.Case).Scan(&i.N); err != nil {
		return i, err
	}
	name, err1 := t.seal("evidence.name", i.ID, i.Name)
	note, err2 := t.seal("evidence.note", i.ID, i.Note)
	sum, err3 := t.seal("evidence.sha256", i.ID, i.SHA256)
	m, err4 := t.summer()
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return i, err
	}
	if err := t.exec("insert into evidence (id, case_id, n, name, note, size, sha256, sum_key, blob, by_user, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		i.ID, i.Case, i.N, name, note, i.Size, sum, m.sum(i.SHA256), i.Blob, i.By, micros(i.At)); err != nil {
		return i, err
	}
	return i, t.Handle(evidence.Handling{Evidence: i.ID, At: i.At, By: i.By, Act: evidence.Adding})
}

// Handle writes the next line of the custody of an item, under the entry of this act.
func (t *Tx) Handle(h evidence.Handling) error {
	if err := t.row("select coalesce(max(n), 0) + 1 from custody where evidence_id = $1", h.Evidence).Scan(&h.N); err != nil {
		return err
	}
	why, err := t.seal("custody.why", fmt.Sprintf("%s/%d", h.Evidence, h.N), string(h.Why))
	if err != nil {
		return err
	}
	return t.exec("insert into custody (evidence_id, n, at, by_user, act, why, seq) values ($1, $2, $3, $4, $5, $6, $7)",
		h.Evidence, h.N, micros(h.At), h.By, string(h.Act), why, t.seq)
}
