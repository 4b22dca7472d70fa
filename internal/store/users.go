package store

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// PutUser adds a user with roles.
func (t *Tx) PutUser(a access.Actor) error {
	if err := t.exec("insert into users (id, name, person) values ($1, $2, $3)", a.User, a.Name, a.Person); err != nil {
		return err
	}
	for _, r := range a.Roles {
		if err := t.putRole(a.User, r); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putRole(user string, r access.Role) error {
	return t.exec("insert into user_roles (user_id, role) values ($1, $2) on conflict do nothing", user, string(r))
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

// Disable ends what a user can do here: his sessions, addresses and tokens go at once, and he cannot sign in any more. What he
// wrote stays.
func (db *DB) Disable(ctx context.Context, by, user string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: by, Act: "user.disable", Object: user}, nil, func(t *Tx) error {
		if err := t.change("update users set disabled = $1 where id = $2 and disabled = 0", micros(now), user); err != nil {
			return err
		}
		return t.shutOut(user)
	})
}

// shutOut ends the sessions, addresses and tokens of a user.
func (t *Tx) shutOut(user string) error {
	for _, table := range []string{"sessions", "links", "tokens"} {
		if err := t.exec("delete from "+table+" where user_id = $1", user); err != nil {
			return err
		}
	}
	return nil
}
