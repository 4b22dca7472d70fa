package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/core"
)

// applicationsEnded lists applicants whose time is over and about whom there is neither a case nor a hold, by id; among gives those of them that are
// in a list.
func (v *View) applicationsEnded(endedBy time.Time, most int, among ...string) ([]string, error) {
	only, args := "", []any(nil)
	if len(among) > 0 {
		var list string
		list, args = listOf(1, among)
		only = " and p.id in " + list
	}
	var out []string
	err := v.applicants(func(id string, last time.Time, dated bool) {
		if dated && !last.After(endedBy) && len(out) < most {
			out = append(out, id)
		}
	}, "and not exists (select 1 from cases c where c.subject = p.id) and not exists (select 1 from holds h where h.about = p.id and h.kind = 'hold' and h.ended_at = 0)"+only, args...)
	return out, err
}

// EraseApplications erases some applicants whose time is over, with everything of theirs. What the operator's folder still holds of them is not
// the store's; the next reading passes it by.
func (x erasing) EraseApplications(ctx context.Context, p retention.Pass, endedBy, now time.Time) (int, error) {
	var ids []string
	var read int64
	found := map[string][]int64{} // details by object
	look := func(v *View, from int64, objects []string) (int64, error) {
		return v.eachDetail(from, func(d detailOf) error {
			if slices.Contains(objects, d.entry.Object) {
				found[d.entry.Object] = append(found[d.entry.Object], d.entry.Seq)
			}
			return nil
		})
	}
	err := x.db.View(ctx, func(v *View) (err error) {
		if ids, err = v.applicationsEnded(endedBy, applicationsAtOnce); err != nil || len(ids) == 0 {
			return err
		}
		read, err = look(v, 0, ids)
		return err
	})
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	defer x.db.links.read.wake()
	return x.batch(ctx, p, now, func(t *Tx) (erased, error) {
		var e erased
		still, err := t.applicationsEnded(endedBy, applicationsAtOnce, ids...) // about whom a case was opened meanwhile, stays
		if err != nil || len(still) == 0 {
			return e, err
		}
		if _, err := look(&t.View, read, still); err != nil {
			return e, err
		}
		m, err := t.termer()
		if err != nil {
			return e, err
		}
		for _, id := range still {
			if err := firstOf(t.eraseImported(id, &e, now), t.erasePerson(id, &e), t.eraseDetails(found[id], &e)); err != nil {
				return e, err
			}
			e.IDs = append(e.IDs, m.hash(keyedErased, id))
		}
		e.Applications += len(still)
		return e, firstOf(t.leaveLinks(still), t.eraseAnswers(still), t.forgetWords(still))
	})
}

// erasePerson erases what is kept of a person beside cases.
func (t *Tx) erasePerson(id string, e *erased) error {
	jobs, err := t.texts("select distinct job_id from many_items where person = $1", id)
	errs := []error{err, t.dropDraftsOf("/people/" + id), t.dropMoves(id, e)}
	for _, x := range []string{"many_items where person", "asides where person", "starts where person", "account_changes where person",
		"source_problems where person", "holds where about", "person_facets where person", "superiors where person", "people_left where person", "people where id"} {
		errs = append(errs, t.exec("delete from "+x+" = $1", id))
	}
	return firstOf(append(errs, t.dropEmptyJobs(jobs, e))...)
}

// dropMoves drops what was agreed about changes of a person's account, and what its entries say.
func (t *Tx) dropMoves(person string, e *erased) error {
	changes, err := t.texts("select id from account_changes where person = $1", person)
	for _, id := range changes {
		moves, err1 := t.texts("select id from account_moves where change_id = $1", id)
		err = firstOf(err, err1, t.exec("delete from account_moves where change_id = $1", id))
		for _, object := range append(moves, id) {
			seqs, err1 := t.detailsOf(object)
			err = firstOf(err, err1, t.eraseDetails(seqs, e))
		}
	}
	return err
}

// forgetWords takes out the words by which people are found. The table is in the order of words, so that it is gone through once for all of them.
func (t *Tx) forgetWords(people []string) error {
	list, args := listOf(1, people)
	return t.exec("delete from search_terms where ref in "+list, args...)
}

// eraseImported drops what was imported of a person's dossier. An upload of which nothing is left goes too, with what its entries say: they name its file.
func (t *Tx) eraseImported(id string, e *erased, now time.Time) error {
	uploads, err := t.texts("select distinct upload from import_files where person = $1 and live = 1", id)
	if err != nil || len(uploads) == 0 {
		return err
	}
	var files int
	if err := t.row("select count(*) from import_files where person = $1 and live = 1", id).Scan(&files); err != nil {
		return err
	}
	e.Files += files
	err = firstOf(t.exec("insert into erased_files (blob, shelf, at) select blob, 'imports', cast($2 as bigint) from import_files where person = $1 and live = 1 on conflict do nothing", id, micros(now)),
		t.exec("delete from import_files where person = $1 and live = 1", id))
	for _, up := range uploads {
		var left int
		if err := firstOf(err, t.row("select count(*) from import_files where upload = $1", up).Scan(&left)); err != nil {
			return err
		}
		if left > 0 {
			if err := t.unsay(up, id); err != nil {
				return err
			}
			continue
		}
		seqs, err := t.detailsOf(up)
		if err := firstOf(err, t.eraseDetails(seqs, e), t.exec("delete from uploads where id = $1 and state = 'imported'", up)); err != nil {
			return err
		}
	}
	return err
}

// unsay takes out of the report of an upload that stays what it says of one person's files, whose names may name him.
func (t *Tx) unsay(id, person string) error {
	u, err := t.Upload(id)
	if err != nil {
		return err
	}
	u.Report.Problems = slices.DeleteFunc(u.Report.Problems, func(p core.Problem) bool { return strings.HasPrefix(p.Input, "people/"+person+"/") })
	return t.PutUpload(u, u.State)
}
