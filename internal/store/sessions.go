package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// PutLink keeps a one-time link.
func (db *DB) PutLink(ctx context.Context, l access.Link, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "link.make", Object: l.User}, nil, func(t *Tx) error { return t.putLink(l) })
}

func (t *Tx) putLink(l access.Link) error {
	return t.exec("insert into links (hash, user_id, ends, proof) values ($1, $2, $3, $4)", l.Hash, l.User, micros(l.Ends), oneIf(l.Proof))
}

// SignIn uses a link up and opens a session under another hash. A link that is unknown, used or too old is core.ErrNotFound.
// Opening it is a proof of who the user is when the link says so, or when he has nothing better yet.
func (db *DB) SignIn(ctx context.Context, link, session string, now time.Time) error {
	s := access.Session{Hash: session, Way: access.ByAddress}
	err := db.View(ctx, func(v *View) error {
		var proof int
		if err := v.row("select l.user_id, l.proof from links l join users u on u.id = l.user_id where l.hash = $1 and l.ends > $2 and u.disabled = 0", link, micros(now)).Scan(&s.User, &proof); err != nil {
			return found(err)
		}
		better, err := v.hasBetter(s.User)
		if proof == 1 || !better {
			s.Proved = now
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	return db.open(ctx, s, "", now, func(t *Tx) error {
		if err := t.change("delete from links where hash = $1", link); err != nil {
			return fmt.Errorf("%w: the link was used meanwhile", core.ErrNotFound)
		}
		return nil
	})
}

// hasBetter reports whether a user can show who he is by a passkey or a password.
func (v *View) hasBetter(user string) (bool, error) {
	var n int
	err := v.row("select (select count(*) from passkeys where user_id = $1) + (select count(*) from passwords where user_id = $1)", user).Scan(&n)
	return n > 0, err
}

// keepsWay refuses what would leave a user without a passkey that works under the server's name and without a password.
func (v *View) keepsWay(user, site string) error {
	var n int
	err := v.row("select (select count(*) from passkeys where user_id = $1 and site = $2) + (select count(*) from passwords where user_id = $1)", user, site).Scan(&n)
	if err == nil && n == 0 {
		err = fmt.Errorf("%w: passkey_last", core.ErrConflict)
	}
	return err
}

// open opens a session, together with what lets it open: by names that in the ledger.
func (db *DB) open(ctx context.Context, s access.Session, by string, now time.Time, with func(*Tx) error) error {
	id, err := access.NewID("s-", db.random)
	if err != nil {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: s.User, Act: "session.open", Object: by, Why: string(s.Way)}, nil, func(t *Tx) error {
		if err := with(t); err != nil {
			return err
		}
		if err := t.exec("delete from sessions where opened <= $1 or seen <= $2", micros(now.Add(-access.Absolute)), micros(now.Add(-access.Idle))); err != nil {
			return err
		}
		// A user who was disabled meanwhile has no row here, and so no session.
		return t.change("insert into sessions (hash, user_id, opened, seen, id, way, proved) select $1, id, $3, $3, $4, $5, $6 from users where id = $2 and disabled = 0",
			s.Hash, s.User, micros(now), id, string(s.Way), micros(s.Proved))
	})
}

// Who gives the actor of a live session, with the roles that he has at this moment, and writes down that it is in use when that
// is due. The session of a user who was disabled is core.ErrNotFound, as one that ended or never was.
func (db *DB) Who(ctx context.Context, hash string, now time.Time) (access.Actor, error) {
	s := access.Session{Hash: hash}
	var a access.Actor
	err := db.View(ctx, func(v *View) error {
		var opened, seen, proved int64
		if err := v.row("select s.user_id, s.opened, s.seen, s.proved from sessions s join users u on u.id = s.user_id where s.hash = $1 and u.disabled = 0", hash).Scan(&s.User, &opened, &seen, &proved); err != nil {
			return found(err)
		}
		s.Opened, s.Seen = fromMicros(opened), fromMicros(seen)
		if !s.Live(now) {
			return core.ErrNotFound
		}
		var err error
		a, err = v.User(s.User)
		a.Proved = fromMicros(proved)
		return err
	})
	if err != nil || !s.Stale(now) {
		return a, err
	}
	return a, db.Act(ctx, ledger.Entry{At: now, Actor: s.User, Act: "session.use"}, nil, func(t *Tx) error {
		return t.exec("update sessions set seen = $1 where hash = $2", micros(now), hash)
	})
}

// Prove keeps that the user of a session has shown again who he is, and gives the session another secret: the one before it
// opens nothing any more. A session that ended meanwhile is core.ErrConflict.
func (db *DB) Prove(ctx context.Context, user, old, fresh string, way access.Way, now time.Time) error {
	return db.prove(ctx, user, "", old, fresh, way, now, func(*Tx) error { return nil })
}

func (db *DB) prove(ctx context.Context, user, by, old, fresh string, way access.Way, now time.Time, with func(*Tx) error) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.prove", Object: by, Why: string(way)}, nil, func(t *Tx) error {
		if err := with(t); err != nil {
			return err
		}
		return t.change("update sessions set hash = $1, proved = $2, seen = $2, way = $3 where hash = $4 and user_id = $5", fresh, micros(now), string(way), old, user)
	})
}

// SignOut ends a session.
func (db *DB) SignOut(ctx context.Context, hash, user string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.end"}, nil, func(t *Tx) error {
		return t.exec("delete from sessions where hash = $1 and user_id = $2", hash, user)
	})
}

// Sessions lists the live sessions of a user, the newest first.
func (db *DB) Sessions(ctx context.Context, user string, now time.Time) ([]access.Session, error) {
	var out []access.Session
	err := db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			s := access.Session{User: user}
			var opened, seen, proved int64
			if err := r.Scan(&s.ID, &s.Hash, &s.Way, &opened, &seen, &proved); err != nil {
				return err
			}
			s.Opened, s.Seen, s.Proved = fromMicros(opened), fromMicros(seen), fromMicros(proved)
			if s.Live(now) {
				out = append(out, s)
			}
			return nil
		}, "select id, hash, way, opened, seen, proved from sessions where user_id = $1 order by opened desc, id", user)
	})
	return out, err
}

// EndSession ends one of a user's own sessions. One that is not his is core.ErrConflict, as one that ended already.
func (db *DB) EndSession(ctx context.Context, user, id string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.end", Object: user, Why: "one"}, nil, func(t *Tx) error {
		return t.change("delete from sessions where id = $1 and user_id = $2", id, user)
	})
}

// EndOthers ends all sessions of a user but one.
func (db *DB) EndOthers(ctx context.Context, user, keep string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.end", Object: user, Why: "others"}, nil, func(t *Tx) error {
		return t.endOthers(user, keep)
	})
}

// endOthers is for whenever a way to sign in goes: whoever has it from somebody else is out with it.
func (t *Tx) endOthers(user, keep string) error {
	return t.exec("delete from sessions where user_id = $1 and hash <> $2", user, keep)
}
