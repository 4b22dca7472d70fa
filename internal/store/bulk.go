package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Many gives the store to whoever acts on many people at once.
func (db *DB) Many() bulk.Store { return manyStore{db} }

type manyStore struct{ db *DB }

func (s manyStore) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(bulk.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s manyStore) View(ctx context.Context, do func(bulk.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

func (s manyStore) Alongside(ctx context.Context, do func(bulk.Writer) error) context.Context {
	return Alongside(ctx, func(t *Tx) error { return do(t) })
}

const manyColumns = "select j.id, j.by_user, j.doc, j.state, j.at, j.started_at, j.ended_at from many_jobs j "

func (v *View) scanMany(scan func(...any) error) (bulk.Job, error) {
	var j bulk.Job
	var doc string
	var at, started, ended int64
	if err := scan(&j.ID, &j.By, &doc, &j.State, &at, &started, &ended); err != nil {
		return j, found(err)
	}
	j.At, j.Started, j.Ended = fromMicros(at), fromMicros(started), fromMicros(ended)
	if err := v.unseal("many_jobs.doc", j.ID, &doc); err != nil {
		return j, err
	}
	return j, json.Unmarshal([]byte(doc), &j.Order)
}

// ManyJob reads a job of a viewer's own with the people whom he may see by now. An item whose case he may no longer see is left
// out with its case.
func (v *View) ManyJob(viewer access.Actor, id string) (bulk.Job, error) {
	j, err := v.scanMany(v.row(manyColumns+"where j.id = $1 and j.by_user = $2", id, viewer.User).Scan)
	if err != nil {
		return j, err
	}
	return j, v.each(func(r *sql.Rows) error {
		var i bulk.Item
		if err := r.Scan(&i.N, &i.Person, &i.Name, &i.Case, &i.Mark, &i.State, &i.Why); err != nil {
			return err
		}
		err := v.unseal("people.name", i.Person, &i.Name)
		j.Items = append(j.Items, i)
		return err
	}, `select i.n, i.person, p.name, i.case_id, i.made, i.state, i.why from many_items i join people p on p.id = i.person where i.job_id = $3 and cast($2 as text) is not null
 and`+wallPerson+"and"+here+"and (i.case_id = '' or exists (select 1 from cases c where c.id = i.case_id and"+wallCase+")) order by i.n", viewer.Person, viewer.User, id)
}

// ManyJobs lists a viewer's own jobs since a time, the newest first, without people.
func (v *View) ManyJobs(viewer access.Actor, since time.Time) ([]bulk.Job, error) {
	var out []bulk.Job
	return out, v.each(func(r *sql.Rows) error {
		j, err := v.scanMany(r.Scan)
		out = append(out, j)
		return err
	}, manyColumns+"where j.by_user = $1 and j.at >= $2 order by j.at desc, j.id limit 100", viewer.User, micros(since))
}

// ManyWaiting gives the job in a state that was started first.
func (v *View) ManyWaiting(state bulk.State) (string, error) {
	var job string
	err := v.row("select j.id from many_jobs j where j.state = $1 order by j.started_at, j.id limit 1", string(state)).Scan(&job)
	return job, found(err)
}

// ManyActor gives somebody who can still sign in, with the roles that he has by now.
func (v *View) ManyActor(user string) (access.Actor, error) {
	var out int64
	if err := v.row("select disabled from users where id = $1", user).Scan(&out); err != nil {
		return access.Actor{}, found(err)
	}
	if out != 0 {
		return access.Actor{}, core.ErrNotFound
	}
	return v.User(user)
}

// ManyOrder reads a job without people.
func (v *View) ManyOrder(job string) (bulk.Job, error) {
	return v.scanMany(v.row(manyColumns+"where j.id = $1", job).Scan)
}

// ManyItems lists people of a job in a state.
func (v *View) ManyItems(job string, state bulk.ItemState, most int) ([]bulk.Item, error) {
	var out []bulk.Item
	return out, v.each(func(r *sql.Rows) error {
		var i bulk.Item
		err := r.Scan(&i.N, &i.Person, &i.Case, &i.Mark, &i.State, &i.Why)
		out = append(out, i)
		return err
	}, "select n, person, case_id, made, state, why from many_items where job_id = $1 and state = $2 order by n limit $3", job, string(state), most)
}

// PutMany keeps a new job.
func (t *Tx) PutMany(j bulk.Job) error {
	doc, err := t.manyDoc(j)
	if err != nil {
		return err
	}
	if err := t.exec("insert into many_jobs (id, by_user, act, doc, state, at, started_at, ended_at) values ($1, $2, $3, $4, $5, $6, 0, 0)",
		j.ID, j.By, string(j.Order.Act), doc, string(j.State), micros(j.At)); err != nil {
		return err
	}
	items := t.many("many_items (job_id, n, person, case_id, made, state, why)", 7)
	for _, i := range j.Items {
		items.add(j.ID, i.N, i.Person, i.Case, i.Mark, string(i.State), i.Why)
	}
	return items.end()
}

func (t *Tx) manyDoc(j bulk.Job) (string, error) {
	doc, err := json.Marshal(j.Order)
	if err != nil {
		return "", fmt.Errorf("order: %w", err)
	}
	return t.seal("many_jobs.doc", j.ID, string(doc))
}

// ChangeMany moves a job on from a state; when it is in another by now, it is core.ErrConflict.
func (t *Tx) ChangeMany(j bulk.Job, from bulk.State) error {
	doc, err := t.manyDoc(j)
	if err != nil {
		return err
	}
	return t.change("update many_jobs set doc = $1, state = $2, started_at = $3, ended_at = $4 where id = $5 and state = $6", doc, string(j.State), micros(j.Started), micros(j.Ended), j.ID, string(from))
}

// MarkMany says what became of one of the people.
func (t *Tx) MarkMany(job string, i bulk.Item) error {
	return t.change("update many_items set case_id = $1, made = $2, state = $3, why = $4 where job_id = $5 and n = $6", i.Case, i.Mark, string(i.State), i.Why, job, i.N)
}
