package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// SetSecret keeps a user's password and authenticator, together. It takes the place of what he had.
func (db *DB) SetSecret(ctx context.Context, s access.Secret, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: s.User, Act: "password.set", Object: s.User}, nil, func(t *Tx) error {
		login, loginSealed, err1 := t.login(s.User, s.Login)
		hash, err2 := t.seal("passwords.hash", s.User, s.Hash)
		code, err3 := t.seal("codes.secret", s.User, s.Code)
		if err := errors.Join(err1, err2, err3); err != nil {
			return err
		}
		var taken int
		if err := t.row("select count(*) from users where login = $1 and id <> $2", login, s.User).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return fmt.Errorf("%w: user_login_taken", core.ErrConflict)
		}
		if err := t.deleteFor(s.User, "passwords", "codes"); err != nil {
			return err
		}
		return errors.Join(
			t.putRecovery(s.User, s.Recovery),
			t.exec("update users set login = $1, login_sealed = $2 where id = $3 and login = ''", login, loginSealed, s.User),
			t.exec("insert into passwords (user_id, hash, set_at) values ($1, $2, $3)", s.User, hash, micros(now)),
			t.exec("insert into codes (user_id, secret, last_step, set_at) values ($1, $2, $3, $4)", s.User, code, s.Step, micros(now)),
			t.endOthers(s.User, s.Session),
		)
	})
}

// putRecovery keeps recovery codes in the place of those before.
func (t *Tx) putRecovery(user string, hashes []string) error {
	if err := t.deleteFor(user, "recovery_codes"); err != nil {
		return err
	}
	for _, hash := range hashes {
		if err := t.exec("insert into recovery_codes (hash, user_id) values ($1, $2)", hash, user); err != nil {
			return err
		}
	}
	return nil
}

// SetRecovery gives a user who has a password other recovery codes. Without one it is core.ErrConflict.
func (db *DB) SetRecovery(ctx context.Context, user string, hashes []string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "password.recovery", Object: user}, nil, func(t *Tx) error {
		var set int
		if err := t.row("select count(*) from passwords where user_id = $1", user).Scan(&set); err != nil {
			return err
		}
		if set == 0 {
			return core.ErrConflict
		}
		return t.putRecovery(user, hashes)
	})
}

// DropSecret forgets a user's password, authenticator and recovery codes, and ends his sessions but one. The last way to sign in stays: a passkey of another site than the server's is
// none.
func (db *DB) DropSecret(ctx context.Context, user, keep, site string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "password.drop", Object: user}, nil, func(t *Tx) error {
		if err := t.deleteFor(user, "passwords", "codes", "recovery_codes"); err != nil {
			return err
		}
		if err := t.keepsWay(user, site); err != nil {
			return err
		}
		return t.endOthers(user, keep)
	})
}

// kept is what is held against a try.
type kept struct {
	user, hash, code string
	last             int64
	recovery         []string // hashes
}

// match is what a try fits: the step of a code, or a recovery code by its hash.
type match struct {
	ok       bool
	step     int64
	recovery string
}

// fits looks at a try as a whole: the same work whatever is wrong with it.
func (k kept) fits(try access.Try, now time.Time) (match, error) {
	right, err := access.IsPassword(k.hash, try.Password)
	m := match{}
	var code bool
	if m.step, code = access.CodeStep(k.code, try.Code, k.last, now); !code {
		if hash := access.RecoveryHash(try.Code); slices.Contains(k.recovery, hash) {
			m.recovery = hash
		}
	}
	m.ok = right && (code || m.recovery != "")
	return m, err
}

func (m match) way() access.Way {
	if m.recovery != "" {
		return access.ByRecovery
	}
	return access.ByPassword
}

// keptFor reads what is kept of whom a try names; an unknown or disabled user leaves it empty.
func (v *View) keptFor(try access.Try) (kept, error) {
	where, whom := "u.id", try.User
	if whom == "" {
		where = "u.login"
		var err error
		if whom, err = v.keyed(keyedLogin, try.Login); err != nil {
			return kept{}, err
		}
	}
	var k kept
	if whom == "" {
		return k, nil
	}
	err := v.row("select u.id, p.hash, c.secret, c.last_step from users u join passwords p on p.user_id = u.id join codes c on c.user_id = u.id where u.disabled = 0 and "+where+" = $1", whom).Scan(&k.user, &k.hash, &k.code, &k.last)
	if errors.Is(err, sql.ErrNoRows) {
		return kept{}, nil
	}
	if err != nil {
		return kept{}, err
	}
	k.recovery, err = v.texts("select hash from recovery_codes where user_id = $1", k.user)
	return k, errors.Join(err, v.unseal("passwords.hash", k.user, &k.hash), v.unseal("codes.secret", k.user, &k.code))
}

// SignInByPassword opens a session for whoever types a password and a code, or a recovery code, that belong together. Everything else is core.ErrNotFound:
// a name that nobody has, a wrong password or code, a code that was used, a user who was disabled, and too many tries.
func (db *DB) SignInByPassword(ctx context.Context, try access.Try, session string, now time.Time) error {
	return db.guess(ctx, try, now, func(k kept, m match, with func(*Tx) error) error {
		return db.open(ctx, access.Session{Hash: session, User: k.user, Way: m.way(), Proved: now}, "", now, with)
	})
}

// ProveByPassword does what Prove does when whoever is signed in types his password and a code, under the same limits.
func (db *DB) ProveByPassword(ctx context.Context, try access.Try, old, fresh string, now time.Time) error {
	return db.guess(ctx, try, now, func(k kept, m match, with func(*Tx) error) error {
		return db.prove(ctx, k.user, "", old, fresh, m.way(), now, with)
	})
}

// guess looks at a try unless there were too many, and does then what is right. The try is written down before it is looked at:
// many at once are as many tries.
func (db *DB) guess(ctx context.Context, try access.Try, now time.Time, then func(kept, match, func(*Tx) error) error) error {
	var k kept
	err := db.View(ctx, func(v *View) (err error) {
		if k, err = v.keptFor(try); err != nil {
			return err
		}
		_, err = v.take(try, k, now)
		return err
	})
	if err != nil {
		return err
	}
	if err := db.take(ctx, try, k, now); err != nil {
		return err
	}
	db.guessing.Lock() // one at a time: each takes 64 MiB
	m, err := k.fits(try, now)
	db.guessing.Unlock()
	if err != nil {
		return fmt.Errorf("password of %s: %w", k.user, err)
	}
	if !m.ok || k.user == "" {
		return core.ErrNotFound
	}
	return then(k, m, func(t *Tx) error {
		use, args := "update codes set last_step = $1 where user_id = $2 and last_step < $1", []any{m.step, k.user}
		if m.recovery != "" {
			use, args = "delete from recovery_codes where hash = $1 and user_id = $2", []any{m.recovery, k.user}
		}
		if err := t.change(use, args...); err != nil {
			return fmt.Errorf("%w: the code was used meanwhile", core.ErrNotFound)
		}
		return t.forgive(try, k)
	})
}

// tried names whose tries are counted: of the account, or of a name that nobody has, and from the address.
func tried(try access.Try, k kept) map[string]int {
	account := k.user
	if account == "" {
		account = "? " + try.Login + try.User
	}
	return map[string]int{"account " + access.Hash(account): access.GuessesOfAccount, "address " + access.Hash(network(try.From)): access.GuessesOfAddress}
}

// network is the address that tries are counted for: of IPv6 the network, as one machine has all of it.
func network(from string) string {
	ip, err := netip.ParseAddr(from)
	if err != nil || ip.Unmap().Is4() {
		return from
	}
	p, err := ip.Prefix(64)
	if err != nil {
		return from
	}
	return p.String()
}

// take reads the tries and adds this one; too many are core.ErrNotFound.
func (v *View) take(try access.Try, k kept, now time.Time) (map[string]access.Guesses, error) {
	out := map[string]access.Guesses{}
	for key, most := range tried(try, k) {
		g, err := v.guesses(key)
		if err != nil {
			return nil, err
		}
		next, ok := g.Take(most, most == access.GuessesOfAccount, now)
		if !ok {
			return nil, core.ErrNotFound
		}
		out[key] = next
	}
	return out, nil
}

func (v *View) guesses(key string) (access.Guesses, error) {
	name, err := v.keyed(keyedGuess, key)
	if err != nil {
		return nil, err
	}
	var text string
	err = v.row("select times from guesses where key = $1", name).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var at []int64
	if err := json.Unmarshal([]byte(text), &at); err != nil {
		return nil, fmt.Errorf("tries: %w", err)
	}
	var g access.Guesses
	for _, n := range at {
		g = append(g, fromMicros(n))
	}
	return g, nil
}

// take writes a try down before it is looked at.
func (db *DB) take(ctx context.Context, try access.Try, k kept, now time.Time) error {
	who := k.user
	if who == "" {
		who = "nobody"
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: who, Act: "password.try"}, nil, func(t *Tx) error {
		all, err := t.take(try, k, now)
		if err != nil {
			return err
		}
		if err := t.exec("delete from guesses where last <= $1", micros(now.Add(-time.Hour))); err != nil {
			return err
		}
		for key, g := range all {
			if err := t.putGuesses(key, g); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *Tx) putGuesses(key string, g access.Guesses) error {
	key, err := t.keyed(keyedGuess, key)
	if err != nil {
		return err
	}
	at := make([]int64, len(g))
	for i, x := range g {
		at[i] = micros(x)
	}
	text, err := json.Marshal(at)
	if err != nil {
		return err
	}
	if len(at) == 0 {
		return t.exec("delete from guesses where key = $1", key)
	}
	return t.exec("insert into guesses (key, times, last) values ($1, $2, $3) on conflict (key) do update set times = excluded.times, last = excluded.last", key, string(text), at[len(at)-1])
}

// forgive takes back the tries of an account that was found to be its owner's, and this one from its address.
func (t *Tx) forgive(try access.Try, k kept) error {
	for key, most := range tried(try, k) {
		g, err := t.guesses(key)
		if err != nil {
			return err
		}
		if most == access.GuessesOfAccount {
			g = nil
		}
		if err := t.putGuesses(key, g[:max(0, len(g)-1)]); err != nil {
			return err
		}
	}
	return nil
}

// Means says what a user can sign in with.
func (db *DB) Means(ctx context.Context, user string) (access.Means, error) {
	var m access.Means
	err := db.View(ctx, func(v *View) error {
		var set int
		if err := v.row("select login_sealed, (select count(*) from passwords where user_id = $1), (select count(*) from passkeys where user_id = $1), (select count(*) from recovery_codes where user_id = $1) from users where id = $1", user).Scan(&m.Login, &set, &m.Passkeys, &m.Recovery); err != nil {
			return found(err)
		}
		m.Password = set > 0
		return v.unseal("users.login_sealed", user, &m.Login)
	})
	return m, err
}
