package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Fill puts what an SQLite database in a folder holds into another store that is empty, such as one in PostgreSQL, all or nothing.
func Fill(ctx context.Context, place, dir string) error {
	from, err := OpenSealed(ctx, dir)
	if err != nil {
		return err
	}
	to, err := connect(ctx, place, true)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	err = fill(ctx, from, to)
	if err = errors.Join(err, from.Close(), to.close()); err != nil {
		return fmt.Errorf("fill the store: %w", err)
	}
	return nil
}

func fill(ctx context.Context, from *DB, to *engine) error {
	steps, err := migrations()
	if err == nil {
		err = migrate(ctx, to.writer, steps)
	}
	if err != nil {
		return err
	}
	tx, err := to.writer.BeginTx(ctx, nil)
	if err != nil {
		return unavailable(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to undo
	if err := untouched(ctx, tx); err != nil {
		return err
	}
	return from.View(ctx, func(v *View) error {
		have, err := v.Steps()
		if err == nil && !slices.Equal(have, Steps()) {
			err = fmt.Errorf("the copy has the schema steps %v and this program %v: use the program that made it", have, Steps())
		}
		if err != nil {
			return err
		}
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
