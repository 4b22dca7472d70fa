package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/retention"
)

// ended lists closed cases whose time is over and that nothing holds, the oldest first; among gives those of them that are in a list.
func (v *View) ended(closedUntil, now time.Time, most int, among ...string) ([]string, error) {
	list, args, only := "", []any{micros(now), micros(closedUntil), most}, ""
	if len(among) > 0 {
		var more []any
		list, more = listOf(4, among)
		only, args = " and k.id in "+list, append(args, more...)
	}
	return v.texts("select k.id from "+strings.Replace(endedCase, "{wall}", "1 = 1", 1)+" where k.since <= $2 and "+unheld+only+" order by k.since, k.id limit $3", args...)
}

// caseGone is a case that goes, with those merged into it.
type caseGone struct {
	cases   []string
	subject []string        // whom they are about
	objects map[string]bool // of entries of the ledger that speak of it
	views   map[string]bool // first views, by when, whose and what they say: their entries name the person instead
	jobs    []string        // that were done for many, and of which it was one
	details []int64         // places of the entries
}

// caseToGo finds out what belongs to a case.
func (v *View) caseToGo(id string) (*caseGone, error) {
	g := &caseGone{objects: map[string]bool{}, views: map[string]bool{}}
	var err error
	if g.cases, err = v.texts("select id from cases where root = $1 order by id", id); err != nil {
		return nil, err
	}
	list, args := listOf(1, g.cases)
	if g.subject, err = v.texts("select distinct subject from cases where id in "+list, args...); err != nil {
		return nil, err
	}
	for _, of := range []string{"cases where id", "evidence where case_id", "tasks where case_id", "approvals where case_id", "glasses where case_id", "holds where about"} {
		ids, err := v.texts("select id from "+of+" in "+list, args...)
		if err != nil {
			return nil, err
		}
		for _, x := range ids {
			g.objects[x] = true
		}
	}
	for _, c := range g.cases {
		full, err := v.withEvents(caseOf(c))
		if err != nil {
			return nil, err
		}
		for _, e := range full.Events {
			g.views[viewKey(e)] = true
		}
	}
	g.jobs, err = v.texts("select distinct job_id from many_items where case_id in "+list, args...)
	return g, err
}

// EraseCases erases some closed cases whose time is over, with everything of theirs.
func (x erasing) EraseCases(ctx context.Context, p retention.Pass, closedUntil, now time.Time) (int, error) {
	gone := map[string]*caseGone{}
	var read int64
	err := x.db.View(ctx, func(v *View) error {
		ids, err := v.ended(closedUntil, now, casesAtOnce)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if gone[id], err = v.caseToGo(id); err != nil {
				return err
			}
		}
		read, err = v.findDetails(0, gone)
		return err
	})
	if err != nil || len(gone) == 0 {
		return 0, err
	}
	defer x.db.closings.forget()
	return x.batch(ctx, p, now, func(t *Tx) (erased, error) {
		var e erased
		var ids []string
		for id := range gone {
			ids = append(ids, id)
		}
		still, err := t.ended(closedUntil, now, casesAtOnce, ids...) // what is held meanwhile stays
		if err != nil {
			return e, err
		}
		for _, id := range ids {
			if !slices.Contains(still, id) {
				delete(gone, id)
			}
		}
		if _, err := t.findDetails(read, gone); err != nil {
			return e, err
		}
		var objects []string
		for _, id := range still {
			if err := t.eraseCase(gone[id], &e, now); err != nil {
				return e, err
			}
			objects = append(objects, sorted(gone[id].objects)...)
		}
		return e, t.eraseAnswers(objects)
	})
}

// eraseCase erases a case. Files of evidence are noted, to be removed once this is on disk.
func (t *Tx) eraseCase(g *caseGone, e *erased, now time.Time) error {
	list, args := listOf(1, g.cases)
	var files int
	if err := t.row("select count(*) from evidence where case_id in "+list, args...).Scan(&files); err != nil {
		return err
	}
	var errs []error
	at, some := listOf(2, g.cases)
	errs = append(errs, t.exec("insert into erased_files (blob, shelf, at) select blob, 'evidence', cast($1 as bigint) from evidence where case_id in "+at+" on conflict do nothing", append([]any{micros(now)}, some...)...),
		t.dropDeliveries(g.cases),
		t.exec("delete from custody where evidence_id in (select id from evidence where case_id in "+list+")", args...))
	for _, table := range []string{"evidence", "tasks", "deadlines", "glasses", "approvals", "case_members", "case_views", "case_conflicts", "case_line", "case_events", "outbox", "many_items"} {
		errs = append(errs, t.exec("delete from "+table+" where case_id in "+list, args...))
	}
	errs = append(errs, t.exec("delete from feed where case_id in "+list+" and id < (select max(n.id) from feed n)", args...), // the last one says from where to count on
		t.exec("update feed set case_id = '' where case_id in "+list, args...),
		t.exec("delete from holds where about in "+list, args...))
	for _, id := range g.cases {
		errs = append(errs, t.dropDraftsOf("/cases/"+id))
	}
	errs = append(errs, t.eraseDetails(g.details, e), t.dropEmptyJobs(g.jobs, e), t.exec("delete from cases where id in "+list, args...))
	m, err := t.termer()
	if err = firstOf(append(errs, err)...); err != nil {
		return err
	}
	for _, id := range g.cases {
		e.IDs = append(e.IDs, m.hash(keyedErased, id))
	}
	e.Cases, e.Files = e.Cases+len(g.cases), e.Files+files
	return nil
}

// dropDeliveries drops what is kept of the reminders of cases.
func (t *Tx) dropDeliveries(cases []string) error {
	list, args := listOf(1, cases)
	ids, err := t.texts("select id from outbox where case_id in "+list, args...)
	for _, id := range ids {
		err = firstOf(err, t.exec("delete from deliveries where substr(id, 1, length($1)) = $1", id+"-"))
	}
	return err
}

// dropDraftsOf drops what anybody has typed on a page and not sent.
func (t *Tx) dropDraftsOf(page string) error {
	return t.exec("delete from drafts where page = $1 or substr(page, 1, length($2)) = $2", page, page+"/")
}

// dropEmptyJobs drops jobs of which nobody is left, and what their entries say.
func (t *Tx) dropEmptyJobs(jobs []string, e *erased) error {
	for _, id := range jobs {
		var left int
		if err := t.row("select count(*) from many_items where job_id = $1", id).Scan(&left); err != nil {
			return err
		}
		if left > 0 {
			continue
		}
		seqs, err := t.detailsOf(id)
		if err := firstOf(err, t.eraseDetails(seqs, e), t.exec("delete from many_jobs where id = $1", id)); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) detailsOf(object string) (out []int64, err error) {
	_, err = v.eachDetail(0, func(d detailOf) error {
		if d.entry.Object == object {
			out = append(out, d.entry.Seq)
		}
		return nil
	})
	return out, err
}

// eraseDetails forgets what entries said.
func (t *Tx) eraseDetails(seqs []int64, e *erased) error {
	for _, seq := range seqs {
		res, err := t.run("delete from ledger_details where seq = $1", seq)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		e.Details += int(n)
	}
	return nil
}
