package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// conditions are the conditions of a query about people p and their values; $1 and $2 are the viewer's dossier and the viewer.
type conditions struct {
	text strings.Builder
	args []any
}

// newConditions begins with the wall. The cast gives $2 a type when nothing else uses it.
func newConditions(viewer access.Actor) *conditions {
	c := &conditions{args: []any{viewer.Person, viewer.User}}
	c.text.WriteString(" cast($2 as text) is not null and" + wallPeople + "and" + here)
	return c
}

// value adds a value, and gives how a condition names it.
func (c *conditions) value(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

// and adds a condition; each ? in it is the next value.
func (c *conditions) and(condition string, values ...any) {
	for _, v := range values {
		condition = strings.Replace(condition, "?", c.value(v), 1)
	}
	c.text.WriteString(" and " + condition)
}

// last is the place of the newest value.
func (c *conditions) last() string { return "$" + strconv.Itoa(len(c.args)) }

// openCase is an open case about p that the viewer may see.
var openCase = openCaseWhere("")

// openCaseAnd is one of which something more holds.
func openCaseAnd(condition string) string { return openCaseWhere(" and " + condition) }

func openCaseWhere(more string) string {
	return "exists (select 1 from cases c where c.subject = p.id and c.state in ('open', 'decided')" + more + " and" + wallCases + ")"
}

// inOpenCase is openCaseAnd where it holds for few: the database begins with the cases.
func inOpenCase(condition string) string {
	return "p.id in (select c.subject from cases c where c.state in ('open', 'decided') and " + condition + " and" + wallCases + ")"
}

var whose = map[casework.Whose]string{
	casework.ToDo:      "(p.level_rank > 0 and not " + openCase + " and not " + aside + " or " + openCaseAnd("c.owner in ('', $2)") + ")",
	casework.Mine:      inOpenCase("c.owner = $2"),
	casework.Unclaimed: inOpenCase("c.owner = ''"),
	casework.InCase:    openCase,
	casework.NoCase:    "p.level_rank > 0 and not " + openCase + " and not " + aside,
	casework.SetApart:  "p.level_rank > 0 and " + aside,
	casework.Everybody: "p.level_rank > 0",
}

// matching are the conditions of a filter.
func (v *View) matching(viewer access.Actor, f casework.Filter) (*conditions, error) {
	c := newConditions(viewer)
	c.and(whose[f.Whose])
	if f.Stage != "" {
		c.and("p.stage = ?", string(f.Stage))
	}
	if f.Level != "" {
		c.and("p.level = ? and "+openCaseAnd("exists (select 1 from case_views w where w.case_id = c.root and w.user_id = $2)"), string(f.Level))
	}
	m, err := v.termer()
	if err != nil {
		return nil, err
	}
	for _, x := range []struct{ facet, value string }{{"family", string(f.Family)}, {"signal", f.Signal}, {"source", f.Source}} {
		if x.value != "" {
			if err := v.among(c, facets, x.facet, m.facet(x.facet, x.value)); err != nil {
				return nil, err
			}
		}
	}
	if !f.Since.IsZero() {
		since := c.value(micros(f.Since))
		c.and("(p.changed_at >= " + since + " or " + inOpenCase("c.changed_at >= "+since) + ")")
	}
	if strings.TrimSpace(f.Text) == "" {
		return c, nil
	}
	words := casework.Words(f.Text)
	for _, w := range words {
		if err := v.among(c, terms, m.term(w)); err != nil {
			return nil, err
		}
	}
	if len(words) == 0 {
		c.and("1 = 0")
	}
	return c, nil
}

// entries are rows of an index that name people.
type entries struct{ table, person, where string }

var (
	facets = entries{"person_facets x", "x.person", "x.facet = ? and x.value = ?"}
	terms  = entries{"search_terms t", "t.ref", "t.term = ?"}
)

// fewEntries is up to how many entries a list begins with them; what more have in common is asked of each person in turn.
const fewEntries = 2000

// among adds that entries with some values name a person p.
func (v *View) among(c *conditions, e entries, values ...any) error {
	count := &conditions{}
	count.text.WriteString("1 = 1")
	count.and(e.where, values...)
	var n int
	if err := v.row("select count(*) from (select 1 as one from "+e.table+" where "+count.text.String()+" limit "+count.value(fewEntries+1)+") as m", count.args...).Scan(&n); err != nil {
		return err
	}
	if n > fewEntries {
		c.and("exists (select 1 from "+e.table+" where "+e.where+" and "+e.person+" = p.id)", values...)
	} else {
		c.and("p.id in (select "+e.person+" from "+e.table+" where "+e.where+")", values...)
	}
	return nil
}

// PeopleIDs lists whom a filter matches after a place, in turn.
func (v *View) PeopleIDs(viewer access.Actor, f casework.Filter, at casework.Place, limit int) ([]string, error) {
	c, err := v.matching(viewer, f)
	if err != nil {
		return nil, err
	}
	if at.After != "" {
		turn, err := v.turnOf(viewer, at.After)
		if err != nil {
			return nil, err
		}
		c.and("(p.turn, p.id) > (?, ?)", turn, at.After)
	}
	return v.inTurn(c, limit)
}

// inTurn lists those of whom something holds. Only ids are sorted: what stands beside each is read for those who are shown.
func (v *View) inTurn(c *conditions, limit int) ([]string, error) {
	c.args = append(c.args, limit)
	return v.texts("select p.id from people p where"+c.text.String()+" order by p.turn, p.id limit "+c.last(), c.args...)
}

// People lists people by a filter after a place, in turn. Nothing of their documents is read.
func (v *View) People(viewer access.Actor, f casework.Filter, at casework.Place, limit int) ([]casework.Row, error) {
	ids, err := v.PeopleIDs(viewer, f, at, limit)
	if err != nil {
		return nil, err
	}
	return v.PeopleByID(viewer, ids)
}

// peopleAtOnce is how many are asked for by id in one query.
const peopleAtOnce = 400

// PeopleByID lists those of some people whom a viewer sees.
func (v *View) PeopleByID(viewer access.Actor, ids []string) ([]casework.Row, error) {
	var out []casework.Row
	for part := range slices.Chunk(ids, peopleAtOnce) {
		c := newConditions(viewer)
		values := make([]any, len(part))
		for i, id := range part {
			values[i] = id
		}
		c.and("p.id in (?"+strings.Repeat(", ?", len(part)-1)+")", values...)
		rows, err := v.listed(viewer, c)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// turnOf is whose turn it was after somebody whom the viewer sees; whoever is gone, or hidden, is core.ErrNotFound.
func (v *View) turnOf(viewer access.Actor, id string) (int, error) {
	var turn int
	err := v.row("select p.turn from people p where p.id = $3 and"+wallPerson+"and cast($2 as text) is not null and"+here, viewer.Person, viewer.User, id).Scan(&turn)
	return turn, found(err)
}

func (v *View) listed(viewer access.Actor, c *conditions) ([]casework.Row, error) {
	var rows []casework.Row
	err := v.each(func(r *sql.Rows) error {
		var row casework.Row
		var why string
		var changed int64
		var apart int
		if err := r.Scan(&row.ID, &row.Name, &row.Title, &row.Stage, &row.Level, &why, &changed, &apart); err != nil {
			return err
		}
		row.Aside = apart == 1
		for i, text := range []*string{&row.Name, &row.Title, nil, &why} {
			if text == nil {
				continue
			}
			if err := v.unseal(sealedPerson[i], row.ID, text); err != nil {
				return err
			}
		}
		row.Changed, row.Known = fromMicros(changed), strconv.FormatInt(changed, 10)
		rows = append(rows, row)
		return json.Unmarshal([]byte(why), &rows[len(rows)-1].Why)
	}, "select p.id, p.name, p.title, p.stage, p.level, p.why, p.changed_at, case when "+aside+" then 1 else 0 end from people p where"+c.text.String()+" order by p.turn, p.id", c.args...)
	if err != nil {
		return nil, err
	}
	return rows, v.withCases(viewer, rows)
}

// withCases puts the newest open case that the viewer may see beside each person, and leaves the level out where he wrote no
// first view.
func (v *View) withCases(viewer access.Actor, rows []casework.Row) error {
	at := map[string]int{}
	args := []any{viewer.Person, viewer.User}
	var list strings.Builder
	for i, r := range rows {
		at[r.ID] = i
		args = append(args, r.ID)
		fmt.Fprintf(&list, ", $%d", len(args))
	}
	viewed := make([]bool, len(rows))
	if len(rows) > 0 {
		err := v.each(func(r *sql.Rows) error {
			var subject, id, owner, name string
			var mine, comments, sealed int
			if err := r.Scan(&subject, &id, &owner, &name, &mine, &comments, &sealed); err != nil {
				return err
			}
			if err := v.unseal("users.name", owner, &name); err != nil {
				return err
			}
			i := at[subject]
			rows[i].Case, rows[i].OwnerID, rows[i].Owner, rows[i].Comments, viewed[i] = id, owner, name, comments, mine > 0
			rows[i].Sealed = sealed == 1
			return nil
		}, `select c.subject, c.root, c.owner, coalesce(u.name, ''), (select count(*) from case_views w where w.case_id = c.root and w.user_id = $2),
 (select count(*) from case_events e where e.case_id = c.root and e.kind = 'note'), c.sealed
 from cases c left join users u on u.id = c.owner where c.state <> 'closed' and`+wallCase+"and c.subject in ("+list.String()[2:]+") order by c.opened_at, c.id", args...)
		if err != nil {
			return err
		}
	}
	for i := range rows {
		if !viewed[i] {
			rows[i].Level = ""
		}
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
