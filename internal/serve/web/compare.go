package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

var compareRoutes = []Route{
	{"GET /compare", access.SeePeople, (*site).compare},
}

// mostCompared is how many people stand side by side.
const mostCompared = 4

// compareView sets people side by side. Level and sum of each are in the page only once the actor wrote a first view of him.
type compareView struct {
	base
	Seen   []casework.Seen
	Rows   []compareRow
	Common []compareLine
}

// compareRow is what each stated of one kind.
type compareRow struct {
	Name  string
	Same  bool
	Cells [][]string
}

// compareLine is something that some have in common.
type compareLine struct{ What, Who string }

// compare shows two to four people. One whom the actor may not see is one who is not there, and then there is no page.
func (s *site) compare(r *request) error {
	v := compareView{base: s.base(r, "compare")}
	var ids []string
	for _, id := range r.URL.Query()["p"] {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) < 2 || len(ids) > mostCompared {
		v.Problem = "compare_want"
		return s.show(r, http.StatusUnprocessableEntity, "compare", v)
	}
	var people []casework.Person
	for _, id := range ids {
		seen, err := s.Desk.Person(r.Context(), r.actor, id, r.now)
		if err != nil {
			return err
		}
		v.Seen, people = append(v.Seen, seen), append(people, seen.Person)
	}
	v.rows(people)
	v.common(people)
	return s.show(r, http.StatusOK, "compare", v)
}

func (v *compareView) rows(people []casework.Person) {
	for _, kind := range casework.FactKinds {
		row := compareRow{Name: v.W("fact_" + kind), Same: true}
		some := false
		for _, p := range people {
			facts := p.FactsOf(kind)
			row.Cells = append(row.Cells, facts)
			row.Same = row.Same && slices.Equal(facts, row.Cells[0])
			some = some || len(facts) > 0
		}
		if some {
			v.Rows = append(v.Rows, row)
		}
	}
}

func (v *compareView) common(people []casework.Person) {
	titles := map[string]string{}
	for _, p := range people {
		for _, q := range p.Questions {
			titles[q.Signal] = v.T(q.Title)
		}
	}
	for _, c := range casework.Compare(people) {
		var names []string
		for _, i := range c.People {
			names = append(names, people[i].Name)
		}
		what := words["fact_"+c.Kind].In(v.Lang) + v.Colon() + c.Value
		switch c.Kind {
		case "question":
			what = words["compare_question"].Render(v.Lang, core.Args{"what": titles[c.Value]})
		case "evidence":
			what = words["compare_evidence"].Render(v.Lang, core.Args{"what": c.Value})
		}
		v.Common = append(v.Common, compareLine{what, strings.Join(names, ", ")})
	}
}
