package web

import (
	"net/http"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/search"
)

// Everybody who may do tasks has something that can be found; nobody else sees the field.
var searchRoutes = []Route{
	{"GET /search", access.DoTasks, (*site).search},
}

type searchView struct {
	base
	Query string
	Found search.Found
	Can   []string // what the actor can search for, in words
}

// Searched reports whether something was looked for.
func (v searchView) Searched() bool { return strings.TrimSpace(v.Query) != "" }

// Rest reports whether more was found than is shown.
func (v searchView) Rest(n int) bool { return n > search.Most }

// Shown is how many of a kind are shown.
func (v searchView) Shown(i int) bool { return i < search.Most }

func (s *site) search(r *request) error {
	v := searchView{base: s.base(r, "search"), Query: r.URL.Query().Get("q")}
	v.Searching = v.Query
	var err error
	if v.Found, err = s.Search.Search(r.Context(), r.actor, v.Query, r.now); err != nil {
		return err
	}
	for _, c := range []struct {
		need access.Permission
		word string
	}{{access.SeePeople, "search_people"}, {access.SeeVetting, "search_candidates"}, {access.OpenCases, "search_cases"}, {access.DoTasks, "search_tasks"}, {access.WorkCases, "search_evidence"}} {
		if access.May(r.actor, c.need) && !(c.need == access.SeeVetting && access.May(r.actor, access.SeePeople)) {
			v.Can = append(v.Can, v.W(c.word))
		}
	}
	return s.show(r, http.StatusOK, "search", v)
}

// Searches reports whether the head of the page has a field to search in.
func (b base) Searches() bool { return access.May(b.Actor, access.DoTasks) }
