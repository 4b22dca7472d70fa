package web

import (
	"net/http"
	"net/url"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/views"
)

var viewRoutes = []Route{
	{"GET /views", access.SeePeople, (*site).views},
	{"POST /views", access.SeePeople, (*site).viewSave},
	{"POST /views/{id}", access.SeePeople, (*site).viewRename},
	{"POST /views/{id}/delete", access.SeePeople, (*site).viewDelete},
	{"POST /views/{id}/begin", access.SeePeople, (*site).viewBegin},
}

// viewsView lists the filters that the actor may use under their names.
type viewsView struct {
	base
	Views []views.View
	Query string // of the filter to keep; "" for none
}

// To is the address of a view.
func (v viewsView) To(x views.View) string { return listAddress(x.Filter) }

// listAddress is the address of a list in the queue, also of the first of them when another is what the queue begins with.
func listAddress(f casework.Filter) string {
	if at := address("/queue", f); at != "/queue" {
		return at
	}
	return "/queue?view="
}

func (s *site) views(r *request) error {
	return s.viewsShow(r, r.URL.Query(), http.StatusOK, "")
}

func (s *site) viewsShow(r *request, filter url.Values, status int, problem string) error {
	v := viewsView{base: s.base(r, "views")}
	v.Problem, v.Path = problem, "/views"
	if problem != "" {
		v.Form = r.PostForm
	}
	if filter.Has("keep") || filter.Has("query") {
		f, _ := casework.ParseFilter(filter)
		if filter.Has("query") {
			q, _ := url.ParseQuery(filter.Get("query"))
			f, _ = casework.ParseFilter(q)
		}
		v.Query = f.Values().Encode()
		if v.Query == "" {
			v.Query = "view="
		}
	}
	var err error
	if v.Views, err = s.Views.List(r.Context(), r.actor); err != nil {
		return err
	}
	return s.show(r, status, "views", v)
}

func (s *site) viewSave(r *request) error {
	q, _ := url.ParseQuery(r.FormValue("query"))
	f, err := casework.ParseFilter(q)
	if err == nil {
		err = s.Views.Save(r.Context(), r.actor, views.View{Name: r.FormValue("name"), Role: access.Role(r.FormValue("role")), Filter: f}, r.now)
	}
	return s.backToViews(r, err)
}

func (s *site) viewRename(r *request) error {
	return s.backToViews(r, s.Views.Rename(r.Context(), r.actor, r.PathValue("id"), r.FormValue("name"), r.now))
}

func (s *site) viewDelete(r *request) error {
	return s.backToViews(r, s.Views.Delete(r.Context(), r.actor, r.PathValue("id"), r.now))
}

func (s *site) viewBegin(r *request) error {
	return s.backToViews(r, s.Views.Begin(r.Context(), r.actor, r.PathValue("id"), r.FormValue("on") != "", r.now))
}

func (s *site) backToViews(r *request, err error) error {
	if status, word := refusal(err); word != "" {
		return s.viewsShow(r, r.PostForm, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/views")
}

// begin is the address with which the actor's queue begins; "" for the queue's own.
func (s *site) begin(r *request) (string, error) {
	all, err := s.Views.List(r.Context(), r.actor)
	for _, v := range all {
		if v.Default {
			return listAddress(v.Filter), err
		}
	}
	return "", err
}
