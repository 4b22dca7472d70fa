package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// table is a table of the schema with its columns.
type table struct {
	name    string
	columns []string
	needs   []string // tables that its rows refer to
}

// tables lists the tables of an SQLite database, those first that others refer to.
func (v *View) tables() ([]table, error) {
	var all []table
	err := v.each(func(r *sql.Rows) error {
		var t table
		err := r.Scan(&t.name)
		all = append(all, t)
		return err
	}, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
	for i := range all {
		t := &all[i]
		if err == nil {
			err = v.each(func(r *sql.Rows) error { return scanInto(r, &t.columns) }, "select name from pragma_table_info($1)", t.name)
		}
		if err == nil {
			err = v.each(func(r *sql.Rows) error { return scanInto(r, &t.needs) }, "select distinct \"table\" from pragma_foreign_key_list($1)", t.name)
		}
	}
	if err != nil {
		return nil, err
	}
	return inOrder(all)
}

func scanInto(r *sql.Rows, list *[]string) error {
	var s string
	err := r.Scan(&s)
	*list = append(*list, s)
	return err
}

func inOrder(all []table) ([]table, error) {
	var out []table
	done := map[string]bool{}
	for len(out) < len(all) {
		before := len(out)
		for _, t := range all {
			if !done[t.name] && !slices.ContainsFunc(t.needs, func(n string) bool { return n != t.name && !done[n] }) {
				done[t.name] = true
				out = append(out, t)
			}
		}
		if len(out) == before {
			return nil, errors.New("tables refer to each other in a ring")
		}
	}
	return out, nil
}

// copyInto copies every row into an SQLite database of the same steps.
func (v *View) copyInto(lite *sql.DB) error {
	tx, err := lite.BeginTx(v.ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to undo
	all, err := (&View{ctx: v.ctx, tx: tx}).tables()
	if err != nil {
		return err
	}
	if err := v.copyTables(all, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// copyTables replaces what the tables of another store hold by what they hold here.
func (v *View) copyTables(all []table, to *sql.Tx) error {
	for _, t := range slices.Backward(all) {
		if _, err := to.ExecContext(v.ctx, "delete from "+t.name); err != nil {
			return fmt.Errorf("empty %s: %w", t.name, err)
		}
	}
	for _, t := range all {
		if err := v.copyTable(t, to); err != nil {
			return fmt.Errorf("copy %s: %w", t.name, err)
		}
	}
	return nil
}

func (v *View) copyTable(t table, to *sql.Tx) error {
	places := make([]string, len(t.columns))
	for i := range places {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	names := strings.Join(t.columns, ", ")
	insert, err := to.PrepareContext(v.ctx, "insert into "+t.name+" ("+names+") values ("+strings.Join(places, ", ")+")")
	if err != nil {
		return err
	}
	defer insert.Close()
	row, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range row {
		into[i] = &row[i]
	}
	return v.each(func(r *sql.Rows) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		_, err := insert.ExecContext(v.ctx, row...)
		return err
	}, "select "+names+" from "+t.name)
}
