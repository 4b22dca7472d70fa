package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/task"
)

// Slip is a question as its addressee sees it: nothing of the case.
type Slip struct {
	ID       string    `json:"id"`
	Question string    `json:"question,omitempty"`
	Due      time.Time `json:"due,omitzero"`
	Answer   string    `json:"answer,omitempty"`
	Answered time.Time `json:"answered,omitzero"`
}

// Task is a question as whoever works on its case sees it.
type Task struct {
	Slip
	Role  access.Role `json:"role,omitempty" doc:"that was asked"`
	User  string      `json:"user,omitempty" doc:"id of the user who was asked"`
	By    string      `json:"by,omitempty" doc:"id of the user who asked"`
	Asked time.Time   `json:"asked,omitzero"`
	Who   string      `json:"who,omitempty" doc:"id of the user who answered"`
	Ended time.Time   `json:"ended,omitzero" doc:"withdrawn without an answer"`
}

type askable string

// Schema lists the roles that can be asked as such (huma.SchemaProvider).
func (askable) Schema(huma.Registry) *huma.Schema { return oneOf(task.Roles) }

// What is written about a question.
type (
	// QuestionTo is put to a role or to one user, not both.
	QuestionTo struct {
		Question string  `json:"question" maxLength:"4096" doc:"in plain words, with nothing of the case: at least four"`
		Role     askable `json:"role,omitempty"`
		User     string  `json:"user,omitempty" maxLength:"80" doc:"id of a user who may be asked"`
		Due      string  `json:"due" format:"date" doc:"day"`
	}
	// Answer is what the addressee says.
	Answer struct {
		Text string `json:"text" minLength:"1" maxLength:"4096"`
	}
)

type slipIn struct {
	ID string `path:"id"`
}

type answerIn struct {
	Keyed
	ID   string `path:"id"`
	Body Answer
}

type askIn struct {
	Keyed
	ID   string `path:"id"`
	Body QuestionTo
}

type oneTaskIn struct {
	Keyed
	ID   string `path:"id"`
	Task string `path:"task"`
	Body Nothing
}

type listIn struct {
	Paging
	ID string `path:"id"`
}

func (a *API) taskOperations() {
	add(a, operation{id: "tasks", method: get, path: "/tasks", need: access.DoTasks, tag: "tasks",
		says: "Questions that are asked of you: open ones, and those you answered within a week"}, a.slips)
	add(a, operation{id: "task", method: get, path: "/tasks/{id}", need: access.DoTasks, tag: "tasks", says: "One of them"}, a.slip)
	write(a, operation{id: "answer-task", method: post, path: "/tasks/{id}/answers", need: access.DoTasks, tag: "tasks", status: http.StatusCreated,
		says: "Answer a question"}, a.answerTask)
	add(a, operation{id: "case-tasks", method: get, path: "/cases/{id}/tasks", need: access.WorkCases, tag: "tasks", says: "Questions that were put from a case"}, a.tasksOf)
	write(a, operation{id: "ask-task", method: post, path: "/cases/{id}/tasks", need: access.WorkCases, tag: "tasks", status: http.StatusCreated,
		says: "Put a question from a case that you hold", more: "Whoever the case concerns is never asked; when that is everybody of a role, it is refused."}, a.ask)
	write(a, operation{id: "withdraw-task", method: post, path: "/cases/{id}/tasks/{task}/withdraw", need: access.WorkCases, tag: "tasks", status: http.StatusCreated,
		says: "Take a question back"}, a.withdraw)
}

func slipOf(s task.Slip) Slip { return Slip{s.ID, s.Question, s.Due, s.Answer, s.Answered} }

func (a *API) slips(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Slip], error) {
	found, err := a.Tasks.List(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Slip, 0, len(found))
	for _, s := range found {
		all = append(all, slipOf(s))
	}
	return pageOf(a, c, &in.Paging, all, func(s Slip) string { return s.ID })
}

func (a *API) slip(ctx context.Context, c *call, in *slipIn) (*body[Slip], error) {
	s, err := a.Tasks.Show(ctx, c.actor, in.ID, c.now)
	return &body[Slip]{slipOf(s)}, err
}

func (a *API) answerTask(ctx context.Context, c *call, in *answerIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Tasks.Answer(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Text, c.now)
}

func (a *API) tasksOf(ctx context.Context, c *call, in *listIn) (*paged[Task], error) {
	if _, _, err := a.Desk.Case(ctx, c.actor, in.ID, c.now); err != nil {
		return nil, err
	}
	found, err := a.Tasks.OfCase(ctx, c.actor, in.ID)
	if err != nil {
		return nil, err
	}
	all := make([]Task, 0, len(found))
	for _, t := range found {
		all = append(all, Task{Slip{t.ID, t.Question, t.Due, t.Answer, t.Answered}, t.To.Role, t.To.User, t.By, t.Asked, t.Who, t.Ended})
	}
	return pageOf(a, c, &in.Paging, all, func(t Task) string { return t.ID })
}

func (a *API) ask(ctx context.Context, c *call, in *askIn) (*doneOut, error) {
	due, err := task.DayEnd(in.Body.Due)
	if err != nil {
		return nil, err
	}
	out := done(in.ID)
	t := task.Task{Question: in.Body.Question, To: task.To{Role: access.Role(in.Body.Role), User: in.Body.User}, Due: due}
	return out, a.Tasks.Ask(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, t, c.now)
}

func (a *API) withdraw(ctx context.Context, c *call, in *oneTaskIn) (*doneOut, error) {
	out := done(in.Task)
	return out, a.Tasks.Withdraw(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Task, c.now)
}
