package store

import (
	"database/sql"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/link"
)

// leaveLinks takes people out of what is shared, also out of what is in memory: the wall stands on who is kept, and whoever is not kept is
// behind none. What is left of a thing is shown as the next reading will find it, and that reading writes it anew.
func (t *Tx) leaveLinks(people []string) error {
	for _, id := range people {
		things, err := t.thingsOf(id)
		if err := firstOf(err, t.exec("delete from link_stated where a = $1 or b = $1", id)); err != nil {
			return err
		}
		for some := range slices.Chunk(things, manyArgs) {
			if err := t.leaveThings(id, some); err != nil {
				return err
			}
		}
	}
	return t.exec("update link_state set n = n + 1 where id = 1")
}

// leaveThings takes somebody out of some things. One that was not written to its end says so by having no holders, and goes on saying it.
func (t *Tx) leaveThings(id string, things []int64) error {
	list, args := listOf(1, things)
	person := fmt.Sprintf("$%d", len(args)+1)
	with := append(slices.Clone(args), id)
	return firstOf(
		t.exec("update link_things set digest = 0, holders = holders - (select count(*) from link_holders h where h.thing = link_things.id and h.person = "+person+") where holders > 0 and id in "+list, with...),
		t.exec("delete from link_holders where thing in "+list+" and person = "+person, with...),
		t.exec("delete from link_things where id in "+list+" and not exists (select 1 from link_holders h where h.thing = link_things.id)", args...),
		t.exec(fmt.Sprintf("update link_holders set common = 0 where common = 1 and thing in (select x.id from link_things x where x.holders > 0 and x.holders < %d and x.id in ", link.CommonFrom)+list+")", args...))
}

// thingsOf are the things that somebody has.
func (v *View) thingsOf(person string) (out []int64, err error) {
	return out, v.each(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		out = append(out, id)
		return err
	}, "select distinct thing from link_holders where person = $1", person)
}
