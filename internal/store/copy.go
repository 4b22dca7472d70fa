package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// OpenSealed opens a store beside the process that owns it, without its master key: ids, times and the ledger can be read, what is
// sealed cannot.
func OpenSealed(ctx context.Context, place string) (*DB, error) {
	e, err := connect(ctx, place, false)
	if err != nil {
		return nil, err
	}
	return &DB{engine: e}, nil
}

// Engine names what the store is kept in.
func (db *DB) Engine() string {
	if db.engine.snapshot == sql.LevelRepeatableRead {
		return "postgresql"
	}
	return "sqlite"
}

// CopyTo copies the store into a new SQLite database in a folder, as it is at one moment, while others go on writing. What is sealed
// stays sealed.
func (db *DB) CopyTo(ctx context.Context, dir string) error {
	path := filepath.Join(dir, fileName)
	if db.Engine() == "postgresql" {
		return db.copyRows(ctx, dir)
	}
	if err := vacuumInto(ctx, db.engine.reader, path); err != nil {
		return unavailable(fmt.Errorf("copy the store: %w", err))
	}
	return nil
}

// vacuumInto has SQLite write a copy. That counts as writing, which the connections of readers refuse otherwise.
func vacuumInto(ctx context.Context, reader *sql.DB, path string) error {
	conn, err := reader.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "pragma query_only(0)"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "vacuum into $1", path)
	if _, again := conn.ExecContext(context.WithoutCancel(ctx), "pragma query_only(1)"); again != nil {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // it is not used again
		err = errors.Join(err, again)
	}
	return err
}

// copyRows copies the tables one by one out of one snapshot.
func (db *DB) copyRows(ctx context.Context, dir string) error {
	lite, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(filepath.Join(dir, fileName))}).EscapedPath()+"?_pragma=synchronous(OFF)")
	if err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	lite.SetMaxOpenConns(1)
	steps, err := migrations()
	if err == nil {
		err = migrate(ctx, lite, steps)
	}
	if err == nil {
		err = db.View(ctx, func(v *View) error {
			have, err := v.Steps()
			if err != nil {
				return err
			}
			if mine := Steps(); !slices.Equal(have, mine) {
				return fmt.Errorf("the store has the schema steps %v and this program %v: start the server of this program once, or use that of the store", have, mine)
			}
			return v.copyInto(lite)
		})
	}
	if err = errors.Join(err, lite.Close()); err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	return nil
}

// Steps are the steps of the schema that this program knows.
func Steps() []int {
	var out []int
	all, err := migrations()
	if err != nil {
		panic("BUG: " + err.Error()) // they are in the binary
	}
	for _, m := range all {
		out = append(out, m.n)
	}
	slices.Sort(out)
	return out
}

// Steps are the steps of the schema that a store has seen.
func (v *View) Steps() ([]int, error) {
	have := map[int]bool{}
	err := v.each(func(r *sql.Rows) error {
		var n int
		err := r.Scan(&n)
		have[n] = true
		return err
	}, "select step from schema_steps")
	return slices.Sorted(maps.Keys(have)), err
}

// KeyIDs names the keys that the store has, and by which master key each is wrapped.
func (v *View) KeyIDs() ([]string, error) {
	var out []string
	return out, v.each(func(r *sql.Rows) error { return scanInto(r, &out) }, "select id || ' ' || master from data_keys order by 1")
}

// Blobs gives the files beside the store that it names: of evidence, and of what was handed in.
func (v *View) Blobs(each func(name string) error) error {
	return v.each(func(r *sql.Rows) error {
		var name string
		if err := r.Scan(&name); err != nil {
			return err
		}
		return each(name)
	}, "select distinct 'evidence/' || blob from evidence union select distinct 'imports/' || blob from import_files order by 1")
}

// CheckFile has SQLite look at every page of a database, and at every reference of a row to another.
func (db *DB) CheckFile(ctx context.Context) error {
	if db.Engine() != "sqlite" {
		return nil
	}
	return db.View(ctx, func(v *View) error {
		err := v.each(func(r *sql.Rows) error {
			var says string
			if err := r.Scan(&says); err != nil {
				return err
			}
			if says != "ok" {
				return fmt.Errorf("the database is damaged: %s", says)
			}
			return nil
		}, "pragma integrity_check(1)")
		if err != nil {
			return err
		}
		if err := v.each(func(*sql.Rows) error { return errors.New("a row of the database refers to one that is not there") }, "pragma foreign_key_check"); err != nil {
			return err
		}
		return v.each(func(*sql.Rows) error {
			return errors.New("the database holds a view or a trigger, which none of Taupier's does")
		}, "select 1 from sqlite_master where type not in ('table', 'index')")
	})
}

// VerifySealed derives the ledger anew from its entries, and holds it against its checkpoints, the stored tree and checkpoints that
// were kept elsewhere. It needs no master key, and looks at no detail.
func (db *DB) VerifySealed(ctx context.Context, public string, known ...ledger.Checkpoint) (ledger.Verified, error) {
	var found ledger.Verified
	err := db.View(ctx, func(v *View) error {
		h, err := v.head()
		if err != nil {
			return err
		}
		known := append(slices.Clone(known), ledger.Checkpoint{Size: h.Size, Root: h.Root, At: h.Last})
		found, err = ledger.VerifyFrom(v.exportTree, public, known...)
		if err == nil && found.Entries != h.Size {
			err = fmt.Errorf("the ledger has %d entries, and its head says %d", found.Entries, h.Size)
		}
		return err
	})
	return found, err
}

func (v *View) exportTree(x *ledger.Exporter) error {
	points, err := v.points()
	if err != nil {
		return err
	}
	return v.each(func(r *sql.Rows) error {
		var seq int64
		var leaf string
		if err := r.Scan(&seq, &leaf); err != nil {
			return err
		}
		if err := x.Leaf([]byte(leaf), nil); err != nil {
			return err
		}
		if note, ok := points[seq+1]; ok {
			return x.Checkpoint([]byte(note))
		}
		return nil
	}, "select seq, leaf from ledger_leaves order by seq")
}
