package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// PutUser adds a user with roles.
func (t *Tx) PutUser(a access.Actor) error {
	name, err := t.seal("users.name", a.User, a.Name)
	if err != nil {
		return err
	}
	if err := t.exec("insert into users (id, name, person) values ($1, $2, $3)", a.User, name, a.Person); err != nil {
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

// login gives what is kept of a login: a keyed hash, by which it is found, and itself, sealed.
func (t *Tx) login(user, login string) (hash, sealed string, err error) {
	hash, err1 := t.keyed(keyedLogin, login)
	sealed, err2 := t.seal("users.login_sealed", user, login)
	return hash, sealed, errors.Join(err1, err2)
}

// userName opens the name of a user as a query gives it beside the id; whoever is no user is shown by the id.
func (v *View) userName(id string, name *string) error {
	if *name == "" {
		*name = id
		return nil
	}
	return v.unseal("users.name", id, name)
}

// User reads a user with roles.
func (v *View) User(id string) (access.Actor, error) {
	a := access.Actor{User: id}
	if err := v.row("select name, person from users where id = $1", id).Scan(&a.Name, &a.Person); err != nil {
		return access.Actor{}, found(err)
	}
	if err := v.unseal("users.name", id, &a.Name); err != nil {
		return access.Actor{}, err
	}
	roles, err := v.texts("select role from user_roles where user_id = $1 order by role", id)
	for _, r := range roles {
		a.Roles = append(a.Roles, access.Role(r))
	}
	return a, err
}

// Users lists all users, by id.
func (v *View) Users() ([]access.Actor, error) {
	var out []access.Actor
	at := map[string]int{}
	err := v.each(func(r *sql.Rows) error {
		var a access.Actor
		err := r.Scan(&a.User, &a.Name, &a.Person)
		if err == nil {
			err = v.unseal("users.name", a.User, &a.Name)
		}
		at[a.User] = len(out)
		out = append(out, a)
		return err
	}, "select id, name, person from users order by id")
	if err != nil {
		return nil, err
	}
	return out, v.each(func(r *sql.Rows) error {
		var id string
		var role access.Role
		err := r.Scan(&id, &role)
		if i, ok := at[id]; ok {
			out[i].Roles = append(out[i].Roles, role)
		}
		return err
	}, "select user_id, role from user_roles order by user_id, role")
}

// account reads a user as an administrator sees him.
func (v *View) account(id string) (access.User, error) {
	u := access.User{ID: id}
	var disabled int64
	if err := v.row("select name, login_sealed, person, disabled from users where id = $1", id).Scan(&u.Name, &u.Login, &u.Person, &disabled); err != nil {
		return u, found(err)
	}
	if err := errors.Join(v.unseal("users.name", id, &u.Name), v.unseal("users.login_sealed", id, &u.Login)); err != nil {
		return u, err
	}
	u.Disabled = fromMicros(disabled)
	a, err := v.User(id)
	u.Roles = a.Roles
	return u, err
}

// Account reads a user as an administrator sees him.
func (db *DB) Account(ctx context.Context, id string) (access.User, error) {
	var u access.User
	err := db.View(ctx, func(v *View) (err error) { u, err = v.account(id); return err })
	return u, err
}

// Accounts lists all users as an administrator sees them, by name.
func (db *DB) Accounts(ctx context.Context) ([]access.User, error) {
	var out []access.User
	err := db.View(ctx, func(v *View) error {
		ids, err := v.texts("select id from users")
		for _, id := range ids {
			u, err := v.account(id)
			if err != nil {
				return err
			}
			out = append(out, u)
		}
		return err
	})
	slices.SortFunc(out, func(a, b access.User) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

// AddUser adds a user for an actor. Guarded roles are only asked for.
func (db *DB) AddUser(ctx context.Context, a access.Actor, u access.User, now time.Time) error {
	if err := access.MayChange(a, u, now); err != nil {
		return err
	}
	return db.addUser(ctx, a.User, u, false, now)
}

// AddUserHere adds a user for whoever owns this machine, while no server runs. Guarded roles are given at once as long as there is
// nobody who could confirm them, which is how a server begins; later they are only asked for.
func (db *DB) AddUserHere(ctx context.Context, u access.User, now time.Time) error {
	all, err := db.Accounts(ctx)
	if err != nil {
		return err
	}
	return db.addUser(ctx, "machine", u, !slices.ContainsFunc(all, confirms), now)
}

func confirms(u access.User) bool {
	return u.Disabled.IsZero() && access.May(access.Actor{User: u.ID, Roles: u.Roles}, access.ApproveActs)
}

func (db *DB) addUser(ctx context.Context, by string, u access.User, free bool, now time.Time) error {
	if err := u.Check(); err != nil {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: by, Act: "user.add", Object: u.ID}, nil, func(t *Tx) error {
		name, err1 := t.seal("users.name", u.ID, u.Name)
		login, sealed, err2 := t.login(u.ID, u.Login)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		var n int
		if err := t.row("select count(*) from users where login = $1 and login <> ''", login).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("%w: user_login_taken", core.ErrConflict)
		}
		if err := t.exec("insert into users (id, name, login, person, login_sealed) values ($1, $2, $3, $4, $5)", u.ID, name, login, u.Person, sealed); err != nil {
			return err
		}
		for _, r := range u.Roles {
			if err := t.giveOrAsk(db, by, u.ID, r, free, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *Tx) giveOrAsk(db *DB, by, user string, r access.Role, free bool, now time.Time) error {
	if free || !r.Guarded() {
		return t.putRole(user, r)
	}
	return t.ask(db, access.Request{User: access.User{ID: user}, Kind: access.GiveRole, Role: r, By: by, Asked: now})
}

// ChangeRole gives or takes a role for an administrator, and reports whether that waits for a second person.
func (db *DB) ChangeRole(ctx context.Context, a access.Actor, user string, kind access.RequestKind, r access.Role, now time.Time) (waits bool, err error) {
	err = db.Act(ctx, ledger.Entry{At: now, Actor: a.User, Act: "user." + string(kind), Object: user, Why: string(r)}, nil, func(t *Tx) error {
		u, err := t.account(user)
		if err == nil {
			err = access.MayChange(a, u, now)
		}
		if err == nil && kind == access.GiveRole {
			err = access.Fits(u.Roles, r)
		}
		if err != nil {
			return err
		}
		if waits = r.Guarded(); waits {
			return t.ask(db, access.Request{User: u, Kind: kind, Role: r, By: a.User, Asked: now})
		}
		return t.setRole(user, kind, r)
	})
	return waits, err
}

func (t *Tx) setRole(user string, kind access.RequestKind, r access.Role) error {
	if kind == access.GiveRole {
		return t.putRole(user, r)
	}
	return t.exec("delete from user_roles where user_id = $1 and role = $2", user, string(r))
}

// Disable ends what a user can do here for an administrator: see DisableHere.
func (db *DB) Disable(ctx context.Context, a access.Actor, user string, now time.Time) error {
	u, err := db.Account(ctx, user)
	if err == nil {
		err = access.MayChange(a, u, now)
	}
	if err != nil {
		return err
	}
	return db.DisableHere(ctx, a.User, user, now)
}

// DisableHere ends what a user can do here: his sessions, addresses and tokens go at once, and he cannot sign in any more. What
// he wrote stays. The last who can confirm what hurts is not disabled: nothing could be confirmed any more.
func (db *DB) DisableHere(ctx context.Context, by, user string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: by, Act: "user.disable", Object: user}, nil, func(t *Tx) error {
		if err := t.notTheLast(user); err != nil {
			return err
		}
		if err := t.change("update users set disabled = $1 where id = $2 and disabled = 0", micros(now), user); err != nil {
			return err
		}
		return t.shutOut(user)
	})
}

// notTheLast refuses what would leave nobody who can confirm.
func (t *Tx) notTheLast(user string) error {
	ids, err := t.texts("select id from users order by id")
	if err != nil {
		return err
	}
	others, concerned := 0, false
	for _, id := range ids {
		u, err := t.account(id)
		if err != nil {
			return err
		}
		if confirms(u) {
			concerned = concerned || id == user
			if id != user {
				others++
			}
		}
	}
	if concerned && others == 0 {
		return fmt.Errorf("%w: user_last", core.ErrConflict)
	}
	return nil
}

// shutOut ends the sessions, addresses and tokens of a user, and forgets his account at a provider.
func (t *Tx) shutOut(user string) error {
	return t.deleteFor(user, "sessions", "links", "tokens", "logins")
}

func (t *Tx) deleteFor(user string, tables ...string) error {
	for _, table := range tables {
		if err := t.exec("delete from "+table+" where user_id = $1", user); err != nil {
			return err
		}
	}
	return nil
}
