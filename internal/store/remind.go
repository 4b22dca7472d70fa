package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Soon is how long before something is due it is told.
const Soon = 24 * time.Hour

// Remind puts into the outbox what comes due or has passed and was not told yet, each once, and says how many.
func (db *DB) Remind(ctx context.Context, now time.Time) (int, error) {
	var due []casework.Notice
	err := db.View(ctx, func(v *View) (err error) {
		due, err = v.comingDue(now)
		return err
	})
	if err != nil || len(due) == 0 {
		return 0, err
	}
	return len(due), db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "notice.due"}, nil, func(t *Tx) error {
		for _, n := range due {
			if err := t.Notify(n); err != nil {
				return err
			}
		}
		return nil
	})
}

// comingDue lists reminders that are not in the outbox yet: to whom a question was put, and to whoever asked when its day has
// passed; to whoever holds a case with a deadline; to payroll, for a proposal that waits since a day.
func (v *View) comingDue(now time.Time) ([]casework.Notice, error) {
	var out []casework.Notice
	add := func(n casework.Notice) {
		n.At = now
		out = append(out, n)
	}
	err := v.each(func(r *sql.Rows) error {
		var id, caseID, user string
		var role access.Role
		var due int64
		if err := r.Scan(&id, &caseID, &user, &role, &due); err != nil {
			return err
		}
		word := "task.due"
		if now.After(fromMicros(due)) {
			word = "task.overdue"
			add(casework.Notice{Kind: word, Case: caseID, Path: "/", Unique: word + "/owner/" + id})
		}
		add(casework.Notice{Kind: word, User: user, Role: role, Case: caseID, Path: "/tasks/" + id, Unique: word + "/" + id})
		return nil
	}, "select t.id, t.case_id, t.to_user, t.to_role, t.due_at from tasks t join cases c on c.id = t.case_id where c.state <> 'closed' and t.answered_at = 0 and t.ended_at = 0 and t.due_at <= $1 order by t.due_at, t.id", micros(now.Add(Soon)))
	if err != nil {
		return nil, err
	}
	err = v.each(func(r *sql.Rows) error {
		var id, caseID string
		var due int64
		if err := r.Scan(&id, &caseID, &due); err != nil {
			return err
		}
		word := "deadline.due"
		if now.After(fromMicros(due)) {
			word = "deadline.overdue"
		}
		add(casework.Notice{Kind: word, Case: caseID, Path: "/", Unique: word + "/" + id})
		return nil
	}, "select d.id, d.case_id, d.due_at from deadlines d join cases c on c.id = d.case_id where c.state <> 'closed' and d.done_at = 0 and d.due_at <= $1 order by d.due_at, d.id", micros(now.Add(Soon)))
	if err != nil {
		return nil, err
	}
	moves, err := v.texts("select id from account_moves where decided_at = 0 and at <= $1 order by at, id", micros(now.Add(-Soon)))
	for _, id := range moves {
		add(casework.Notice{Kind: "approval.waiting", Role: access.Payroll, Path: "/payments", Unique: "approval.waiting/" + id})
	}
	if err != nil {
		return nil, err
	}
	return v.untold(out)
}

func (v *View) untold(list []casework.Notice) ([]casework.Notice, error) {
	var out []casework.Notice
	for _, n := range list {
		var told int
		if err := v.row("select count(*) from outbox where unique_key = $1", n.Unique).Scan(&told); err != nil {
			return nil, err
		}
		if told == 0 {
			out = append(out, n)
		}
	}
	return out, nil
}
