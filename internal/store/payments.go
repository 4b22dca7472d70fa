package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
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

// wallAccount is wallPeople for a change of account a.
var wallAccount = strings.ReplaceAll(wallPeople, "p.id", "a.person")

// accountsOf begins a list of changes of people who are known.
const accountsOf = " from account_changes a join people p on p.id = a.person where "

func (v *View) paymentLines(ids []string) ([]payment.Line, error) {
	var out []payment.Line
	for part := range slices.Chunk(ids, peopleAtOnce) {
		list, values := marks(part, 0)
		at := map[string]int{}
		err := v.each(func(r *sql.Rows) error {
			l, err := v.scanPayment(r.Scan)
			at[l.ID] = len(out)
			out = append(out, l)
			return err
		}, "select a.id, a.person, a.at, a.doc, p.name, p.title"+accountsOf+"a.id in "+list+" order by a.at desc, a.id", values...)
		if err == nil {
			err = v.moves(list, values, func(m payment.Move) { out[at[m.Change]].Moves = append(out[at[m.Change]].Moves, m) })
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v *View) scanPayment(scan func(...any) error) (payment.Line, error) {
	var l payment.Line
	var at int64
	var doc string
	if err := scan(&l.ID, &l.Person, &at, &doc, &l.Name, &l.Title); err != nil {
		return l, err
	}
	if err := errors.Join(v.unseal("account_changes.doc", l.ID, &doc), v.unseal("people.name", l.Person, &l.Name), v.unseal("people.title", l.Person, &l.Title)); err != nil {
		return l, err
	}
	if err := json.Unmarshal([]byte(doc), &l.AccountChange); err != nil {
		return l, fmt.Errorf("change of account %s: %w", l.ID, err)
	}
	l.At = fromMicros(at)
	return l, nil
}

// moves reads what was done about some changes, of each in the order proposed.
func (v *View) moves(changes string, values []any, into func(payment.Move)) error {
	return v.each(func(r *sql.Rows) error {
		var m payment.Move
		var at, decided, agreed int64
		if err := r.Scan(&m.ID, &m.Change, &m.Act, &m.Digest, &m.By, &m.ByName, &at, &m.Reason, &m.Second, &m.SecondName, &decided, &agreed); err != nil {
			return err
		}
		err := errors.Join(v.unseal("account_moves.digest", m.ID, &m.Digest), v.unseal("account_moves.reason", m.ID, &m.Reason), v.userName(m.By, &m.ByName), v.userName(m.Second, &m.SecondName))
		m.At, m.Decided, m.Agreed = fromMicros(at), fromMicros(decided), agreed == 1
		into(m)
		return err
	}, `select m.id, m.change_id, m.act, m.digest, m.by_user, coalesce(u.name, ''), m.at, m.reason, m.second, coalesce(s.name, ''), m.decided_at, m.agreed
 from account_moves m left join users u on u.id = m.by_user left join users s on s.id = m.second where m.change_id in `+changes+" order by m.change_id, m.n", values...)
}

// Payments lists changes for a viewer: those since a day, and older ones about which something was proposed.
func (v *View) Payments(viewer access.Actor, since time.Time, after string, limit int) ([]payment.Line, error) {
	where, args := "(a.at >= $2 or a.id in (select m.change_id from account_moves m)) and"+wallAccount, []any{viewer.Person, micros(since), limit}
	if after != "" {
		var at int64
		if err := v.row("select a.at"+accountsOf+"a.id = $2 and"+wallAccount, viewer.Person, after).Scan(&at); err != nil {
			return nil, found(err)
		}
		where, args = where+"and (a.at < $4 or a.at = $4 and a.id > $5) ", append(args, at, after)
	}
	return v.paymentsWhere(where+"order by a.at desc, a.id limit $3", args...)
}

// OpenPayments lists those changes that are held, or await a second person.
func (v *View) OpenPayments(viewer access.Actor) ([]payment.Line, error) {
	return v.paymentsWhere(`a.id in (select m.change_id from account_moves m) and (exists (select 1 from account_moves m where m.change_id = a.id and m.decided_at = 0)
 or (select m.act from account_moves m where m.change_id = a.id and m.agreed = 1 order by m.n desc limit 1) = $2) and`+wallAccount, viewer.Person, string(payment.Hold))
}

func (v *View) paymentsWhere(where string, args ...any) ([]payment.Line, error) {
	ids, err := v.texts("select a.id"+accountsOf+where, args...)
	if err != nil {
		return nil, err
	}
	return v.paymentLines(ids)
}

// Payment reads one change for a viewer.
func (v *View) Payment(viewer access.Actor, id string) (payment.Line, error) {
	lines, err := v.paymentsWhere("a.id = $2 and"+wallAccount, viewer.Person, id)
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
