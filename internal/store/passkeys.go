package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Passkeys lists the passkeys of a user, the oldest first. Of a user who is unknown or was disabled it is core.ErrNotFound.
func (db *DB) Passkeys(ctx context.Context, user string) (name string, keys []access.Passkey, err error) {
	err = db.View(ctx, func(v *View) error {
		if err := v.row("select name from users where id = $1 and disabled = 0", user).Scan(&name); err != nil {
			return found(err)
		}
		if err := v.userName(user, &name); err != nil {
			return err
		}
		return v.each(func(r *sql.Rows) error {
			k := access.Passkey{User: user}
			var added, used int64
			if err := r.Scan(&k.ID, &k.Name, &k.Site, &k.Doc, &k.Count, &added, &used); err != nil {
				return err
			}
			k.Added, k.Used = fromMicros(added), fromMicros(used)
			keys = append(keys, k)
			return errors.Join(v.unseal("passkeys.name", k.ID, &keys[len(keys)-1].Name), v.unseal("passkeys.doc", k.ID, &keys[len(keys)-1].Doc))
		}, "select id, name, site, doc, count, added_at, used_at from passkeys where user_id = $1 order by added_at, id", user)
	})
	return name, keys, err
}

// AddPasskey keeps a new passkey of its user. One that is kept already, whoever's it is, is core.ErrConflict.
func (db *DB) AddPasskey(ctx context.Context, k access.Passkey, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: k.User, Act: "passkey.add", Object: k.ID}, nil, func(t *Tx) error {
		var same, many int
		if err := t.row("select count(*) from passkeys where id = $1", k.ID).Scan(&same); err != nil {
			return err
		}
		if err := t.row("select count(*) from passkeys where user_id = $1", k.User).Scan(&many); err != nil {
			return err
		}
		switch {
		case same > 0:
			return fmt.Errorf("%w: passkey_known", core.ErrConflict)
		case many >= access.PasskeysMost:
			return fmt.Errorf("%w: passkey_many", core.ErrConflict)
		}
		name, err := t.seal("passkeys.name", k.ID, k.Name)
		if err != nil {
			return err
		}
		doc, err := t.seal("passkeys.doc", k.ID, k.Doc)
		if err != nil {
			return err
		}
		return t.exec("insert into passkeys (id, user_id, name, site, doc, count, added_at, used_at) values ($1, $2, $3, $4, $5, $6, $7, 0)",
			k.ID, k.User, name, k.Site, doc, int64(k.Count), micros(now))
	})
}

// RenamePasskey gives one of a user's passkeys another name. One that is not his is core.ErrConflict, as one that is gone.
func (db *DB) RenamePasskey(ctx context.Context, user, id, name string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "passkey.name", Object: id}, nil, func(t *Tx) error {
		sealed, err := t.seal("passkeys.name", id, name)
		if err != nil {
			return err
		}
		return t.change("update passkeys set name = $1 where id = $2 and user_id = $3", sealed, id, user)
	})
}

// RemovePasskey forgets one of a user's passkeys and ends his sessions but one: a device that was lost may have them open. The last
// way to sign in stays: a passkey of another site than the server's is none.
func (db *DB) RemovePasskey(ctx context.Context, user, id, keep, site string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "passkey.remove", Object: id}, nil, func(t *Tx) error {
		if err := t.change("delete from passkeys where id = $1 and user_id = $2", id, user); err != nil {
			return err
		}
		if err := t.keepsWay(user, site); err != nil {
			return err
		}
		return t.endOthers(user, keep)
	})
}

// SignInByPasskey opens a session for whoever's passkey answered. An answer that was counted no further, and one that another
// overtook, is core.ErrConflict.
func (db *DB) SignInByPasskey(ctx context.Context, use access.KeyUse, session string, now time.Time) error {
	return db.open(ctx, access.Session{Hash: session, User: use.Key.User, Way: access.ByPasskey, Proved: now}, use.Key.ID, now, func(t *Tx) error { return t.useKey(use, now) })
}

// ProveByPasskey does what Prove does with a passkey that answered.
func (db *DB) ProveByPasskey(ctx context.Context, use access.KeyUse, old, fresh string, now time.Time) error {
	return db.prove(ctx, use.Key.User, use.Key.ID, old, fresh, access.ByPasskey, now, func(t *Tx) error { return t.useKey(use, now) })
}

func (t *Tx) useKey(use access.KeyUse, now time.Time) error {
	if use.Cloned {
		return core.ErrConflict
	}
	return t.change("update passkeys set count = $1, used_at = $2 where id = $3 and user_id = $4 and count = $5", int64(use.Count), micros(now), use.Key.ID, use.Key.User, int64(use.Key.Count))
}

// PasskeyRefused writes down that an answer was not taken. From one network address it writes so many an hour and no more, so that
// nobody fills the ledger from outside; a key that may be double is always written down.
func (db *DB) PasskeyRefused(ctx context.Context, f access.Refusal, now time.Time) error {
	who := f.User
	if who == "" {
		who = "nobody"
	}
	key := "passkey " + access.Hash(network(f.From))
	take := func(v *View) (access.Guesses, error) {
		g, err := v.guesses(key)
		if err != nil {
			return nil, err
		}
		g, ok := g.Take(access.GuessesOfAddress, false, now)
		if !ok && f.Why != access.ClonedKey {
			return nil, errEnough
		}
		return g, nil
	}
	err := db.View(ctx, func(v *View) error { _, err := take(v); return err })
	if err == nil {
		err = db.Act(ctx, ledger.Entry{At: now, Actor: who, Act: "passkey.refuse", Object: f.Key, Why: string(f.Why)}, nil, func(t *Tx) error {
			g, err := take(&t.View)
			if err != nil {
				return err
			}
			return t.putGuesses(key, g)
		})
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

var errEnough = errors.New("enough was written down of this address")
