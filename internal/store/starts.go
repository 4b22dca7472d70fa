package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/starting"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Starts gives the store to the page of hiring managers.
func (db *DB) Starts() starting.Store { return starts{db} }

type starts struct{ db *DB }

func (s starts) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(starting.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (v *View) startRows(where string, args ...any) ([]starting.Person, error) {
	var out []starting.Person
	err := v.each(func(r *sql.Rows) error {
		var manager string
		var ask int64
		p, err := v.scanPerson(func(into ...any) error { return r.Scan(append(into, &manager, &ask)...) })
		row := starting.Of(p)
		row.Manager, row.Ask = manager, ask == 1
		out = append(out, row)
		return err
	}, "select "+personColumns+", coalesce(x.manager, ''), coalesce(x.ask, 0) from people p left join starts x on x.person = p.id where p.stage in ('interview', 'hired') and"+inCompany+"and "+where+" order by p.id", args...)
	return out, err
}

// Starting lists people in an interview or hired, but for the viewer and whom he stands above.
func (v *View) Starting(viewer access.Actor) ([]starting.Person, error) {
	return v.startRows(wallPerson, viewer.Person)
}

// StartingOne reads one of them.
func (v *View) StartingOne(viewer access.Actor, id string) (starting.Person, error) {
	rows, err := v.startRows("p.id = $2 and"+wallPerson, viewer.Person, id)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return starting.Person{}, found(err)
	}
	return rows[0], nil
}

// StartingFor lists those of a hiring manager: whom personnel named him for, and whose dossier stands below his.
func (v *View) StartingFor(viewer access.Actor) ([]starting.Person, error) {
	return v.startRows("p.id <> $1 and (x.manager = $2 or exists (select 1 from superiors s where s.person = p.id and s.superior = $1))", viewer.Person, viewer.User)
}

// StartManagers lists who may be told.
func (v *View) StartManagers() ([]access.Actor, error) {
	users, err := v.working()
	return slices.DeleteFunc(users, func(a access.Actor) bool { return !slices.Contains(a.Roles, access.HiringManager) }), err
}

// PutStart keeps who is told of somebody, and whether personnel wants to be asked first.
func (t *Tx) PutStart(person, manager string, ask bool) error {
	if err := t.exec("delete from starts where person = $1", person); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	return t.exec("insert into starts (person, manager, ask) values ($1, $2, $3)", person, manager, oneIf(ask))
}
