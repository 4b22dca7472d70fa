// Package task is what whoever holds a case asks of others: a question in plain words with a day. The addressee sees the
// question and the day, and neither the case nor why; nobody whom the case concerns is ever asked.
package task

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// The events that questions leave in the timeline of their case.
const (
	Asked     casework.Kind = "task_ask"
	Answered  casework.Kind = "task_answer"
	Withdrawn casework.Kind = "task_withdraw"
)

// To is whom a question goes to: everybody of a role, of whom one answers, or one user.
type To struct {
	Role access.Role
	User string
}

// Task is one question with its answer, as whoever holds the case sees it.
type Task struct {
	ID       string // random: a number would tell how many there are
	Case     string
	By       string // who asked
	To       To
	ToName   string // of the user asked, when read
	Question string
	Asked    time.Time
	Due      time.Time
	Answer   string
	Who      string // who answered
	WhoName  string // when read
	Answered time.Time
	Ended    time.Time // withdrawn without an answer
}

// Open reports whether an answer is still awaited.
func (t Task) Open() bool { return t.Answered.IsZero() && t.Ended.IsZero() }

// Overdue reports whether the day has passed without an answer.
func (t Task) Overdue(now time.Time) bool { return t.Open() && now.After(t.Due) }

// Slip is what the addressee sees of a task.
type Slip struct {
	ID, Question, Answer string
	Due, Answered        time.Time
}

// Overdue reports whether the day has passed without an answer.
func (s Slip) Overdue(now time.Time) bool { return s.Answered.IsZero() && now.After(s.Due) }

// Roles are the roles that can be asked as such; anybody else who may do tasks is asked by name.
var Roles = []access.Role{access.HR, access.IT, access.Payroll, access.Recruiter}

// Holder is somebody who may do tasks, and whether the case concerns him: it is about him, about somebody below him, or names
// him as in conflict.
type Holder struct {
	access.Actor
	Concerned bool
}

// MaxText bounds a question and an answer, in bytes.
const MaxText = 4 << 10

// Latest is how far ahead a day may lie.
const Latest = 366 * 24 * time.Hour

// Check reports what is missing in a question. The day ends the question's time: it may be today, and not before.
func (t Task) Check() error {
	words := strings.Fields(t.Question)
	switch {
	case len(t.Question) > MaxText:
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	case len(words) < casework.MinWords:
		return fmt.Errorf("%w: task_short", core.ErrInvalid)
	case t.Due.Before(t.Asked) || t.Due.After(t.Asked.Add(Latest)):
		return fmt.Errorf("%w: task_due", core.ErrInvalid)
	case (t.To.Role == "") == (t.To.User == ""):
		return fmt.Errorf("%w: task_to", core.ErrInvalid)
	}
	return nil
}

// Route reports why a question cannot go to whom it is addressed to. A role is asked as long as one of its holders is not
// concerned by the case; the others do not see the question.
func Route(to To, holders []Holder) error {
	asked := 0
	for _, h := range holders {
		if to.User != h.User && (to.Role == "" || !slices.Contains(h.Roles, to.Role)) {
			continue
		}
		if asked++; !h.Concerned {
			return nil
		}
	}
	switch {
	case asked > 0 && to.User != "":
		return fmt.Errorf("%w: task_concerned", core.ErrConflict)
	case asked > 0:
		return fmt.Errorf("%w: task_all_concerned", core.ErrConflict)
	case to.User == "" && slices.Contains(Roles, to.Role):
		return fmt.Errorf("%w: task_no_holder", core.ErrConflict)
	}
	return fmt.Errorf("%w: task_to", core.ErrInvalid)
}

// DayStart is the start of a day written as 2006-01-02, in UTC.
func DayStart(day string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return t, fmt.Errorf("%w: task_due", core.ErrInvalid)
	}
	return t, nil
}

// DayEnd is its end.
func DayEnd(day string) (time.Time, error) {
	t, err := DayStart(day)
	return t.Add(24*time.Hour - time.Second), err
}
