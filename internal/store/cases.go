package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Cases gives the store to casework.
func (db *DB) Cases() casework.Store { return cases{db} }

type cases struct{ db *DB }

func (c cases) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	return c.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (c cases) View(ctx context.Context, do func(casework.Reader) error) error {
	return c.db.View(ctx, func(v *View) error { return do(v) })
}

const caseColumns = "c.id, c.subject, c.state, c.owner, c.opened_by, c.opened_at, c.changed_at, c.closing, c.sealed, c.root"

func scanCase(scan func(...any) error) (casework.Case, error) {
	var c casework.Case
	var opened, changed, sealed int64
	err := scan(&c.ID, &c.Subject, &c.State, &c.Owner, &c.OpenedBy, &opened, &changed, &c.Closing, &sealed, &c.Root)
	c.Opened, c.Changed, c.Sealed = fromMicros(opened), fromMicros(changed), sealed == 1
	return c, err
}

// CasesAbout lists the cases about a person that a viewer may see, the newest first, without events.
func (v *View) CasesAbout(viewer access.Actor, person string) ([]casework.Case, error) {
	var out []casework.Case
	err := v.each(func(r *sql.Rows) error {
		c, err := scanCase(r.Scan)
		out = append(out, c)
		return err
	}, "select "+caseColumns+" from cases c where c.subject = $3 and"+wallCase+"order by c.opened_at desc, c.id", viewer.Person, viewer.User, person)
	return out, err
}

// Case reads a case with its events, for a viewer. Of a sealed case, a member who did not prove who he is gets what it is about
// and access.ErrProof.
func (v *View) Case(viewer access.Actor, id string) (casework.Case, error) {
	c, err := scanCase(v.row("select "+caseColumns+" from cases c where c.id = $3 and"+wallCase, viewer.Person, viewer.User, id).Scan)
	if err != nil {
		return c, found(err)
	}
	if c.Sealed {
		if err := v.unlocked(viewer); err != nil {
			return c, err
		}
	}
	return v.withEvents(c)
}

// unlocked is access.ErrProof for a viewer who did not prove of late who he is: what is sealed is not read to him.
func (v *View) unlocked(viewer access.Actor) error {
	now, err := v.clock()
	if err != nil {
		return err
	}
	return access.Recent(viewer, now)
}

// clock is the latest time in the ledger, or that of the act that looks when it is later.
func (v *View) clock() (time.Time, error) {
	var last int64
	err := v.row("select last_at from ledger_head where id = 1").Scan(&last)
	return fromMicros(max(last, micros(v.at))), err
}

// withEvents adds its events to a case, and who wrote a first view.
func (v *View) withEvents(c casework.Case) (casework.Case, error) {
	id := c.ID
	users, err := v.texts("select user_id from case_views where case_id = $1", id)
	if err != nil {
		return c, err
	}
	c.Viewed = map[string]bool{}
	for _, u := range users {
		c.Viewed[u] = true
	}
	err = v.each(func(r *sql.Rows) error {
		var event, doc, by, name string
		if err := r.Scan(&event, &doc, &by, &name); err != nil {
			return err
		}
		if err := v.unseal("case_events.doc", event, &doc); err != nil {
			return err
		}
		var e casework.Event
		if err := json.Unmarshal([]byte(doc), &e); err != nil {
			return fmt.Errorf("event of case %s: %w", id, err)
		}
		e.Name = name
		if err := v.userName(by, &e.Name); err != nil {
			return err
		}
		c.Events = append(c.Events, e)
		return nil
	}, "select e.id, e.doc, e.by_user, coalesce(u.name, '') from case_events e left join users u on u.id = e.by_user where e.case_id = $1 order by e.n", id)
	return c, err
}

// PutCase keeps a case as an event has made it. Two events in the place of one are core.ErrUnavailable: one of them was first.
func (t *Tx) PutCase(c casework.Case, e casework.Event) error {
	if e.N == 0 {
		if err := t.exec("insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing, root) values ($1, $2, $3, $4, $5, $6, $7, $8, $1)",
			c.ID, c.Subject, string(c.State), c.Owner, c.OpenedBy, micros(c.Opened), micros(c.Changed), string(c.Closing)); err != nil {
			return err
		}
	} else if err := t.change("update cases set state = $1, owner = $2, changed_at = $3, closing = $4, sealed = $5, root = $6 where id = $7",
		string(c.State), c.Owner, micros(c.Changed), string(c.Closing), oneIf(c.Sealed), c.Root, c.ID); err != nil {
		return err
	}
	if err := t.putBeside(c, e); err != nil {
		return err
	}
	return t.putEvent(c.ID, e)
}

// putEvent puts an event at its place in a case, and tells whoever follows.
func (t *Tx) putEvent(id string, e casework.Event) error {
	doc, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("event of case %s: %w", id, err)
	}
	event := fmt.Sprintf("%s/%d", id, e.N)
	sealed, err := t.seal("case_events.doc", event, string(doc))
	if err != nil {
		return err
	}
	if err := t.exec("insert into case_events (id, case_id, n, at, by_user, kind, doc) values ($1, $2, $3, $4, $5, $6, $7)",
		event, id, e.N, micros(e.At), e.By, string(e.Kind), sealed); err != nil {
		return err
	}
	return t.tell(id, e.Kind)
}

// NameConflict keeps a case from a user.
func (t *Tx) NameConflict(id, user string) error {
	return t.exec("insert into case_conflicts (case_id, user_id) values ($1, $2) on conflict do nothing", id, user)
}
