package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// MakeToken keeps a service token that an actor makes for himself. It needs a fresh proof, and no token makes another.
func (db *DB) MakeToken(ctx context.Context, a access.Actor, k access.Token, now time.Time) error {
	if err := access.MayMake(a, now); err != nil {
		return err
	}
	k.User = a.User
	return db.makeToken(ctx, a.User, k, now)
}

// MakeTokenHere keeps a service token of a user for whoever owns this machine, while no server runs.
func (db *DB) MakeTokenHere(ctx context.Context, k access.Token, now time.Time) error {
	return db.makeToken(ctx, "machine", k, now)
}

// makeToken looks at what the user may at this moment, and not when the form was shown.
func (db *DB) makeToken(ctx context.Context, by string, k access.Token, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: by, Act: "token.make", Object: k.ID, Why: k.User + " " + joinScopes(k.Scopes)}, nil, func(t *Tx) error {
		u, err := t.account(k.User)
		if err != nil {
			return err
		}
		if !u.Disabled.IsZero() {
			return fmt.Errorf("%w: user_is_disabled", core.ErrConflict)
		}
		if err := k.Check(access.Actor{User: u.ID, Roles: u.Roles}, now); err != nil {
			return err
		}
		var n int
		if err := t.row("select count(*) from tokens where user_id = $1 and ends > $2", k.User, micros(now)).Scan(&n); err != nil {
			return err
		}
		if n >= access.TokensMost {
			return fmt.Errorf("%w: token_many", core.ErrConflict)
		}
		name, err := t.seal("tokens.name", k.ID, k.Name)
		if err != nil {
			return err
		}
		return t.exec("insert into tokens (id, hash, user_id, name, scopes, made_at, ends, used_at) values ($1, $2, $3, $4, $5, $6, $7, 0)",
			k.ID, k.Hash, k.User, name, joinScopes(k.Scopes), micros(now), micros(k.Ends))
	})
}

// Bearer gives the actor for a service token, as access.Bearer takes it out of a request's Authorization header: its user, with
// the roles that he has at this moment, bounded by the token's scopes (access.May looks at both). It is never proved recently.
// A token that is unknown, too old, or of a user who was disabled is core.ErrNotFound.
//
// For a request with a session cookie instead, ask Who with access.Hash of the cookie.
func (db *DB) Bearer(ctx context.Context, secret string, now time.Time) (access.Actor, error) {
	var a access.Actor
	var used int64
	hash := access.Hash(secret)
	err := db.View(ctx, func(v *View) error {
		var id, user, scopes string
		err := v.row("select t.id, t.user_id, t.scopes, t.used_at from tokens t join users u on u.id = t.user_id where t.hash = $1 and t.ends > $2 and u.disabled = 0", hash, micros(now)).Scan(&id, &user, &scopes, &used)
		if err != nil {
			return found(err)
		}
		a, err = v.User(user)
		a.Token, a.Scopes = id, splitScopes(scopes)
		return err
	})
	if err != nil || now.Before(fromMicros(used).Add(access.TokenTouch)) {
		return a, err
	}
	return a, db.Act(ctx, ledger.Entry{At: now, Actor: a.User, Act: "token.use", Object: a.Token}, nil, func(t *Tx) error {
		return t.exec("update tokens set used_at = $1 where hash = $2", micros(now), hash)
	})
}

// Tokens lists the service tokens of a user, the newest first, also those whose time is over.
func (db *DB) Tokens(ctx context.Context, user string) ([]access.Token, error) {
	var out []access.Token
	err := db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			k := access.Token{User: user}
			var scopes string
			var made, ends, used int64
			err := r.Scan(&k.ID, &k.Name, &scopes, &made, &ends, &used)
			if err == nil {
				err = v.unseal("tokens.name", k.ID, &k.Name)
			}
			k.Scopes, k.Made, k.Ends, k.Used = splitScopes(scopes), fromMicros(made), fromMicros(ends), fromMicros(used)
			out = append(out, k)
			return err
		}, "select id, name, scopes, made_at, ends, used_at from tokens where user_id = $1 order by made_at desc, id", user)
	})
	return out, err
}

// EndToken ends one of a user's own service tokens, at once.
func (db *DB) EndToken(ctx context.Context, user, id string, now time.Time) error {
	return db.endToken(ctx, user, user, id, now)
}

// EndTokenOf ends a service token of somebody else, for an administrator.
func (db *DB) EndTokenOf(ctx context.Context, a access.Actor, user, id string, now time.Time) error {
	if !access.May(a, access.ManageUsers) {
		return core.ErrNotFound
	}
	if err := access.Recent(a, now); err != nil {
		return err
	}
	return db.endToken(ctx, a.User, user, id, now)
}

// EndTokenHere ends a service token for whoever owns this machine, while no server runs.
func (db *DB) EndTokenHere(ctx context.Context, id string, now time.Time) error {
	var user string
	err := db.View(ctx, func(v *View) error { return found(v.row("select user_id from tokens where id = $1", id).Scan(&user)) })
	if err != nil {
		return err
	}
	return db.endToken(ctx, "machine", user, id, now)
}

func (db *DB) endToken(ctx context.Context, by, user, id string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: by, Act: "token.end", Object: id}, nil, func(t *Tx) error {
		err := t.change("delete from tokens where id = $1 and user_id = $2", id, user)
		if errors.Is(err, core.ErrConflict) {
			return core.ErrNotFound
		}
		return err
	})
}

func joinScopes(scopes []access.Permission) string {
	var texts []string
	for _, s := range scopes {
		texts = append(texts, string(s))
	}
	return strings.Join(texts, " ")
}

func splitScopes(text string) []access.Permission {
	var out []access.Permission
	for _, s := range strings.Fields(text) {
		out = append(out, access.Permission(s))
	}
	return out
}
