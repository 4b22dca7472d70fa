package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
)

// hold names this process as the one that writes. The lock of a store ends with a connection or a file handle, which can be lost while
// the process lives; who holds it is a row, so that whoever held it before writes nothing from then on (a fencing token: Kleppmann,
// Designing Data-Intensive Applications, chapter 8).
func (db *DB) hold(ctx context.Context) error {
	name := rand.Text()
	if err := db.write(ctx, func(t *Tx) error { return t.change("update ledger_head set holder = $1 where id = 1", name) }); err != nil {
		return fmt.Errorf("hold the store: %w", err)
	}
	db.holder = name
	return nil
}

// stillHolds refuses a transaction of a process that another one followed. It takes the row of the ledger's head, as every act does, so
// that nobody follows until the transaction has ended.
func (db *DB) stillHolds(ctx context.Context, tx *sql.Tx) error {
	if db.holder == "" {
		return nil
	}
	res, err := tx.ExecContext(ctx, "update ledger_head set size = size where id = 1 and holder = $1", db.holder)
	if err != nil {
		return unavailable(err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return unavailable(err)
	}
	if n == 0 {
		return fmt.Errorf("another process has taken this store over and this one writes nothing more: stop it (%w)", core.ErrUnavailable)
	}
	return nil
}
