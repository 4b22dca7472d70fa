package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
)

// Fill puts what an SQLite database in a folder holds into another store that is empty, such as one in PostgreSQL, all or nothing. The
// database is the caller's: it is brought up to date first, as a start would.
func Fill(ctx context.Context, place, dir string) error {
	lite, err := connect(ctx, dir, true)
	if err != nil {
		return err
	}
	from := &DB{engine: lite}
	to, err := connect(ctx, place, true)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	steps, err := migrations()
	for _, db := range []*engine{lite, to} {
		if err == nil {
			err = migrate(ctx, db.writer, steps)
		}
	}
	if err == nil {
		err = fill(ctx, from, to)
	}
	if err = errors.Join(err, from.Close(), to.close()); err != nil {
		return fmt.Errorf("fill the store: %w", err)
	}
	return nil
}

func fill(ctx context.Context, from *DB, to *engine) error {
	tx, err := to.writer.BeginTx(ctx, nil)
	if err != nil {
		return unavailable(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to undo
	if err := untouched(ctx, tx); err != nil {
		return err
	}
	return from.View(ctx, func(v *View) error {
		all, err := v.tables()
		if err == nil {
			err = v.copyTables(all, tx)
		}
		if err != nil {
			return err
		}
		return tx.Commit()
	})
}

// untouched refuses a store in which anything was ever done.
func untouched(ctx context.Context, tx *sql.Tx) error {
	var n int64
	if err := tx.QueryRowContext(ctx, "select (select size from ledger_head where id = 1) + (select count(*) from users) + (select count(*) from data_keys)").Scan(&n); err != nil {
		return unavailable(err)
	}
	if n != 0 {
		return fmt.Errorf("%w: the database holds a server already: give an empty one", core.ErrConflict)
	}
	return nil
}
