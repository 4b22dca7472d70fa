package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
)

var caseRoutes = []Route{
	{"GET /{$}", access.SignedIn, (*site).today},
	{"GET /queue", access.SeePeople, (*site).queue},
	{"GET /people/{id}", access.SeePeople, (*site).person},
	{"POST /people/{id}/view", access.WorkCases, (*site).firstView},
	{"GET /cases/{id}", access.WorkCases, (*site).caseShow},
	{"POST /cases/{id}/{act}", access.WorkCases, (*site).caseDo},
	{"GET /vetting", access.SeeVetting, (*site).vetting},
}

type caseView struct {
	base
	Case       casework.Case
	Person     casework.Person
	Hypotheses []string
	Act        string // the form that was refused
	Tasks      taskSection
	Evidence   []evidence.Item
	Deadlines  deadlineSection
}

func (s *site) caseShow(r *request) error { return s.casePage(r, http.StatusOK, "") }

func (s *site) casePage(r *request, status int, problem string) error {
	c, p, err := s.Desk.Case(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	v := caseView{base: s.base(r, "case"), Case: c, Person: p, Hypotheses: hypotheses(p, r.lang)}
	if v.Evidence, err = s.Evidence.Of(r.Context(), r.actor, c.ID); err != nil {
		return err
	}
	v.Title, v.Problem, v.Path = words["case_of"].Render(r.lang, core.Args{"name": p.Name}), problem, "/cases/"+c.ID
	if problem != "" {
		v.Form, v.Act = r.PostForm, r.PathValue("act")
	}
	if v.Tasks, err = s.taskSection(r, c); err != nil {
		return err
	}
	if v.Deadlines, err = s.deadlineSection(r, c); err != nil {
		return err
	}
	return s.show(r, status, "case", v)
}

// FormOf is what was typed into a form that was refused.
func (v caseView) FormOf(act, field string) string {
	if act != v.Act {
		return ""
	}
	return v.Form.Get(field)
}

// Question is the title of a question that the person still has; "" when a later reading no longer asks it.
func (v caseView) Question(id string) string {
	for _, q := range v.Person.Questions {
		if q.ID == id {
			return v.T(q.Title)
		}
	}
	return ""
}

func (v caseView) mine() bool { return v.Case.Owner == v.Actor.User && v.Case.State != casework.Closed }

// Viewed reports whether the actor wrote a first view, so that the sum may be shown.
func (v caseView) Viewed() bool { return v.Case.Viewed[v.Actor.User] }

// NeedsView reports whether the actor's first view is still to come.
func (v caseView) NeedsView() bool {
	return v.Case.State != casework.Closed && !v.Case.Viewed[v.Actor.User]
}

// CanClaim reports whether nobody holds the case.
func (v caseView) CanClaim() bool { return v.Case.Owner == "" && v.Case.State != casework.Closed }

// CanDecide reports whether the actor may decide now.
func (v caseView) CanDecide() bool { return v.mine() && v.Case.Viewed[v.Actor.User] }

// CanClose reports whether the actor may close now.
func (v caseView) CanClose() bool { return v.CanDecide() && v.Case.State == casework.Decided }

// CanNote reports whether the case takes notes.
func (v caseView) CanNote() bool { return v.Case.State != casework.Closed }

// Outcomes, Trials and Classes are what the forms offer.
func (v caseView) Outcomes() []casework.Outcome { return casework.Outcomes }

// Trials are what can become of an explanation.
func (v caseView) Trials() []casework.Trial { return casework.Trials }

// Classes are the classes of explanation.
func (v caseView) Classes() []casework.Class { return casework.Classes }

// kinds are the acts that a form may ask for. A case is opened by a first view, never here.
var kinds = map[string]casework.Kind{
	"claim": casework.Claiming, "note": casework.Noting, "view": casework.Viewing, "decide": casework.Deciding, "close": casework.Closing,
}

func (s *site) caseDo(r *request) error {
	kind, ok := kinds[r.PathValue("act")]
	if !ok {
		return core.ErrNotFound
	}
	e := casework.Event{Kind: kind}
	switch kind {
	case casework.Noting, casework.Viewing, casework.Deciding, casework.Closing:
		e.Text = r.FormValue("text")
	}
	if kind == casework.Viewing || kind == casework.Deciding {
		e.Hypothesis = r.FormValue("hypothesis")
	}
	if kind == casework.Deciding {
		e.Outcome, e.Trial = casework.Outcome(r.FormValue("outcome")), casework.Trial(r.FormValue("trial"))
	}
	if kind == casework.Closing {
		e.Class = casework.Class(r.FormValue("class"))
	}
	id := r.PathValue("id")
	err := s.Desk.Do(r.Context(), r.actor, id, e, r.now)
	if status, word := refusal(err); word != "" {
		return s.casePage(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/cases/" + id)
}
