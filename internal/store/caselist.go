package store

import (
	"database/sql"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Cases lists the cases that a viewer may see after a place, in order of change, without events.
func (v *View) Cases(viewer access.Actor, q casework.CaseQuery, after casework.CasePlace, limit int) ([]casework.CaseRow, error) {
	owner, unowned := q.Owner, 0
	if owner == "none" {
		owner, unowned = "", 1
	}
	var out []casework.CaseRow
	err := v.each(func(r *sql.Rows) error {
		var row casework.CaseRow
		var err error
		row.Case, err = scanCase(func(into ...any) error { return r.Scan(append(into, &row.Events)...) })
		out = append(out, row)
		return err
	}, "select "+caseColumns+", (select count(*) from case_events e where e.case_id = c.id) from cases c where"+wallCases+`
 and ($3 = '' or c.state = $3) and ($4 = '' or c.owner = $4) and ($5 = 0 or c.owner = '') and ($6 = '' or c.subject = $6)
 and c.changed_at >= $7 and (c.changed_at > $8 or c.changed_at = $8 and c.id > $9) order by c.changed_at, c.id limit $10`,
		viewer.Person, viewer.User, string(q.State), owner, unowned, q.Subject, micros(q.Since), micros(after.Changed), after.ID, limit)
	return out, err
}
