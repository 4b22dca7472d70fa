package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// sealingStep is the step of the schema before which more stood in clear.
const sealingStep = 15

// sealClear seals what a store of an older program holds in clear, and puts keyed hashes in the place of what is asked for by
// equality. It goes on where it was interrupted. At the end the engine writes the tables anew, so that what stood in clear is in no free
// page of the database or its log; in copies and backups made before it still is.
func (db *DB) sealClear(ctx context.Context) error {
	var done, entries int
	err := db.View(ctx, func(v *View) error {
		if err := v.row("select count(*) from sealing_steps where step = $1", sealingStep).Scan(&done); err != nil {
			return err
		}
		return v.row("select size from ledger_head where id = 1").Scan(&entries)
	})
	if err != nil || done > 0 {
		return err
	}
	if err := db.write(ctx, (*Tx).hashClear); err != nil {
		return fmt.Errorf("hash what stood in clear: %w", err)
	}
	for _, c := range sealedColumns {
		if !c.clear {
			continue
		}
		_, err := db.rewrite(ctx, c, func(s *Sealer, id, text string) (string, error) {
			if _, err := s.Open(c.place(), id, text); err == nil {
				return text, nil // before an interruption
			}
			return s.Seal(c.place(), id, text)
		})
		if err != nil {
			return err
		}
	}
	if entries > 0 {
		if err := db.engine.compact(ctx, clearTables()); err != nil {
			return fmt.Errorf("write the database anew: %w", err)
		}
	}
	return db.write(ctx, func(t *Tx) error {
		return t.exec("insert into sealing_steps (step) values ($1)", sealingStep)
	})
}

// clearTables are the tables in which more stood in clear.
func clearTables() []string {
	out := []string{"guesses", "person_facets", "places_off"}
	for _, c := range sealedColumns {
		if c.clear && !slices.Contains(out, c.table) {
			out = append(out, c.table)
		}
	}
	return out
}

// hashClear hashes the names that are asked for by equality, all at once; the negative step says that it was done.
func (t *Tx) hashClear() error {
	var done int
	if err := t.row("select count(*) from sealing_steps where step = $1", -sealingStep).Scan(&done); err != nil || done > 0 {
		return err
	}
	for _, hash := range []func() error{t.hashLogins, t.hashPlaces, t.hashFacets,
		func() error { return t.hashKeys("guesses", "key", keyedGuess) },
		func() error { return t.hashKeys("api_answers", "name", keyedAnswer) },
		func() error { return t.hashKeys("places_off", "place", keyedPlace) },
	} {
		if err := hash(); err != nil {
			return err
		}
	}
	return t.exec("insert into sealing_steps (step) values ($1)", -sealingStep)
}

func (t *Tx) hashLogins() error {
	ids, err := t.texts("select id from users where login <> ''")
	if err != nil {
		return err
	}
	for _, id := range ids {
		var login string
		if err := t.row("select login from users where id = $1", id).Scan(&login); err != nil {
			return err
		}
		hash, sealed, err := t.login(id, login)
		if err != nil {
			return err
		}
		if err := t.exec("update users set login = $1, login_sealed = $2 where id = $3", hash, sealed, id); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) hashPlaces() error {
	all, err := t.texts("select distinct place from deliveries")
	if err != nil {
		return err
	}
	for _, place := range all {
		hash, err := t.keyed(keyedPlace, place)
		if err != nil {
			return err
		}
		if err := t.exec("update deliveries set place_key = $1 where place = $2", hash, place); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) hashKeys(table, column, kind string) error {
	all, err := t.texts("select distinct " + column + " from " + table)
	if err != nil {
		return err
	}
	for _, text := range all {
		hash, err := t.keyed(kind, text)
		if err != nil {
			return err
		}
		if err := t.exec("update "+table+" set "+column+" = $1 where "+column+" = $2", hash, text); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) hashFacets() error {
	var all [][3]string
	err := t.each(func(r *sql.Rows) error {
		var f [3]string
		err := r.Scan(&f[0], &f[1], &f[2])
		all = append(all, f)
		return err
	}, "select facet, value, person from person_facets")
	if err != nil {
		return err
	}
	m, err := t.termer()
	if err != nil {
		return err
	}
	if err := t.exec("delete from person_facets"); err != nil {
		return err
	}
	rows := t.many("person_facets (facet, value, person)", 3)
	for _, f := range all {
		rows.add(f[0], m.facet(f[0], f[1]), f[2])
	}
	return rows.end()
}
