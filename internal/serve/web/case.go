package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

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
	{"GET /cases/{id}", access.OpenCases, (*site).caseShow},
	{"POST /cases/{id}/{act}", access.OpenCases, (*site).caseDo},
	{"GET /vetting", access.SeeVetting, (*site).vetting},
}

type caseView struct {
	base
	Case       casework.Case
	Person     casework.Person
	Hypotheses []string
	Act        string // the form that was refused
	Beside     caseBeside
	now        time.Time
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
	v := caseView{now: r.now, base: s.base(r, "case"), Case: c, Person: p, Hypotheses: hypotheses(p, r.lang)}
	v.Title, v.Problem, v.Path = words["case_of"].Render(r.lang, core.Args{"name": p.Name}), problem, "/cases/"+c.ID
	if problem != "" {
		v.Form, v.Act = r.PostForm, r.PathValue("act")
	}
	for _, h := range c.Hypotheses() {
		if h.Ordinary && !slices.Contains(v.Hypotheses, h.Text) {
			v.Hypotheses = append(v.Hypotheses, h.Text)
		}
	}
	if v.Beside, err = s.caseBeside(r, c, p); err != nil {
		return err
	}
	if v.WorksCases() {
		if err := s.caseWork(r, &v); err != nil {
			return err
		}
	}
	return s.show(r, status, "case", v)
}

// WorksCases reports whether the actor works on cases, and does not only belong to this one.
func (v caseView) WorksCases() bool { return access.May(v.Actor, access.WorkCases) }

// caseWork adds what is asked of others, what is due and what is kept as evidence.
func (s *site) caseWork(r *request, v *caseView) error {
	var err error
	if v.Evidence, err = s.Evidence.Of(r.Context(), r.actor, v.Case.ID); err != nil {
		return err
	}
	if v.Tasks, err = s.taskSection(r, v.Case); err != nil {
		return err
	}
	v.Deadlines, err = s.deadlineSection(r, v.Case)
	return err
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

// Adverse are the outcomes that wait for a second person.
func (v caseView) Adverse() []casework.Outcome { return casework.Adverse }

// Trials are what can become of an explanation.
func (v caseView) Trials() []casework.Trial { return casework.Trials }

// Classes are the classes of explanation.
func (v caseView) Classes() []casework.Class { return casework.Classes }

// kinds are the acts that a form may ask for. A case is opened by a first view, never here.
var kinds = map[string]casework.Kind{
	"claim": casework.Claiming, "release": casework.Releasing, "note": casework.Noting, "view": casework.Viewing, "decide": casework.Deciding, "close": casework.Closing,
	"suppose": casework.Supposing, "weigh": casework.Weighing, "conflict": casework.Conflicting, "unconflict": casework.Unnaming,
	"seal": casework.Sealing, "member": casework.Joining, "contest": casework.Contesting, "review": casework.Reviewing,
}

// eventOf is what a form says, of what its kind of event has.
func (r *request) eventOf(kind casework.Kind) casework.Event {
	e := casework.Event{Kind: kind}
	if kind != casework.Claiming && kind != casework.Releasing {
		e.Text = r.FormValue("text")
	}
	switch kind {
	case casework.Viewing:
		e.Hypothesis = r.FormValue("hypothesis")
	case casework.Deciding:
		e.Hypothesis, e.Outcome, e.Trial = r.FormValue("hypothesis"), casework.Outcome(r.FormValue("outcome")), casework.Trial(r.FormValue("trial"))
	case casework.Closing:
		e.Class = casework.Class(r.FormValue("class"))
	case casework.Supposing:
		e.Ordinary = r.FormValue("ordinary") != "no"
	case casework.Weighing:
		e.Hypothesis, e.Trial = r.FormValue("hypothesis"), casework.Trial(r.FormValue("trial"))
		e.For, e.Against = r.weighed("for"), r.weighed("against")
	case casework.Conflicting, casework.Unnaming, casework.Joining:
		e.Who = r.FormValue("who")
	case casework.Reviewing:
		e.Changed = r.FormValue("changed") == "yes"
	}
	return e
}

// weighed are the findings that a form puts on one side: each has a field f-<id> of its own.
func (r *request) weighed(side string) []string {
	var out []string
	for key, values := range r.PostForm {
		if id, ok := strings.CutPrefix(key, "f-"); ok && slices.Contains(values, side) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

func (s *site) caseDo(r *request) error {
	act, id := r.PathValue("act"), r.PathValue("id")
	var err error
	if kind, ok := kinds[act]; ok {
		err = s.Desk.Do(r.Context(), r.actor, id, r.eventOf(kind), r.now)
	} else if act == "merge" || act == "split" {
		err = s.Desk.Join(r.Context(), r.actor, id, r.FormValue("other"), r.FormValue("text"), act == "split", r.now)
	} else {
		return core.ErrNotFound
	}
	if status, word := refusal(err); word != "" {
		return s.casePage(r, status, word)
	}
	if err != nil {
		return err
	}
	if act == "conflict" || act == "unconflict" || act == "member" || act == "weigh" || act == "suppose" || act == "merge" || act == "split" {
		return r.redirect("/cases/" + id + "#" + act)
	}
	return r.redirect("/cases/" + id)
}
