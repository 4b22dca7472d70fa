package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Retention gives the store to the desk of what will be erased.
func (db *DB) Retention() retention.Store { return keeping{db} }

type keeping struct{ db *DB }

func (s keeping) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(retention.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s keeping) View(ctx context.Context, do func(retention.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

// endedCase are the closed cases k with what holds each at $1; {wall} keeps some from a viewer. Cases that were merged go together, by the
// days of the one that they were put into. The days begin with the end of the case, and anew with what the person answers and with its
// review; looking at it and naming members prolong nothing. Who holds somebody's dossier holds the cases about him, seen or not.
const endedCase = `(select c.id,
 coalesce((select max(e.at) from case_events e where e.case_id = c.id and e.kind in ('close', 'contest', 'review')), c.changed_at) as since,
 case when exists (select 1 from cases m join case_events e on e.case_id = m.id where m.root = c.id and e.kind = 'contest'
  and not exists (select 1 from case_events y where y.case_id = e.case_id and y.kind = 'review' and y.n > e.n)) then 1 else 0 end as contest,
 case when exists (select 1 from cases m join deadlines d on d.case_id = m.id where m.root = c.id and d.done_at = 0 and (d.kind <> 'step' or d.due_at > $1)
  and not exists (select 1 from holds l where l.about = c.id and l.kind = 'lift' and l.at >= d.set_at)) then 1 else 0 end as due,
 case when exists (select 1 from cases m join approvals a on a.case_id = m.id where m.root = c.id and a.outcome = 'report_police'
  and (exists (select 1 from case_events y where y.case_id = a.case_id and y.n = a.n + 1 and y.kind = 'approve')
   or a.ends > $1 and not exists (select 1 from case_events y where y.case_id = a.case_id and y.n > a.n))
  and not exists (select 1 from holds l where l.about = c.id and l.kind = 'lift' and l.at >= a.at)) then 1 else 0 end as police,
 case when exists (select 1 from holds h join cases m on h.about in (m.id, m.subject) where m.root = c.id and h.kind = 'hold' and h.ended_at = 0) then 1 else 0 end as officer
 from cases c where c.state = 'closed' and c.root = c.id and {wall}) k`

// unheld is that nothing holds one of them.
const unheld = "k.contest + k.due + k.police + k.officer = 0"

// at4 is a wall whose viewer is $4 and $5.
func at4(wall string) string { return strings.NewReplacer("$1", "$4", "$2", "$5").Replace(wall) }

// sight is the wall for whoever looks at what will be erased. The seal does not hide a case's number and days from whoever may hold it:
// nobody could keep it otherwise.
func sight(viewer access.Actor) string {
	if access.May(viewer, access.HoldErasure) {
		return wallConcern
	}
	return wallCase
}

// KeptCases lists cases that were closed by a time.
func (v *View) KeptCases(viewer access.Actor, now, closedUntil time.Time, most int) ([]retention.Kept, error) {
	var out []retention.Kept
	err := v.each(func(r *sql.Rows) error {
		var k retention.Kept
		var since int64
		var why [4]int
		err := r.Scan(&k.ID, &since, &why[0], &why[1], &why[2], &why[3])
		k.Since = fromMicros(since)
		for i, reason := range []retention.Reason{retention.Contested, retention.Deadline, retention.Police, retention.Officer} {
			if why[i] == 1 {
				k.Why = append(k.Why, reason)
			}
		}
		out = append(out, k)
		return err
	}, "select k.id, k.since, k.contest, k.due, k.police, k.officer from "+strings.Replace(endedCase, "{wall}", at4(sight(viewer)), 1)+" where k.since <= $2 order by k.since, k.id limit $3",
		micros(now), micros(closedUntil), most, viewer.Person, viewer.User)
	return out, err
}

// KeptApplications lists applicants whose last day lies between two times. Whoever a case is about that the viewer may see is left out, as the
// case says how long; so are all others about whom there is one once their days are over, and nobody can tell which it was.
func (v *View) KeptApplications(viewer access.Actor, after, until time.Time, most int) (out []retention.Kept, undated int, err error) {
	held, err := v.texts("select about from holds where kind = 'hold' and ended_at = 0")
	if err != nil {
		return nil, 0, err
	}
	holds := map[string]bool{}
	for _, id := range held {
		holds[id] = true
	}
	err = v.applicants(func(id string, last time.Time, dated bool) {
		switch {
		case !dated:
			undated++
		case last.After(until), !holds[id] && !last.After(after), len(out) >= most:
		case holds[id]:
			out = append(out, retention.Kept{ID: id, Since: last, Why: []retention.Reason{retention.Officer}})
		default:
			out = append(out, retention.Kept{ID: id, Since: last})
		}
	}, "and"+wallPerson+"and"+inCompany+"and not exists (select 1 from cases c where c.subject = p.id and"+sight(viewer)+")", viewer.Person, viewer.User)
	return out, undated, err
}

// applicants goes through applicants by id, each with the end of his last day.
func (v *View) applicants(each func(id string, last time.Time, dated bool), where string, args ...any) error {
	return v.each(func(r *sql.Rows) error {
		p, err := v.scanPerson(r.Scan)
		if err != nil {
			return err
		}
		last, dated := retention.LastDay(p.Days)
		each(p.ID, last, dated)
		return nil
	}, "select "+personColumns+" from people p where p.stage in ('application', 'interview') "+where+" order by p.id", args...)
}

// OfficerHolds lists holds that have not ended, of what the viewer may know of.
func (v *View) OfficerHolds(viewer access.Actor) ([]retention.Hold, error) {
	var out []retention.Hold
	return out, v.each(func(r *sql.Rows) error {
		var h retention.Hold
		var at int64
		if err := r.Scan(&h.ID, &h.About, &h.Kind, &h.By, &h.Name, &at, &h.Reason); err != nil {
			return err
		}
		h.At = fromMicros(at)
		err := errors.Join(v.userName(h.By, &h.Name), v.unseal("holds.reason", h.ID, &h.Reason))
		out = append(out, h)
		return err
	}, `select h.id, h.about, h.kind, h.by_user, coalesce(u.name, ''), h.at, h.reason from holds h left join users u on u.id = h.by_user
 where h.kind = 'hold' and h.ended_at = 0 and (`+mayHold("h.about", viewer)+") order by h.at, h.id", viewer.Person, viewer.User)
}

// mayHold is that the viewer $1, $2 may know of a case or a dossier.
func mayHold(about string, viewer access.Actor) string {
	return "exists (select 1 from cases c where c.id = " + about + " and" + sight(viewer) + ") or exists (select 1 from people p where p.id = " + about + " and" + wallPerson + "and" + here + ")"
}

// MayHold reports whether there is something that the viewer may hold.
func (v *View) MayHold(viewer access.Actor, about string) (bool, error) {
	var n int
	err := v.row("select case when "+mayHold("$3", viewer)+" then 1 else 0 end", viewer.Person, viewer.User, about).Scan(&n)
	return n == 1, err
}

// PutHold keeps what the data protection officer said.
func (t *Tx) PutHold(h retention.Hold) error {
	reason, err := t.seal("holds.reason", h.ID, h.Reason)
	if err != nil {
		return err
	}
	return t.exec("insert into holds (id, about, kind, by_user, at, reason, ended_at, ended_by) values ($1, $2, $3, $4, $5, $6, 0, '')", h.ID, h.About, string(h.Kind), h.By, micros(h.At), reason)
}

// EndHold ends a hold.
func (t *Tx) EndHold(id, by string, at time.Time) (about string, err error) {
	if err := t.row("select about from holds where id = $1 and kind = 'hold' and ended_at = 0", id).Scan(&about); err != nil {
		return "", found(err)
	}
	return about, t.change("update holds set ended_at = $1, ended_by = $2 where id = $3 and ended_at = 0", micros(at), by, id)
}

// LastPass reads the last pass that ended.
func (v *View) LastPass() (retention.Pass, error) {
	p, err := v.aPass("ended_at > 0 order by ended_at desc, at desc limit 1")
	if errors.Is(err, sql.ErrNoRows) {
		return retention.Pass{}, nil
	}
	return p, err
}

func (v *View) aPass(which string, args ...any) (retention.Pass, error) {
	var p retention.Pass
	var at, since, ended int64
	err := v.row("select id, at, since, ended_at, cases, applications, details, files from retention_passes where "+which, args...).Scan(&p.ID, &at, &since, &ended, &p.Cases, &p.Applications, &p.Details, &p.Files)
	p.At, p.Since, p.Ended = fromMicros(at), fromMicros(since), fromMicros(ended)
	return p, err
}

// Known are the ids of everybody who is kept.
func (db *DB) Known(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	return out, db.View(ctx, func(v *View) error {
		ids, err := v.texts("select id from people")
		for _, id := range ids {
			out[id] = true
		}
		return err
	})
}

// ErasedMark changes when something was erased.
func (db *DB) ErasedMark(ctx context.Context) (n int64, err error) {
	err = db.View(ctx, func(v *View) error {
		return v.row("select cast(coalesce(sum(cases + applications), 0) as bigint) from retention_passes").Scan(&n)
	})
	return n, err
}
