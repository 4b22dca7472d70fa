package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is a step of the schema: the number of its file, and its statements.
type migration struct {
	n    int
	text string
}

// migrations are the steps of the schema, in order. A step that was released is never changed: a later one corrects it.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var out []migration
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		number, _, _ := strings.Cut(path.Base(name), "_")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("migration %s: its name begins with no number", name)
		}
		out = append(out, migration{n, string(text)})
	}
	return out, nil
}

// migrate does the steps that a store has not seen, each in a transaction of its own with its number: a process that is killed
// half-way leaves whole steps, and the next one goes on from there. A store with a step of a later program is refused.
func migrate(ctx context.Context, db *sql.DB, steps []migration) error {
	if _, err := db.ExecContext(ctx, "create table if not exists schema_steps (step bigint primary key)"); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	have, err := stepsOf(ctx, db)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	for n := range have {
		if !slices.ContainsFunc(steps, func(m migration) bool { return m.n == n }) {
			return fmt.Errorf("migrate: the store has step %d, which this program does not know: use the newer program", n)
		}
	}
	for _, m := range steps {
		if have[m.n] {
			continue
		}
		if err := step(ctx, db, m.n, m.text); err != nil {
			return fmt.Errorf("migrate to step %d: %w", m.n, err)
		}
	}
	return nil
}

func stepsOf(ctx context.Context, db *sql.DB) (map[int]bool, error) {
	rows, err := db.QueryContext(ctx, "select step from schema_steps")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := map[int]bool{}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		have[n] = true
	}
	return have, rows.Err()
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
