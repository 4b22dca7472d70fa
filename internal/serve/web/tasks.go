package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
)

var taskRoutes = []Route{
	{"GET /tasks", access.DoTasks, (*site).tasks},
	{"GET /tasks/{id}", access.DoTasks, (*site).taskShow},
	{"POST /tasks/{id}/answer", access.DoTasks, (*site).taskAnswer},
	{"POST /cases/{id}/tasks", access.WorkCases, (*site).taskAsk},
	{"POST /cases/{id}/tasks/{task}/withdraw", access.WorkCases, (*site).taskWithdraw},
}

// tasksView is what its addressee sees of a question: the words, the day, and a place for the answer.
type tasksView struct {
	base
	Slips []task.Slip
	now   time.Time
}

// Late reports whether the day of a question has passed.
func (v tasksView) Late(s task.Slip) bool { return s.Overdue(v.now) }

func (s *site) tasks(r *request) error {
	slips, err := s.Tasks.List(r.Context(), r.actor, r.now)
	if err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "tasks", tasksView{s.base(r, "tasks"), slips, r.now})
}

type taskView struct {
	base
	Slip task.Slip
	Late bool
}

func (s *site) taskShow(r *request) error { return s.taskPage(r, http.StatusOK, "") }

func (s *site) taskPage(r *request, status int, problem string) error {
	slip, err := s.Tasks.Show(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	v := taskView{s.base(r, "task"), slip, slip.Overdue(r.now)}
	v.Problem, v.Path = problem, "/tasks/"+slip.ID
	if problem != "" {
		v.Form = r.PostForm
	}
	return s.show(r, status, "task", v)
}

func (s *site) taskAnswer(r *request) error {
	err := s.Tasks.Answer(r.Context(), r.actor, r.PathValue("id"), r.FormValue("text"), r.now)
	if status, word := refusal(err); word != "" {
		return s.taskPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/tasks")
}

// taskSection is the questions of a case, on its page.
type taskSection struct {
	Tasks    []task.Task
	Roles    []access.Role
	People   []task.Holder // who can be asked by name
	Trustees []task.Holder // who can be asked when everybody of a role is concerned
	CanAsk   bool
	now      time.Time
}

func (s *site) taskSection(r *request, c casework.Case) (taskSection, error) {
	out := taskSection{now: r.now, CanAsk: c.Owner == r.actor.User && c.State != casework.Closed}
	var err error
	if out.Tasks, err = s.Tasks.OfCase(r.Context(), r.actor, c.ID); err != nil || !out.CanAsk {
		return out, err
	}
	holders, err := s.Tasks.Holders(r.Context(), r.actor, c.ID)
	for _, h := range holders {
		switch {
		case h.User == r.actor.User:
		case slices.Contains(h.Roles, access.Trustee):
			out.Trustees = append(out.Trustees, h)
		default:
			out.People = append(out.People, h)
		}
	}
	out.Roles = task.Roles
	return out, err
}

// Late reports whether the day of a question has passed.
func (t taskSection) Late(q task.Task) bool { return q.Overdue(t.now) }

func (s *site) taskAsk(r *request) error {
	id := r.PathValue("id")
	due, err := task.DayEnd(r.FormValue("due"))
	if err == nil {
		q := task.Task{Question: r.FormValue("question"), Due: due}
		kind, name, _ := strings.Cut(r.FormValue("to"), ":")
		switch kind {
		case "role":
			q.To.Role = access.Role(name)
		case "user":
			q.To.User = name
		}
		err = s.Tasks.Ask(r.Context(), r.actor, id, q, r.now)
	}
	return s.backToCase(r, id, "#tasks", err)
}

func (s *site) taskWithdraw(r *request) error {
	id := r.PathValue("id")
	err := s.Tasks.Withdraw(r.Context(), r.actor, id, r.PathValue("task"), r.now)
	return s.backToCase(r, id, "#tasks", err)
}

// todayTasks is what waits for the actor's answer, and what the actor waits for.
type todayTasks struct {
	Waiting, Late string
	Payments      string // proposals that wait for a second person
	Asked         []task.Task
	now           time.Time
}

// Overdue reports whether the day of a question has passed.
func (t todayTasks) Overdue(q task.Task) bool { return q.Overdue(t.now) }

func (s *site) todayTasks(r *request) (todayTasks, error) {
	open, late, asked, err := s.Tasks.Waiting(r.Context(), r.actor, r.now)
	out := todayTasks{Asked: asked, now: r.now}
	if access.May(r.actor, access.DoTasks) {
		out.Waiting = words["tasks_waiting"].Render(r.lang, core.Args{"n": strconv.Itoa(open)})
		if late > 0 {
			out.Late = words["tasks_late"].Render(r.lang, core.Args{"n": strconv.Itoa(late)})
		}
	}
	if err != nil {
		return out, err
	}
	n, err := s.Payments.Waiting(r.Context(), r.actor)
	if n > 0 {
		out.Payments = words["pay_second"].Render(r.lang, core.Args{"n": strconv.Itoa(n)})
	}
	return out, err
}

// DueBy says until which day, that day included.
func (b base) DueBy(t time.Time) string {
	return words["due"].Render(b.Lang, core.Args{"day": b.Day(t)})
}

// Day writes a day.
func (b base) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
