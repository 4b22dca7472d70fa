package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Payments gives the store to payroll's gate.
func (db *DB) Payments() payment.Store { return payments{db} }

type payments struct{ db *DB }

func (s payments) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(payment.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s payments) View(ctx context.Context, do func(payment.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

// replaceAccounts puts the changes of one reading in the place of those before. What was done about them stays.
func (t *Tx) replaceAccounts(list []casework.AccountChange) error {
	if err := t.exec("delete from account_changes"); err != nil {
		return err
	}
	for _, c := range list {
		doc, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("change of account %s: %w", c.ID, err)
		}
		sealed, err := t.seal("account_changes.doc", c.ID, string(doc))
		if err != nil {
			return err
		}
		if err := t.exec("insert into account_changes (id, person, at, doc) values ($1, $2, $3, $4)", c.ID, c.Person, micros(c.At), sealed); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) paymentLines(where string, args ...any) ([]payment.Line, error) {
	var out []payment.Line
	err := v.each(func(r *sql.Rows) error {
		var l payment.Line
		var at int64
		var doc string
		if err := r.Scan(&l.ID, &l.Person, &at, &doc, &l.Name, &l.Title); err != nil {
			return err
		}
		if err := errors.Join(v.unseal("account_changes.doc", l.ID, &doc), v.unseal("people.name", l.Person, &l.Name), v.unseal("people.title", l.Person, &l.Title)); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(doc), &l.AccountChange); err != nil {
			return fmt.Errorf("change of account %s: %w", l.ID, err)
		}
		l.At = fromMicros(at)
		out = append(out, l)
		return nil
	}, "select a.id, a.person, a.at, a.doc, p.name, p.title from account_changes a join people p on p.id = a.person where "+where, args...)
	for i := range out {
		if err == nil {
			out[i].Moves, err = v.moves(out[i].ID)
		}
	}
	return out, err
}

func (v *View) moves(change string) ([]payment.Move, error) {
	var out []payment.Move
	err := v.each(func(r *sql.Rows) error {
		var m payment.Move
		var at, decided, agreed int64
		if err := r.Scan(&m.ID, &m.Change, &m.Act, &m.Digest, &m.By, &m.ByName, &at, &m.Reason, &m.Second, &m.SecondName, &decided, &agreed); err != nil {
			return err
		}
		err := errors.Join(v.unseal("account_moves.digest", m.ID, &m.Digest), v.unseal("account_moves.reason", m.ID, &m.Reason), v.userName(m.By, &m.ByName), v.userName(m.Second, &m.SecondName))
		m.At, m.Decided, m.Agreed = fromMicros(at), fromMicros(decided), agreed == 1
		out = append(out, m)
		return err
	}, `select m.id, m.change_id, m.act, m.digest, m.by_user, coalesce(u.name, ''), m.at, m.reason, m.second, coalesce(s.name, ''), m.decided_at, m.agreed
 from account_moves m left join users u on u.id = m.by_user left join users s on s.id = m.second where m.change_id = $1 order by m.n`, change)
	return out, err
}

// Payments lists changes for a viewer: those since a day, and older ones about which something was proposed.
func (v *View) Payments(viewer access.Actor, since time.Time) ([]payment.Line, error) {
	return v.paymentLines("(a.at >= $2 or exists (select 1 from account_moves m where m.change_id = a.id)) and"+wallPerson+"order by a.at desc, a.id", viewer.Person, micros(since))
}

// Payment reads one change for a viewer.
func (v *View) Payment(viewer access.Actor, id string) (payment.Line, error) {
	lines, err := v.paymentLines("a.id = $2 and"+wallPerson, viewer.Person, id)
	if err == nil && len(lines) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return payment.Line{}, found(err)
	}
	return lines[0], nil
}

// PutMove keeps a proposal.
func (t *Tx) PutMove(m payment.Move) error {
	digest, err1 := t.seal("account_moves.digest", m.ID, m.Digest) // of the end of an account, which is soon guessed
	reason, err2 := t.seal("account_moves.reason", m.ID, m.Reason)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return t.exec(`insert into account_moves (id, change_id, act, digest, by_user, at, reason, second, decided_at, agreed, n)
 values ($1, $2, $3, $4, $5, $6, $7, '', 0, 0, (select count(*) from account_moves o where o.change_id = $2))`,
		m.ID, m.Change, string(m.Act), digest, m.By, micros(m.At), reason)
}

// EndMove keeps what the second person made of it; a second time is core.ErrConflict.
func (t *Tx) EndMove(m payment.Move) error {
	return t.change("update account_moves set second = $1, decided_at = $2, agreed = $3 where id = $4 and decided_at = 0", m.Second, micros(m.Decided), oneIf(m.Agreed), m.ID)
}
