package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

var approvalRoutes = []Route{
	{"GET /approvals", access.ApproveActs, (*site).approvals},
	{"GET /approvals/{id}", access.ApproveActs, (*site).approval},
	{"POST /approvals/{id}", access.ApproveActs, (*site).approvalAnswer},
	{"POST /knocks/{id}", access.ApproveActs, (*site).knockAnswer},
	{"POST /break-glass", access.ApproveActs, (*site).breakGlass},
}

// approvalsView lists what waits for a second person.
type approvalsView struct {
	base
	Waits casework.Waits
	now   time.Time
}

// Overdue reports whether a time has passed.
func (v approvalsView) Overdue(t time.Time) bool { return !v.now.Before(t) }

func (s *site) approvals(r *request) error { return s.approvalsPage(r, http.StatusOK, "") }

func (s *site) approvalsPage(r *request, status int, problem string) error {
	v := approvalsView{base: s.base(r, "approvals"), now: r.now}
	v.Path, v.Problem = "/approvals", problem
	if problem != "" {
		v.Form = r.PostForm
	}
	var err error
	if v.Waits, err = s.Desk.Waits(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	return s.show(r, status, "approvals", v)
}

// approvalView shows one act that waits, with the facts for and against it.
type approvalView struct {
	base
	Approval casework.Approval
}

// Question is the title of a question.
func (v approvalView) Question(id string) string {
	return caseView{base: v.base, Person: v.Approval.Person}.Question(id)
}

func (s *site) approval(r *request) error { return s.approvalPage(r, http.StatusOK, "") }

func (s *site) approvalPage(r *request, status int, problem string) error {
	a, err := s.Desk.Approval(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	v := approvalView{base: s.base(r, "approval"), Approval: a}
	if v.Problem = problem; problem != "" {
		v.Form = r.PostForm
	}
	return s.show(r, status, "approval", v)
}

func (s *site) approvalAnswer(r *request) error {
	id, answer := r.PathValue("id"), r.FormValue("answer")
	if answer != "approve" && answer != "decline" {
		return s.approvalPage(r, http.StatusUnprocessableEntity, "no_answer_chosen")
	}
	err := s.Desk.Answer(r.Context(), r.actor, id, answer == "approve", r.FormValue("hash"), r.FormValue("text"), r.now)
	if status, word := refusal(err); word != "" {
		return s.approvalPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/approvals")
}

func (s *site) knockAnswer(r *request) error {
	err := s.Desk.AnswerKnock(r.Context(), r.actor, r.PathValue("id"), r.FormValue("right") == "yes", r.FormValue("text"), r.now)
	if status, word := refusal(err); word != "" {
		return s.approvalsPage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/approvals")
}

// breakGlass answers the same to whoever finds nothing and to whoever is kept from it.
func (s *site) breakGlass(r *request) error {
	opened, err := s.Desk.BreakGlass(r.Context(), r.actor, r.FormValue("name"), r.FormValue("text"), r.FormValue("how") == "alone", r.now)
	if errors.Is(err, core.ErrNotFound) {
		return s.approvalsPage(r, http.StatusUnprocessableEntity, "glass_none")
	}
	if status, word := refusal(err); word != "" {
		return s.approvalsPage(r, status, word)
	}
	if err != nil {
		return err
	}
	if len(opened) > 0 {
		return r.redirect("/cases/" + opened[0])
	}
	return r.redirect("/approvals")
}

// todayApprovals says how much waits for the actor as the second person, and what he was told.
func (s *site) todayApprovals(r *request, v *todayView) error {
	var err error
	if v.Told, err = s.Desk.Notices(r.Context(), r.actor, r.now); err != nil || !access.May(r.actor, access.ApproveActs) {
		return err
	}
	w, err := s.Desk.Waits(r.Context(), r.actor, r.now)
	if n := len(w.Approvals) + len(w.Knocks); n > 0 {
		v.Approvals = words["approvals_wait"].Render(r.lang, core.Args{"n": strconv.Itoa(n)})
	}
	return err
}
