package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

const requestColumns = "q.id, q.user_id, q.kind, q.role, q.asked_by, coalesce(b.name, ''), q.asked_at from user_requests q left join users b on b.id = q.asked_by"

func (v *View) request(scan func(...any) error) (access.Request, error) {
	var q access.Request
	var asked int64
	if err := scan(&q.ID, &q.User.ID, &q.Kind, &q.Role, &q.By, &q.Name, &asked); err != nil {
		return q, found(err)
	}
	q.Asked = fromMicros(asked)
	return q, v.userName(q.By, &q.Name)
}

// ask keeps a request, once.
func (t *Tx) ask(db *DB, q access.Request) error {
	id, err := access.NewID("q-", db.random)
	if err != nil {
		return err
	}
	if err := t.exec("delete from user_requests where state = 'asked' and user_id = $1 and kind = $2 and role = $3", q.User.ID, string(q.Kind), string(q.Role)); err != nil {
		return err
	}
	return t.exec("insert into user_requests (id, user_id, kind, role, asked_by, asked_at, decided_by, decided_at, state) values ($1, $2, $3, $4, $5, $6, '', 0, 'asked')",
		id, q.User.ID, string(q.Kind), string(q.Role), q.By, micros(q.Asked))
}

// Requests lists what waits for a second person, the oldest first.
func (db *DB) Requests(ctx context.Context, now time.Time) ([]access.Request, error) {
	var out []access.Request
	err := db.View(ctx, func(v *View) error {
		err := v.each(func(r *sql.Rows) error {
			q, err := v.request(r.Scan)
			out = append(out, q)
			return err
		}, "select "+requestColumns+" where q.state = 'asked' and q.asked_at > $1 order by q.asked_at, q.id", micros(now.Add(-access.RequestLife)))
		for i := range out {
			if err == nil {
				out[i].User, err = v.account(out[i].User.ID)
			}
		}
		return err
	})
	return out, err
}

// Settle confirms or refuses a request as the second person. A confirmed address is the link that is given here.
func (db *DB) Settle(ctx context.Context, a access.Actor, id string, yes bool, l access.Link, now time.Time) (access.Request, error) {
	var q access.Request
	act, state := "user.confirm", "confirmed"
	if !yes {
		act, state = "user.refuse", "refused"
	}
	err := db.Act(ctx, ledger.Entry{At: now, Actor: a.User, Act: act, Object: id}, nil, func(t *Tx) error {
		var err error
		if q, err = t.request(t.row("select "+requestColumns+" where q.id = $1 and q.state = 'asked'", id).Scan); err != nil {
			return err
		}
		if q.User, err = t.account(q.User.ID); err != nil {
			return err
		}
		if err := access.MaySettle(a, q, now); err != nil {
			return err
		}
		if err := t.change("update user_requests set state = $1, decided_by = $2, decided_at = $3 where id = $4 and state = 'asked'", state, a.User, micros(now), id); err != nil || !yes {
			return err
		}
		return t.apply(q, l)
	})
	return q, err
}

// apply does what was confirmed.
func (t *Tx) apply(q access.Request, l access.Link) error {
	if !q.User.Disabled.IsZero() {
		return fmt.Errorf("%w: user_is_disabled", core.ErrConflict)
	}
	switch q.Kind {
	case access.MakeAddress:
		l.User = q.User.ID
		return t.address(l)
	case access.GiveRole:
		if err := access.Fits(q.User.Roles, q.Role); err != nil {
			return err
		}
	case access.TakeRole:
		if q.Role == access.CISO || q.Role == access.Trustee {
			if err := t.notTheLast(q.User.ID); err != nil {
				return err
			}
		}
	}
	return t.setRole(q.User.ID, q.Kind, q.Role)
}

// Address makes a one-time address for a user, for an administrator, and reports whether that waits for a second person. It is
// for somebody who cannot sign in: what he had to sign in with is forgotten, and his sessions end.
func (db *DB) Address(ctx context.Context, a access.Actor, l access.Link, now time.Time) (waits bool, err error) {
	err = db.Act(ctx, ledger.Entry{At: now, Actor: a.User, Act: "user.address", Object: l.User}, nil, func(t *Tx) error {
		u, err := t.account(l.User)
		if err == nil {
			err = access.MayChange(a, u, now)
		}
		if err != nil {
			return err
		}
		if waits = slices.ContainsFunc(u.Roles, access.Role.Guarded); waits {
			return t.ask(db, access.Request{User: u, Kind: access.MakeAddress, By: a.User, Asked: now})
		}
		return t.address(l)
	})
	return waits, err
}

func (t *Tx) address(l access.Link) error {
	if err := t.shutOut(l.User); err != nil {
		return err
	}
	if err := t.deleteFor(l.User, "passkeys", "passwords", "codes", "recovery_codes"); err != nil {
		return err
	}
	return t.putLink(l)
}
