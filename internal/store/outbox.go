package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/notify"
)

// Notify puts a reminder into the outbox, with the act that makes it due. What was told already under the same words is not told
// again.
func (t *Tx) Notify(n casework.Notice) error {
	if strings.HasPrefix(n.Path, "/cases/") || strings.HasPrefix(n.Path, "/people/") {
		return fmt.Errorf("%w: a reminder would name a case or a person", core.ErrInvalid)
	}
	id, err := access.NewID("n-", t.random)
	if err != nil {
		return err
	}
	return t.exec("insert into outbox (id, kind, to_user, to_role, case_id, path, unique_key, at, addressed) values ($1, $2, $3, $4, $5, $6, $7, $8, 0) on conflict do nothing",
		id, n.Kind, n.User, string(n.Role), n.Case, n.Path, n.Unique, micros(n.At))
}

// Outbox gives the store to the worker that sends reminders.
func (db *DB) Outbox() notify.Outbox { return outbox{db} }

type outbox struct{ db *DB }

// Fresh lists notices that are not addressed yet, each with the users it is for: whom the case concerns is never among them, and
// everybody of a role only when it concerns none of them.
func (o outbox) Fresh(ctx context.Context) (out []notify.Notice, err error) {
	type row struct {
		n                  notify.Notice
		user, role, caseID string
	}
	var rows []row
	err = o.db.View(ctx, func(v *View) error {
		err := v.each(func(r *sql.Rows) error {
			var x row
			var at int64
			err := r.Scan(&x.n.ID, &x.n.Kind, &x.user, &x.role, &x.caseID, &x.n.Path, &at)
			x.n.At = fromMicros(at)
			rows = append(rows, x)
			return err
		}, "select id, kind, to_user, to_role, case_id, path, at from outbox where addressed = 0 order by at, id limit 64")
		for _, x := range rows {
			if err != nil {
				break
			}
			x.n.Users, x.n.Role, err = v.addressees(x.user, access.Role(x.role), x.caseID)
			out = append(out, x.n)
		}
		return err
	})
	return out, err
}

func (v *View) addressees(user string, role access.Role, caseID string) (users []string, all string, err error) {
	concerned, err := v.concerned(caseID)
	if err != nil {
		return nil, "", err
	}
	if user == "" && role == "" {
		users, err = v.texts("select owner from cases where id = $1 and owner <> ''", caseID)
		return slices.DeleteFunc(users, func(u string) bool { return slices.Contains(concerned, u) }), "", err
	}
	working, err := v.working()
	all = string(role)
	for _, u := range working {
		switch {
		case u.User != user && (role == "" || !slices.Contains(u.Roles, role)):
		case slices.Contains(concerned, u.User):
			all = ""
		default:
			users = append(users, u.User)
		}
	}
	return users, all, err
}

// Address makes a delivery for each place.
func (o outbox) Address(ctx context.Context, n notify.Notice, places []string, now time.Time) error {
	return o.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "notice.address", Object: n.ID}, nil, func(t *Tx) error {
		if err := t.change("update outbox set addressed = $1 where id = $2 and addressed = 0", micros(now), n.ID); err != nil {
			return err
		}
		for i, place := range places {
			id := fmt.Sprintf("%s-%d", n.ID, i)
			sealed, err1 := t.seal("deliveries.place", id, place)
			key, err2 := t.keyed(keyedPlace, place)
			if err := errors.Join(err1, err2); err != nil {
				return err
			}
			if err := t.exec("insert into deliveries (id, kind, path, place, at, attempts, next_at, done_at, state, place_key) values ($1, $2, $3, $4, $5, 0, $6, 0, '', $7)",
				id, n.Kind, n.Path, sealed, micros(n.At), micros(now), key); err != nil {
				return err
			}
		}
		return nil
	})
}

// Waiting lists deliveries that are due, the oldest first, and none to a place that is off. None waits longer than a delivery lives: what does, was
// dated by a clock that was ahead.
func (o outbox) Waiting(ctx context.Context, now time.Time, most int) (out []notify.Delivery, err error) {
	err = o.db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			var d notify.Delivery
			var at int64
			err := r.Scan(&d.ID, &d.Kind, &d.Path, &d.Place, &at, &d.Attempts)
			if err == nil {
				err = v.unseal("deliveries.place", d.ID, &d.Place)
			}
			d.At = fromMicros(at)
			out = append(out, d)
			return err
		}, "select id, kind, path, place, at, attempts from deliveries d where done_at = 0 and (next_at <= $1 or next_at > $3) and not exists (select 1 from places_off x where x.place = d.place_key) order by next_at, id limit $2", micros(now), most, micros(now.Add(notify.Lifetime)))
	})
	return out, err
}

func (o outbox) Sent(ctx context.Context, d notify.Delivery, now time.Time) error {
	return o.end(ctx, d, "notice.sent", "", now)
}

func (o outbox) Dropped(ctx context.Context, d notify.Delivery, why string, now time.Time) error {
	return o.end(ctx, d, "notice.drop", why, now)
}

func (o outbox) end(ctx context.Context, d notify.Delivery, act, why string, now time.Time) error {
	return o.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: act, Object: d.ID, Why: why}, nil, func(t *Tx) error {
		return t.change("update deliveries set attempts = attempts + 1, done_at = $1, state = $2 where id = $3 and done_at = 0", micros(now), act, d.ID)
	})
}

func (o outbox) Later(ctx context.Context, d notify.Delivery, why string, next, now time.Time) error {
	return o.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "notice.fail", Object: d.ID, Why: why}, nil, func(t *Tx) error {
		return t.change("update deliveries set attempts = attempts + 1, next_at = $1, state = $2 where id = $3 and done_at = 0", micros(next), why, d.ID)
	})
}

// Off gives up everything to a place, now and from now on.
func (o outbox) Off(ctx context.Context, place string, now time.Time) error {
	return o.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "notice.off"}, []byte(place), func(t *Tx) error {
		key, err := t.keyed(keyedPlace, place)
		if err != nil {
			return err
		}
		return t.exec("insert into places_off (place, at) values ($1, $2) on conflict do nothing", key, micros(now))
	})
}
