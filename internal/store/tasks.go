package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Tasks gives the store to whoever asks and answers.
func (db *DB) Tasks() task.Store { return tasks{db} }

type tasks struct{ db *DB }

func (s tasks) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(task.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s tasks) View(ctx context.Context, do func(task.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

const taskColumns = `t.id, t.case_id, t.by_user, t.to_role, t.to_user, coalesce(u.name, ''), t.question, t.asked_at, t.due_at, t.answer, t.who, coalesce(a.name, ''), t.answered_at, t.ended_at, `

const taskTables = `
 from tasks t join cases c on c.id = t.case_id left join users u on u.id = t.to_user left join users a on a.id = t.who`

// taskRows reads questions; closed is 1 where nothing is said of one but its case and its day.
func (v *View) taskRows(closed, query string, args ...any) ([]task.Task, error) {
	var out []task.Task
	err := v.each(func(r *sql.Rows) error {
		var t task.Task
		var asked, due, answered, ended, closed int64
		if err := r.Scan(&t.ID, &t.Case, &t.By, &t.To.Role, &t.To.User, &t.ToName, &t.Question, &asked, &due, &t.Answer, &t.Who, &t.WhoName, &answered, &ended, &closed); err != nil {
			return err
		}
		if closed == 1 {
			out = append(out, task.Task{ID: t.ID, Case: t.Case, By: t.By, Due: fromMicros(due)})
			return nil
		}
		err := errors.Join(v.unseal("users.name", t.To.User, &t.ToName), v.unseal("users.name", t.Who, &t.WhoName),
			v.unseal("tasks.question", t.ID, &t.Question), v.unseal("tasks.answer", t.ID, &t.Answer))
		t.Asked, t.Due, t.Answered, t.Ended = fromMicros(asked), fromMicros(due), fromMicros(answered), fromMicros(ended)
		out = append(out, t)
		return err
	}, "select "+taskColumns+closed+taskTables+query, args...)
	return out, err
}

// TasksOf lists the questions of a case that a viewer may see, in the order asked.
func (v *View) TasksOf(viewer access.Actor, id string) ([]task.Task, error) {
	return v.taskRows("0", " where t.case_id = $3 and"+wallCase+"order by t.asked_at, t.id", viewer.Person, viewer.User, id)
}

// TasksBy lists what a viewer asked and awaits; of a sealed case only that there is something, and until when, unless he proved who he is.
func (v *View) TasksBy(viewer access.Actor) ([]task.Task, error) {
	closed, err := "0", v.unlocked(viewer)
	if errors.Is(err, access.ErrProof) {
		closed, err = "c.sealed", nil
	}
	if err != nil {
		return nil, err
	}
	return v.taskRows(closed, " where t.by_user = $2 and t.answered_at = 0 and t.ended_at = 0 and c.state <> 'closed' and"+wallCase+"order by t.due_at, t.id", viewer.Person, viewer.User)
}

// TaskHolders lists who may do tasks, and whom of them a case concerns.
func (v *View) TaskHolders(id string) ([]task.Holder, error) {
	users, err := v.working()
	if err != nil {
		return nil, err
	}
	concerned, err := v.concerned(id)
	var out []task.Holder
	for _, u := range users {
		if access.May(u, access.DoTasks) {
			out = append(out, task.Holder{Actor: u, Concerned: slices.Contains(concerned, u.User)})
		}
	}
	return out, err
}

// concerned lists the users whom a case concerns.
func (v *View) concerned(id string) ([]string, error) {
	return v.texts("select u.id from users u join cases c on c.id = $1 where"+concernsUser, id)
}

// working are the users who can sign in.
func (v *View) working() ([]access.Actor, error) {
	users, err := v.Users()
	if err != nil {
		return nil, err
	}
	out, err := v.texts("select id from users where disabled <> 0")
	return slices.DeleteFunc(users, func(a access.Actor) bool { return slices.Contains(out, a.User) }), err
}

// slipWhere is what is asked of a viewer, or was answered by him since $3. The wall keeps it from whom the case concerns, and the
// seal does not: whoever is asked something need not be of those who may see the case.
const slipWhere = ` from tasks t join cases c on c.id = t.case_id where t.ended_at = 0
 and (t.answered_at = 0 and c.state <> 'closed' and (t.to_user = $2 or exists (select 1 from user_roles r where r.user_id = $2 and r.role = t.to_role))
  or t.who = $2 and t.answered_at >= $3) and` + wallConcern

func (v *View) scanSlip(scan func(...any) error) (task.Slip, string, error) {
	var s task.Slip
	var id string
	var due, answered int64
	if err := scan(&s.ID, &s.Question, &s.Answer, &due, &answered, &id); err != nil {
		return s, "", err
	}
	err := errors.Join(v.unseal("tasks.question", s.ID, &s.Question), v.unseal("tasks.answer", s.ID, &s.Answer))
	s.Due, s.Answered = fromMicros(due), fromMicros(answered)
	return s, id, err
}

const slipColumns = "select t.id, t.question, t.answer, t.due_at, t.answered_at, t.case_id"

// Slips lists what is asked of a viewer, and what he answered since.
func (v *View) Slips(viewer access.Actor, since time.Time) ([]task.Slip, error) {
	var out []task.Slip
	err := v.each(func(r *sql.Rows) error {
		s, _, err := v.scanSlip(r.Scan)
		out = append(out, s)
		return err
	}, slipColumns+slipWhere+"order by t.answered_at, t.due_at, t.id", viewer.Person, viewer.User, micros(since))
	return out, err
}

// Slip reads one of them, with the id of its case.
func (v *View) Slip(viewer access.Actor, id string) (task.Slip, string, error) {
	s, caseID, err := v.scanSlip(v.row(slipColumns+slipWhere+" and t.id = $4", viewer.Person, viewer.User, int64(0), id).Scan)
	return s, caseID, found(err)
}

// PutTask keeps a question.
func (t *Tx) PutTask(q task.Task) error {
	question, err := t.seal("tasks.question", q.ID, q.Question)
	if err != nil {
		return err
	}
	return t.exec("insert into tasks (id, case_id, by_user, to_role, to_user, question, asked_at, due_at, answer, who, answered_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0, 0)",
		q.ID, q.Case, q.By, string(q.To.Role), q.To.User, question, micros(q.Asked), micros(q.Due))
}

// EndTask keeps an answer, or that a question was withdrawn. One that has ended meanwhile is core.ErrConflict.
func (t *Tx) EndTask(q task.Task) error {
	answered, ended := int64(0), int64(0)
	if q.Ended.IsZero() {
		answered = micros(q.Answered)
	} else {
		ended = micros(q.Ended)
	}
	answer, err := t.seal("tasks.answer", q.ID, q.Answer)
	if err != nil {
		return err
	}
	return t.change("update tasks set answer = $1, who = $2, answered_at = $3, ended_at = $4 where id = $5 and answered_at = 0 and ended_at = 0", answer, q.Who, answered, ended, q.ID)
}

// AddEvent puts an event at the end of a case's timeline: what came back from somebody who need not see the case.
func (t *Tx) AddEvent(id string, e casework.Event) error {
	var last int64
	if err := t.row("select coalesce(max(n), -1) from case_events where case_id = $1", id).Scan(&last); err != nil {
		return err
	}
	e.N = int(last) + 1
	if err := t.change("update cases set changed_at = $1 where id = $2 and state <> 'closed'", micros(e.At), id); err != nil {
		return fmt.Errorf("%w: closed", err)
	}
	return t.putEvent(id, e)
}
