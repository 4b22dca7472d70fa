package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// loginOf finds whose an account at a provider is. Of the account only a keyed hash is kept. One that is linked with nobody, or with
// somebody who was disabled, is core.ErrNotFound.
func (v *View) loginOf(issuer, subject string) (user, kept string, err error) {
	if kept, err = v.keyed(keyedSubject, issuer+"\x00"+subject); err != nil {
		return "", "", err
	}
	err = found(v.row("select l.user_id from logins l join users u on u.id = l.user_id where l.issuer = $1 and l.subject = $2 and u.disabled = 0", issuer, kept).Scan(&user))
	return user, kept, err
}

// SignInBySingle opens a session for whoever the provider named. It is no proof: the provider may have known him for hours.
func (db *DB) SignInBySingle(ctx context.Context, issuer, subject, session string, now time.Time) error {
	var user string
	err := db.View(ctx, func(v *View) (err error) { user, _, err = v.loginOf(issuer, subject); return err })
	if err != nil {
		return err
	}
	return db.open(ctx, access.Session{Hash: session, User: user, Way: access.BySingle}, "", now, func(t *Tx) error { return t.isLoginOf(issuer, subject, user) })
}

// ProveBySingle does what Prove does when the provider asked anew who somebody is. Another user's account is core.ErrNotFound.
func (db *DB) ProveBySingle(ctx context.Context, issuer, subject, user, old, fresh string, now time.Time) error {
	return db.prove(ctx, user, "", old, fresh, access.BySingle, now, func(t *Tx) error { return t.isLoginOf(issuer, subject, user) })
}

func (t *Tx) isLoginOf(issuer, subject, user string) error {
	now, _, err := t.loginOf(issuer, subject)
	if err == nil && now != user {
		return core.ErrNotFound
	}
	return err
}

// LinkSingle binds an account at the provider to the user of a session that is still open. It takes the place of the one that he had;
// one of somebody else is core.ErrConflict.
func (db *DB) LinkSingle(ctx context.Context, issuer, subject, user, session string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "login.link", Object: user}, nil, func(t *Tx) error {
		s := access.Session{}
		var opened, seen int64
		err := t.row("select s.opened, s.seen from sessions s join users u on u.id = s.user_id where s.hash = $1 and s.user_id = $2 and u.disabled = 0", session, user).Scan(&opened, &seen)
		if s.Opened, s.Seen = fromMicros(opened), fromMicros(seen); err != nil || !s.Live(now) {
			return errors.Join(core.ErrNotFound, found(err))
		}
		whose, kept, err := t.loginOf(issuer, subject)
		if err == nil && whose != user {
			return fmt.Errorf("%w: single_taken", core.ErrConflict)
		}
		if err != nil && !errors.Is(err, core.ErrNotFound) {
			return err
		}
		if err := t.deleteFor(user, "logins"); err != nil {
			return err
		}
		return t.exec("insert into logins (issuer, subject, user_id, bound_at) values ($1, $2, $3, $4)", issuer, kept, user, micros(now))
	})
}

// UnlinkSingle forgets the account at the provider of whoever acts, unless he has neither a password nor a passkey of the server's site:
// then it is his last way to sign in. His sessions end but one.
func (db *DB) UnlinkSingle(ctx context.Context, a access.Actor, keep, site string, now time.Time) error {
	if err := access.Recent(a, now); err != nil {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: a.User, Act: "login.unlink", Object: a.User}, nil, func(t *Tx) error {
		var linked int
		if err := t.row("select count(*) from logins where user_id = $1", a.User).Scan(&linked); err != nil || linked == 0 {
			return err
		}
		if err := t.keepsWay(a.User, site); err != nil {
			return err
		}
		if err := t.deleteFor(a.User, "logins"); err != nil {
			return err
		}
		return t.endOthers(a.User, keep)
	})
}

// Single says since when a user can sign in by an account at a provider; zero: he cannot.
func (db *DB) Single(ctx context.Context, issuer, user string) (time.Time, error) {
	var at int64
	err := db.View(ctx, func(v *View) error {
		return v.row("select coalesce(max(bound_at), 0) from logins where issuer = $1 and user_id = $2", issuer, user).Scan(&at)
	})
	return fromMicros(at), err
}
