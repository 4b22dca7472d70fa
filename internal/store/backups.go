package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Backup is a file that the server wrote of itself.
type Backup struct {
	ID      string // SHA-256 of its manifest
	Name    string // of the file
	Made    time.Time
	Size    int64
	SHA256  string // of the file
	Entries int64
	Checked time.Time // when its bytes were last those that were written
	Problem string    // what was found then; "" when all was well
	Gone    time.Time // since when the server does not keep it: it removed it for newer ones, or it was made by hand
}

// PutBackup writes down that a backup was made, once.
func (db *DB) PutBackup(ctx context.Context, b Backup, now time.Time) error {
	if told, err := db.toldBackup(ctx, b.ID); err != nil || told {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "backup.make", Object: b.ID}, nil, func(t *Tx) error {
		return t.exec("insert into backups (id, name, made_at, size, sha256, entries, checked_at, problem, gone_at) values ($1, $2, $3, $4, $5, $6, $7, '', 0)",
			b.ID, b.Name, micros(b.Made), b.Size, b.SHA256, b.Entries, micros(b.Checked))
	})
}

// MadeByHand is a backup that somebody made on the machine. It is not the server's to look at or to remove.
type MadeByHand struct {
	Backup
	By     string
	Master bool // the master key is in it
}

// PutBackupByHand writes down that a backup was made by hand, once.
func (db *DB) PutBackupByHand(ctx context.Context, b MadeByHand, now time.Time) error {
	if told, err := db.toldBackup(ctx, b.ID); err != nil || told {
		return err
	}
	detail, err := json.Marshal(struct {
		By     string    `json:"by"`
		Name   string    `json:"name"`
		Made   time.Time `json:"made"`
		SHA256 string    `json:"sha256"`
		Master bool      `json:"with_master_key"`
	}{b.By, b.Name, b.Made, b.SHA256, b.Master})
	if err != nil {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: "machine", Act: "backup.make", Object: b.ID}, detail, func(t *Tx) error {
		return t.exec("insert into backups (id, name, made_at, size, sha256, entries, checked_at, problem, gone_at) values ($1, '', $2, $3, $4, $5, $2, '', $2)",
			b.ID, micros(b.Made), b.Size, b.SHA256, b.Entries)
	})
}

// toldBackup reports whether a backup was written down, also one that is gone.
func (db *DB) toldBackup(ctx context.Context, id string) (told bool, err error) {
	err = db.View(ctx, func(v *View) error {
		return v.each(func(*sql.Rows) error { told = true; return nil }, "select 1 from backups where id = $1", id)
	})
	return told, err
}

// DropBackup writes down that a backup was removed.
func (db *DB) DropBackup(ctx context.Context, id string, now time.Time) error {
	return db.leaveBackup(ctx, "backup.remove", id, now)
}

// SetBackupAside writes down that a bad backup counts no more; its file is nobody's to remove but a person's.
func (db *DB) SetBackupAside(ctx context.Context, id string, now time.Time) error {
	return db.leaveBackup(ctx, "backup.aside", id, now)
}

func (db *DB) leaveBackup(ctx context.Context, act, id string, now time.Time) error {
	return db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: act, Object: id}, nil, func(t *Tx) error {
		return t.change("update backups set gone_at = $1 where id = $2 and gone_at = 0", micros(now), id)
	})
}

// PutBackupCheck keeps how a look at the bytes of a backup ended. It says what is on another disk and is no act of anybody.
func (db *DB) PutBackupCheck(ctx context.Context, id, problem string, now time.Time) error {
	return db.write(ctx, func(t *Tx) error {
		return t.change("update backups set checked_at = $1, problem = $2 where id = $3", micros(now), problem, id)
	})
}

// Backups lists the backups that were not removed, the newest first: that of the longest ledger, whatever the clock said when it was made.
func (v *View) Backups() ([]Backup, error) {
	var out []Backup
	return out, v.each(func(r *sql.Rows) error {
		var b Backup
		var made, checked, gone int64
		err := r.Scan(&b.ID, &b.Name, &made, &b.Size, &b.SHA256, &b.Entries, &checked, &b.Problem, &gone)
		b.Made, b.Checked, b.Gone = fromMicros(made), fromMicros(checked), fromMicros(gone)
		out = append(out, b)
		return err
	}, "select id, name, made_at, size, sha256, entries, checked_at, problem, gone_at from backups where gone_at = 0 order by entries desc, made_at desc, id")
}

// Restoration says that a server's data came out of a backup.
type Restoration struct {
	ID      string    `json:"id"`
	Backup  string    `json:"backup"` // SHA-256 of its manifest
	Made    time.Time `json:"made"`   // the backup
	Entries int64     `json:"entries"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
}

// PutRestoration writes a restoration into the ledger, once. Sessions and one-time addresses end with it: the backup may bring back
// some that had been ended or used. What will be erased is announced anew.
func (db *DB) PutRestoration(ctx context.Context, r Restoration, now time.Time) error {
	if have, err := db.Restorations(ctx); err != nil {
		return err
	} else if len(have) > 0 && have[0].ID == r.ID {
		return nil
	}
	detail, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return db.Act(ctx, ledger.Entry{At: now, Actor: "machine", Act: "backup.restore", Object: r.Backup}, detail, func(t *Tx) error {
		by, err := t.seal("restorations.by_name", r.ID, r.By)
		return errors.Join(err,
			t.exec("delete from sessions"),
			t.exec("delete from links"),
			t.exec("update retention_passes set since = $1 where since < $1", micros(now)), // what was held after the backup is held no more: it has to be seen anew
			t.exec("insert into restorations (id, backup, made_at, entries, at, by_name) values ($1, $2, $3, $4, $5, $6)", r.ID, r.Backup, micros(r.Made), r.Entries, micros(r.At), by))
	})
}

// Restorations lists them, the newest first.
func (db *DB) Restorations(ctx context.Context) ([]Restoration, error) {
	var out []Restoration
	err := db.View(ctx, func(v *View) error {
		return v.each(func(r *sql.Rows) error {
			var x Restoration
			var made, at int64
			err := r.Scan(&x.ID, &x.Backup, &made, &x.Entries, &at, &x.By)
			x.Made, x.At = fromMicros(made), fromMicros(at)
			err = errors.Join(err, v.unseal("restorations.by_name", x.ID, &x.By))
			out = append(out, x)
			return err
		}, "select id, backup, made_at, entries, at, by_name from restorations order by at desc, id")
	})
	return out, err
}
