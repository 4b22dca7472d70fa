package store

import (
	"context"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// PutUser adds a user with roles.
func (t *Tx) PutUser(a access.Actor) error {
	if err := t.exec("insert into users (id, name, person) values ($1, $2, $3)", a.User, a.Name, a.Person); err != nil {
		return err
	}
	for _, r := range a.Roles {
		if err := t.exec("insert into user_roles (user_id, role) values ($1, $2)", a.User, string(r)); err != nil {
			return err
		}
	}
	return nil
}

// User reads a user with roles.
func (v *View) User(id string) (access.Actor, error) {
	a := access.Actor{User: id}
	if err := v.row("select name, person from users where id = $1", id).Scan(&a.Name, &a.Person); err != nil {
		return access.Actor{}, found(err)
	}
	roles, err := v.texts("select role from user_roles where user_id = $1 order by role", id)
	for _, r := range roles {
		a.Roles = append(a.Roles, access.Role(r))
	}
	return a, err
}

// Users lists all users, by id.
func (v *View) Users() ([]access.Actor, error) {
	ids, err := v.texts("select id from users order by id")
	var out []access.Actor
	for _, id := range ids {
		a, err := v.User(id)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, err
}

// PutLink keeps a one-time link.
func (db *DB) PutLink(ctx context.Context, l access.Link, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "link.make", Object: l.User}, nil, func(t *Tx) error {
		return t.exec("insert into links (hash, user_id, ends) values ($1, $2, $3)", l.Hash, l.User, micros(l.Ends))
	})
}

// SignIn uses a link up and opens a session under another hash. A link that is unknown, used or too old is core.ErrNotFound.
func (db *DB) SignIn(ctx context.Context, link, session string, now time.Time) error {
	var user string
	err := db.View(ctx, func(v *View) error {
		return found(v.row("select user_id from links where hash = $1 and ends > $2", link, micros(now)).Scan(&user))
	})
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.open"}, nil, func(t *Tx) error {
		if err := t.change("delete from links where hash = $1", link); err != nil {
			return fmt.Errorf("%w: the link was used meanwhile", core.ErrNotFound)
		}
		return t.exec("insert into sessions (hash, user_id, opened, seen) values ($1, $2, $3, $4)", session, user, micros(now), micros(now))
	})
}

// Who gives the actor of a live session, and writes down that it is in use when that is due.
func (db *DB) Who(ctx context.Context, hash string, now time.Time) (access.Actor, error) {
	s := access.Session{Hash: hash}
	var a access.Actor
	err := db.View(ctx, func(v *View) error {
		var opened, seen int64
		if err := v.row("select user_id, opened, seen from sessions where hash = $1", hash).Scan(&s.User, &opened, &seen); err != nil {
			return found(err)
		}
		s.Opened, s.Seen = fromMicros(opened), fromMicros(seen)
		if !s.Live(now) {
			return core.ErrNotFound
		}
		var err error
		a, err = v.User(s.User)
		return err
	})
	if err != nil || !s.Stale(now) {
		return a, err
	}
	return a, db.Act(ctx, ledger.Entry{At: now, Actor: s.User, Act: "session.use"}, nil, func(t *Tx) error {
		return t.exec("update sessions set seen = $1 where hash = $2", micros(now), hash)
	})
}

// SignOut ends a session.
func (db *DB) SignOut(ctx context.Context, hash, user string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.end"}, nil, func(t *Tx) error {
		return t.exec("delete from sessions where hash = $1 and user_id = $2", hash, user)
	})
}
