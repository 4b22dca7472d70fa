package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/core"
)

// queuePage is how many people a page of the queue shows.
const queuePage = 50

// queueView lists people by a filter that stands in the address, so that a list can be kept, sent and gone back to.
type queueView struct {
	base
	Rows    []casework.Row
	Filter  casework.Filter
	Count   string
	All     string   // that match, to choose them
	Hidden  []hidden // the filter, in the form that chooses people
	Lists   []choice // whose work
	Next    string   // address of the page after
	Fields  []field
	Signals []core.Signal
	Sources []casework.Source
}

// choice is something to choose, with its word.
type choice struct {
	Value, Name, Path string
	Here              bool
}

// Keep is the address at which this filter is kept under a name.
func (v queueView) Keep() string {
	q := v.Filter.Values()
	q.Set("keep", "1")
	return "/views?" + q.Encode()
}

// hidden is a field that is not shown.
type hidden struct{ Name, Value string }

// Acts are what can be done for many.
func (v queueView) Acts() []bulk.Act { return bulk.Acts }

// Pick is the label of somebody's box.
func (v queueView) Pick(name string) string {
	return words["many_pick"].Render(v.Lang, core.Args{"name": name})
}

// field is a list to choose from in the form.
type field struct {
	Name, Label string
	Choices     []choice
}

// Comments says how many notes a case has.
func (v queueView) Comments(n int) string {
	return words["comments"].Render(v.Lang, core.Args{"n": strconv.Itoa(n)})
}

func (s *site) queue(r *request) error {
	if r.URL.RawQuery == "" {
		at, err := s.begin(r)
		if err != nil {
			return err
		}
		if at != "" {
			return r.redirect(at)
		}
	}
	f, wrong := casework.ParseFilter(r.URL.Query())
	at, badPlace := casework.ParsePlace(r.URL.Query().Get("cursor"))
	if wrong != nil || badPlace != nil {
		return s.queueShow(r, f, at, http.StatusUnprocessableEntity, "filter_wrong")
	}
	return s.queueShow(r, f, at, http.StatusOK, "")
}

func (s *site) queueShow(r *request, f casework.Filter, at casework.Place, status int, problem string) error {
	v := queueView{base: s.base(r, "queue")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	s.reading(&v.base, company)
	v.Problem, v.Path = problem, "/queue"
	v.Filter, v.Form, v.Signals, v.Sources = f, f.Values(), s.Catalogue, company.Sources
	list, err := s.Desk.People(r.Context(), r.actor, f, at, queuePage, r.now)
	if at != (casework.Place{}) && errors.Is(err, core.ErrNotFound) {
		return r.redirect(address("/queue", f))
	}
	if err != nil {
		return err
	}
	v.fill(list)
	return s.show(r, status, "queue", v)
}

func (v *queueView) fill(list casework.Listing) {
	v.Rows = list.Rows
	v.Count, v.All = v.Matches(list.Count), words["many_all"].Render(v.Lang, core.Args{"n": v.Many(list.Count)})
	for _, w := range casework.Lists {
		g := v.Filter
		g.Whose = w
		v.Lists = append(v.Lists, choice{string(w), v.W("view_" + string(w)), listAddress(g), w == v.Filter.Whose})
	}
	if list.Next.After != "" {
		q := v.Filter.Values()
		q.Set("cursor", list.Next.String())
		v.Next = "/queue?" + q.Encode()
	}
	for name, values := range v.Filter.Values() {
		v.Hidden = append(v.Hidden, hidden{name, values[0]})
	}
	slices.SortFunc(v.Hidden, func(a, b hidden) int { return cmp.Compare(a.Name, b.Name) })
	v.Fields = []field{v.stages(), v.families(), v.signals(), v.kinds(), v.levels()}
}

// Matches says how many match.
func (b base) Matches(n int) string {
	if n > casework.MaxCount {
		return words["matches_more"].Render(b.Lang, core.Args{"n": strconv.Itoa(casework.MaxCount)})
	}
	return words["matches"].Render(b.Lang, core.Args{"n": strconv.Itoa(n)})
}

// Many writes a count that goes up to casework.MaxCount.
func (b base) Many(n int) string {
	if n > casework.MaxCount {
		return strconv.Itoa(casework.MaxCount) + "+"
	}
	return strconv.Itoa(n)
}

// address of a list.
func address(path string, f casework.Filter) string {
	if q := f.Values(); len(q) > 0 {
		return path + "?" + q.Encode()
	}
	return path
}

// Cleared is the address of the same work without the rest of the filter.
func (v queueView) Cleared() string { return listAddress(casework.Filter{Whose: v.Filter.Whose}) }

func (v queueView) options(name, label string, chosen string, values []string, word func(string) string) field {
	f := field{Name: name, Label: v.W(label)}
	for _, value := range values {
		f.Choices = append(f.Choices, choice{Value: value, Name: word(value), Here: value == chosen})
	}
	return f
}

func texts[T ~string](list []T) (out []string) {
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

func (v queueView) stages() field {
	return v.options("stage", "stage", string(v.Filter.Stage), texts(core.Stages), v.W)
}

func (v queueView) levels() field {
	return v.options("level", "level_seen", string(v.Filter.Level), texts(core.Levels), v.W)
}

func (v queueView) families() field {
	return v.options("family", "family", string(v.Filter.Family), texts(core.Families), func(f string) string { return v.W("family_" + f) })
}

func (v queueView) signals() field {
	var ids []string
	title := map[string]string{}
	for _, s := range v.Signals {
		if v.Filter.Family == "" || s.Family == v.Filter.Family {
			ids = append(ids, s.ID)
			title[s.ID] = s.ID + " · " + v.T(s.Title)
		}
	}
	return v.options("signal", "signal", v.Filter.Signal, ids, func(id string) string { return title[id] })
}

func (v queueView) kinds() field {
	var kinds []string
	for _, s := range v.Sources {
		kinds = append(kinds, s.Kind)
	}
	return v.options("source", "source", v.Filter.Source, kinds, func(kind string) string { return kind })
}
