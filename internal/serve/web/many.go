package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
)

var manyRoutes = []Route{
	{"GET /many", access.WorkCases, (*site).manyList},
	{"POST /many", access.WorkCases, (*site).manyPlan},
	{"GET /many/{id}", access.WorkCases, (*site).many},
	{"POST /many/{id}", access.WorkCases, (*site).manyWord},
	{"POST /many/{id}/start", access.WorkCases, (*site).manyStart},
	{"POST /many/{id}/stop", access.WorkCases, (*site).manyStop},
	{"POST /many/{id}/undo", access.WorkCases, (*site).manyUndo},
}

type manyListView struct {
	base
	Jobs []bulk.Job
}

func (s *site) manyList(r *request) error {
	jobs, err := s.Many.List(r.Context(), r.actor, r.now)
	if err != nil {
		return err
	}
	return s.show(r, http.StatusOK, "manylist", manyListView{s.base(r, "many_jobs"), jobs})
}

// manyPlan takes what was chosen in the queue: the people whose boxes are ticked, or everybody whom the filter matches.
func (s *site) manyPlan(r *request) error {
	if err := r.ParseForm(); err != nil {
		return core.ErrInvalid
	}
	f, err := casework.ParseFilter(r.PostForm)
	if err != nil {
		return err
	}
	id, err := s.Many.Plan(r.Context(), r.actor, bulk.Act(r.PostForm.Get("act")), bulk.Selection{All: r.PostForm.Get("all") != "", Filter: f, People: r.PostForm["p"]}, r.now)
	if status, word := refusal(err); word != "" {
		return s.queueShow(r, f, casework.Place{}, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/many/" + id)
}

// manyView says for whom an act would be done or was done, and for whom not and why.
type manyView struct {
	base
	Job    bulk.Job
	Groups []manyGroup
	Ready  int
	Roles  []access.Role
}

// manyGroup is the people with whom one thing happened.
type manyGroup struct {
	Title string
	Items []bulk.Item
}

// Doing reports whether the page looks again by itself.
func (v manyView) Doing() bool { return v.Job.State == bulk.Running || v.Job.State == bulk.Undoing }

// Planning reports whether nothing was done yet.
func (v manyView) Planning() bool { return v.Job.State == bulk.Draft || v.Job.State == bulk.Planned }

// Type reports whether the number has to be typed.
func (v manyView) Type() bool { return v.Ready > bulk.Typed }

// Classes are the classes of explanation with which questions are set aside.
func (v manyView) Classes() []casework.Class { return casework.AsideClasses }

// To is whom a question goes to, as the form says it.
func (v manyView) To() string {
	if v.Form.Has("to") {
		return v.Form.Get("to")
	}
	if v.Job.Order.To.Role == "" {
		return ""
	}
	return "role:" + string(v.Job.Order.To.Role)
}

// Typed is what was typed into a field, or stands in the order.
func (v manyView) Typed(field string) string {
	if v.Form.Has(field) {
		return v.Form.Get(field)
	}
	o := v.Job.Order
	return map[string]string{"question": o.Question, "due": v.Day(o.Due), "class": string(o.Class), "text": o.Reason}[field]
}

// CanUndo reports whether something was done that may be undone.
func (v manyView) CanUndo() bool {
	return (v.Job.State == bulk.Done || v.Job.State == bulk.Stopped) && len(v.Job.Of(bulk.Made)) > 0
}

// N puts a number into a word.
func (b base) N(word string, n int) string {
	return words[word].Render(b.Lang, core.Args{"n": strconv.Itoa(n)})
}

func (s *site) many(r *request) error { return s.manyShow(r, http.StatusOK, "") }

func (s *site) manyShow(r *request, status int, problem string) error {
	j, err := s.Many.Show(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	v := manyView{base: s.base(r, "many_act_"+string(j.Order.Act)), Job: j, Ready: len(j.Of(bulk.Waiting)), Roles: task.Roles}
	v.Problem, v.Path, v.Reload = problem, "/many/"+j.ID, v.Doing()
	if problem != "" {
		v.Form = r.PostForm
	}
	v.group()
	return s.show(r, status, "many", v)
}

// group puts together with whom the same happened, and of those left out, for the same reason.
func (v *manyView) group() {
	add := func(title string, items []bulk.Item) {
		if len(items) > 0 {
			v.Groups = append(v.Groups, manyGroup{title, items})
		}
	}
	waiting := "many_would"
	switch {
	case v.Doing():
		waiting = "many_next"
	case !v.Planning():
		waiting = "many_not"
	}
	add(v.N("many_made", len(v.Job.Of(bulk.Made))), v.Job.Of(bulk.Made))
	add(v.N(waiting, v.Ready), v.Job.Of(bulk.Waiting))
	add(v.N("many_back", len(v.Job.Of(bulk.Back))), v.Job.Of(bulk.Back))
	for _, state := range []bulk.ItemState{bulk.Left, bulk.Kept} {
		why := map[string][]bulk.Item{}
		var order []string
		for _, i := range v.Job.Of(state) {
			if why[i.Why] == nil {
				order = append(order, i.Why)
			}
			why[i.Why] = append(why[i.Why], i)
		}
		slices.Sort(order)
		for _, w := range order {
			add(v.N("many_"+string(state), len(why[w]))+" "+v.reason(w), why[w])
		}
	}
}

// reason is why somebody was left out.
func (v manyView) reason(word string) string {
	if _, ok := words[word]; !ok {
		word = "again"
	}
	return v.W(word)
}

// Left says how many match and how many are left out, of those whom the viewer may see.
func (v manyView) Left() string {
	return words["many_count"].Render(v.Lang, core.Args{"n": strconv.Itoa(len(v.Job.Items)), "left": strconv.Itoa(len(v.Job.Of(bulk.Left)))})
}

func (s *site) manyWord(r *request) error {
	o := bulk.Order{Question: r.FormValue("question"), Class: casework.Class(r.FormValue("class")), Reason: r.FormValue("text")}
	if role, ok := strings.CutPrefix(r.FormValue("to"), "role:"); ok {
		o.To.Role = access.Role(role)
	}
	if day := r.FormValue("due"); day != "" {
		var err error
		if o.Due, err = task.DayEnd(day); err != nil {
			return s.backToMany(r, err)
		}
	}
	return s.backToMany(r, s.Many.Word(r.Context(), r.actor, r.PathValue("id"), o, r.now))
}

func (s *site) manyStart(r *request) error {
	return s.backToMany(r, s.Many.Start(r.Context(), r.actor, r.PathValue("id"), bulk.Confirmation{Shown: r.FormValue("shown"), Typed: r.FormValue("typed")}, r.now))
}

func (s *site) manyStop(r *request) error {
	return s.backToMany(r, s.Many.Stop(r.Context(), r.actor, r.PathValue("id"), r.now))
}

func (s *site) manyUndo(r *request) error {
	return s.backToMany(r, s.Many.Undo(r.Context(), r.actor, r.PathValue("id"), r.now))
}

func (s *site) backToMany(r *request, err error) error {
	if status, word := refusal(err); word != "" {
		return s.manyShow(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/many/" + r.PathValue("id"))
}
