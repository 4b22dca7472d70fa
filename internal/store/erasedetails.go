package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// keyedErased is the kind of the keyed hash by which the ledger says what was erased.
const keyedErased = "erased"

func caseOf(id string) casework.Case { return casework.Case{ID: id} }

// viewKey tells one event of a case from all others, also from that in a later case about the same person that says the same.
func viewKey(e casework.Event) string {
	return fmt.Sprintf("%d\x00%s\x00%s", micros(e.At), e.By, e.Text)
}

// detailOf is an entry of the ledger whose detail is still there.
type detailOf struct {
	entry      ledger.Entry
	salt, body string
}

// eachDetail goes through the entries from a place on whose details are still there, and gives the place after the last entry. What an entry
// says stays sealed.
func (v *View) eachDetail(from int64, do func(detailOf) error) (next int64, err error) {
	if err := v.row("select size from ledger_head where id = 1").Scan(&next); err != nil {
		return 0, err
	}
	return next, v.each(func(r *sql.Rows) error {
		var d detailOf
		var leaf string
		if err := r.Scan(&leaf, &d.salt, &d.body); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(leaf), &d.entry); err != nil {
			return fmt.Errorf("entry: %w", err)
		}
		return do(d)
	}, "select l.leaf, d.salt, d.body from ledger_details d join ledger_leaves l on l.seq = d.seq where d.seq >= $1 order by d.seq", from)
}

// findDetails finds the entries that speak of cases, from a place on: by the object, and of first views, whose object is the person, by what
// they say. It reads the whole ledger, since an index over objects would say in one place who is in a case.
func (v *View) findDetails(from int64, gone map[string]*caseGone) (next int64, err error) {
	byObject, bySubject := map[string]*caseGone{}, map[string][]*caseGone{}
	for _, g := range gone {
		for o := range g.objects {
			byObject[o] = g
		}
		for _, p := range g.subject {
			bySubject[p] = append(bySubject[p], g)
		}
	}
	return v.eachDetail(from, func(d detailOf) error {
		if g := byObject[d.entry.Object]; g != nil {
			g.details = append(g.details, d.entry.Seq)
			return nil
		}
		room, _, _ := strings.Cut(d.entry.Act, ".")
		about := bySubject[d.entry.Object]
		if len(about) == 0 || room != "case" && room != "glass" {
			return nil
		}
		said, err := v.detail(d.entry.Seq, d.salt, d.body)
		if err != nil {
			return err
		}
		var e casework.Event
		if err := json.Unmarshal(said.Text, &e); err != nil {
			return nil //nolint:nilerr // it is no event of a case
		}
		for _, g := range about {
			if g.views[viewKey(e)] {
				g.details = append(g.details, d.entry.Seq)
				break
			}
		}
		return nil
	})
}
