package task

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestWhatAQuestionNeeds(t *testing.T) {
	good := Task{Question: "Where was laptop 4711 sent?", Asked: at, Due: at.Add(time.Hour), To: To{Role: access.IT}}
	for name, c := range map[string]struct {
		change func(*Task)
		word   string
	}{
		"nothing more":           {func(*Task) {}, ""},
		"a sentence":             {func(q *Task) { q.Question = "the laptop?" }, "task_short"},
		"no more than it holds":  {func(q *Task) { q.Question = strings.Repeat("x y z w ", MaxText) }, "too_long"},
		"a day to come":          {func(q *Task) { q.Due = at.Add(-time.Second) }, "task_due"},
		"a day within a year":    {func(q *Task) { q.Due = at.Add(Latest + 1) }, "task_due"},
		"somebody":               {func(q *Task) { q.To = To{} }, "task_to"},
		"a role or one, not two": {func(q *Task) { q.To.User = "u-1" }, "task_to"},
	} {
		q := good
		c.change(&q)
		if err := q.Check(); c.word == "" && err != nil || c.word != "" && (!errors.Is(err, core.ErrInvalid) || !strings.HasSuffix(err.Error(), c.word)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the company looks like: a question goes out when, and only when, somebody who is asked is not concerned.
func TestAQuestionNeverReachesOnlyThoseConcerned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holders := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Holder {
			return Holder{access.Actor{User: rapid.StringMatching(`u-[a-d]`).Draw(t, "user"), Roles: []access.Role{rapid.SampledFrom(Roles).Draw(t, "role")}}, rapid.Bool().Draw(t, "concerned")}
		}), 0, 6).Draw(t, "holders")
		to := To{Role: rapid.SampledFrom(Roles).Draw(t, "to")}
		if rapid.Bool().Draw(t, "by name") {
			to = To{User: rapid.StringMatching(`u-[a-d]`).Draw(t, "to user")}
		}
		free := slices.ContainsFunc(holders, func(h Holder) bool {
			return !h.Concerned && (h.User == to.User || to.Role != "" && slices.Contains(h.Roles, to.Role))
		})
		if err := Route(to, holders); (err == nil) != free {
			t.Fatalf("%+v to %+v: %v", to, holders, err)
		}
	})
}

func TestADayEndsWithItsLastSecond(t *testing.T) {
	end, err := DayEnd("2026-11-20")
	if err != nil || !end.Equal(time.Date(2026, 11, 20, 23, 59, 59, 0, time.UTC)) {
		t.Errorf("%v %v", end, err)
	}
	if _, err := DayEnd("20/11/2026"); !errors.Is(err, core.ErrInvalid) {
		t.Errorf("%v", err)
	}
	q := Task{Due: end}
	if q.Overdue(end) || !q.Overdue(end.Add(time.Second)) {
		t.Error("overdue before its time, or not after")
	}
	q.Answered = at
	if q.Overdue(end.Add(time.Hour)) {
		t.Error("what was answered is overdue")
	}
}
