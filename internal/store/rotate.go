package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// nextMaster ends the name of a master key that is about to take the place of the one before; oldMaster that of the one before.
const (
	nextMaster = ".next"
	oldMaster  = ".old"
)

// openMaster reads the master key that wraps the keys of a store, want; "" is a store that has none yet, for which it makes one.
// When a change of the master key was interrupted after the store knew of it, the next one is the right one.
func openMaster(path string, random io.Reader, want string) (master, error) {
	m, err := readMaster(path, random, want == "")
	if err == nil && (want == "" || m.id == want) {
		return m, nil
	}
	if next, nextErr := readMaster(path+nextMaster, nil, false); nextErr == nil && next.id == want {
		return next, nil
	}
	return m, err // the keyring says that it is another
}

// settleMaster ends a change of the master key that was interrupted.
func settleMaster(path, want string) error {
	if next, err := readMaster(path+nextMaster, nil, false); err != nil || next.id != want {
		return nil //nolint:nilerr // there is none, or it is not in use yet
	}
	if err := os.Rename(path+nextMaster, path); err != nil {
		return fmt.Errorf("put the new master key in its place: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("keep a key: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// wrappedBy is the master key of a store; "" while it has no keys.
func (v *View) wrappedBy() (string, error) {
	var id string
	err := v.row("select master from data_keys order by made_at desc, id limit 1").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// RotateMaster makes another master key and wraps the data keys with it; what is sealed stays as it is. The file of the key before is
// kept under another name, which is given: it opens backups that were made before, and nothing else. The process may be killed at any moment: the
// store opens with the file of before or with the one beside it.
func (db *DB) RotateMaster(ctx context.Context, now time.Time) (before string, err error) {
	if err := db.used(ctx); err != nil {
		return "", err
	}
	path := db.masterFile
	var old string
	if err := db.View(ctx, func(v *View) (err error) { old, err = v.wrappedBy(); return err }); err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the master key: %w", err)
	}
	before = path + "." + old + oldMaster
	if err := writeKey(before, text); err != nil {
		return "", err
	}
	from, err := openMaster(path, nil, old)
	if err != nil {
		return "", err
	}
	to, err := readMaster(path+nextMaster, db.random, true)
	if err != nil {
		return "", err
	}
	err = db.Act(ctx, ledger.Entry{At: now, Actor: "machine", Act: "key.rotate", Object: to.id, Why: "master"}, nil, func(t *Tx) error { return t.wrapAnew(from, to) })
	if err != nil {
		return "", err
	}
	return before, settleMaster(path, to.id)
}

// used refuses a store in which nothing was ever done: the server's own is elsewhere, such as in PostgreSQL, and another master key in the place of
// its own would lock it.
func (db *DB) used(ctx context.Context) error {
	head, err := db.Head(ctx)
	if err == nil && head.Size == 0 {
		err = fmt.Errorf("%w: nothing was ever done in this store: name the server's own, in PostgreSQL with --database", core.ErrInvalid)
	}
	return err
}

// wrapAnew wraps every data key with another master key.
func (t *Tx) wrapAnew(from, to master) error {
	ids, err := t.texts("select id from data_keys order by id")
	if err != nil {
		return err
	}
	for _, id := range ids {
		var wrapped string
		if err := t.row("select wrapped from data_keys where id = $1", id).Scan(&wrapped); err != nil {
			return err
		}
		key, err := from.unwrap(id, wrapped)
		if err != nil {
			return err
		}
		if err := t.change("update data_keys set master = $1, wrapped = $2 where id = $3", to.id, to.wrap(id, key), id); err != nil {
			return err
		}
	}
	return nil
}

func (m master) wrap(id string, key []byte) string {
	return base64.StdEncoding.EncodeToString(m.key.Seal(nil, nil, key, placed("data_keys", id)))
}

func (m master) unwrap(id, wrapped string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(wrapped)
	if err != nil {
		return nil, fmt.Errorf("key %s is damaged: %w", id, err)
	}
	key, err := m.key.Open(nil, nil, b, placed("data_keys", id))
	if err != nil {
		return nil, fmt.Errorf("key %s does not open: it was changed", id)
	}
	return key, nil
}

// Rotated is what a change of the data key has done.
type Rotated struct {
	Key     string   // that seals from now on
	Retired []string // keys that nothing uses any more, and that are gone
	Texts   int      // sealed anew in the store
	Left    []string // files that do not open, which keeps the keys before
}

// RotateData makes another data key, seals every text anew under it, has files seal anew what is kept beside the store, and forgets
// the keys before once nothing uses them. A change that was interrupted is gone on with: until it is through, each text opens by the id of its
// key. files gives the names of those that do not open.
func (db *DB) RotateData(ctx context.Context, now time.Time, files func(*Sealer) (left []string, err error)) (Rotated, error) {
	var r Rotated
	if err := db.used(ctx); err != nil {
		return r, err
	}
	before, err := db.beginRotation(ctx, now)
	if err != nil {
		return r, err
	}
	r.Key = db.sealer.id
	for _, c := range sealedColumns {
		n, err := db.rewrite(ctx, c, func(s *Sealer, id, text string) (string, error) {
			if s.IsCurrent([]byte(text)) {
				return text, nil
			}
			plain, err := s.Open(c.place(), id, text)
			if err != nil {
				return "", err
			}
			return s.Seal(c.place(), id, plain)
		})
		if r.Texts += n; err != nil {
			return r, err
		}
	}
	if r.Left, err = files(db.sealer); err != nil || len(r.Left) > 0 {
		return r, err
	}
	if err := db.retire(ctx, before, now); err != nil {
		return r, err
	}
	r.Retired = before
	if err := db.engine.compact(ctx, sealedTables()); err != nil {
		return r, fmt.Errorf("write the database anew: %w", err)
	}
	return r, nil
}

func sealedTables() []string {
	out := []string{"data_keys"}
	for _, c := range sealedColumns {
		if !slices.Contains(out, c.table) {
			out = append(out, c.table)
		}
	}
	return out
}

// beginRotation makes a key unless a change was interrupted, and lists those before the newest.
func (db *DB) beginRotation(ctx context.Context, now time.Time) ([]string, error) {
	var ids []string
	var by string
	read := func(v *View) (err error) {
		if ids, err = v.texts("select id from data_keys order by made_at, id"); err != nil {
			return err
		}
		by, err = v.wrappedBy()
		return err
	}
	if err := db.View(ctx, read); err != nil {
		return nil, err
	}
	if len(ids) > 1 {
		return ids[:len(ids)-1], nil
	}
	m, err := openMaster(db.masterFile, nil, by)
	if err != nil {
		return nil, err
	}
	id, err := access.NewID("", db.random)
	if err != nil {
		return nil, err
	}
	err = db.Act(ctx, ledger.Entry{At: now, Actor: "machine", Act: "key.rotate", Object: id[:8], Why: "data"}, nil, func(t *Tx) error {
		key := make([]byte, KeySize)
		if _, err := io.ReadFull(t.random, key); err != nil {
			return fmt.Errorf("make a key: %w", err)
		}
		var last int64 // a clock that was set back makes no key an older one
		if err := t.row("select max(made_at) from data_keys").Scan(&last); err != nil {
			return err
		}
		return errors.Join(t.putKey(m, id[:8], key, fromMicros(max(last+1, micros(now)))), t.sumsAnew())
	})
	if err != nil {
		return nil, err
	}
	return ids, db.View(ctx, func(v *View) (err error) { db.sealer, err = v.keyring(m); return err })
}

// retire forgets keys that nothing in the store uses.
func (db *DB) retire(ctx context.Context, keys []string, now time.Time) error {
	for _, id := range keys {
		err := db.Act(ctx, ledger.Entry{At: now, Actor: "machine", Act: "key.retire", Object: id}, nil, func(t *Tx) error {
			for _, c := range sealedColumns {
				var n int
				if err := t.row("select count(*) from "+c.table+" where "+c.name+" like $1", sealMark+id+".%").Scan(&n); err != nil {
					return err
				}
				if n > 0 {
					return fmt.Errorf("%d texts in %s are still sealed under the key %s", n, c.place(), id)
				}
			}
			return t.change("delete from data_keys where id = $1", id)
		})
		if err != nil {
			return err
		}
	}
	for _, id := range keys {
		delete(db.sealer.keys, id)
	}
	return nil
}
