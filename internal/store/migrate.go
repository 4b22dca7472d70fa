package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the steps of the schema, in order. A step that was released is never changed: a later one corrects it.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, string(text))
	}
	return out, nil
}

// migrate brings the schema to the newest step, each in a transaction of its own with its number: a process that is killed
// half-way leaves whole steps, and the next one goes on from there. A schema from a later program is refused.
func migrate(ctx context.Context, db *sql.DB, steps []string) error {
	if _, err := db.ExecContext(ctx, "create table if not exists schema_steps (step bigint primary key)"); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	var have int
	if err := db.QueryRowContext(ctx, "select count(*) from schema_steps").Scan(&have); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if have > len(steps) {
		return fmt.Errorf("migrate: the store has step %d, this program knows %d: use the newer program", have, len(steps))
	}
	for n := have; n < len(steps); n++ {
		if err := step(ctx, db, n+1, steps[n]); err != nil {
			return fmt.Errorf("migrate to step %d: %w", n+1, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, n int, text string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, statement := range strings.Split(text, ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if _, err := tx.ExecContext(ctx, "insert into schema_steps (step) values ($1)", n); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
