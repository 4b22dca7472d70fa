package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Compared are people side by side, with what some of them have in common.
type Compared struct {
	People []PersonWhole `json:"people" nullable:"false"`
	Common []Common      `json:"common" nullable:"false"`
}

// Common is something that two or more have alike.
type Common struct {
	Kind   string   `json:"kind" doc:"of what was stated, such as phone; or question, by its signal; or evidence, by a value in it" example:"phone"`
	Value  string   `json:"value"`
	People []string `json:"people" nullable:"false" doc:"ids"`
}

type compareIn struct {
	People []string `query:"p,explode" required:"true" minItems:"2" maxItems:"4" maxLength:"200" doc:"ids of people, one p for each"`
}

func (a *API) compareOperations() {
	add(a, operation{id: "compare", method: get, path: "/compare", need: access.SeePeople, tag: "people",
		says: "Two to four people side by side, with what they have in common", more: "One whom you may not see is one who is not there, and then there is no answer. Each counts as a look."}, a.compare)
}

func (a *API) compare(ctx context.Context, c *call, in *compareIn) (*body[Compared], error) {
	ids := slices.Clone(in.People)
	slices.Sort(ids)
	if len(slices.Compact(ids)) != len(in.People) {
		return nil, problem(http.StatusUnprocessableEntity, "invalid", Wrong{Parameter: "p", Detail: "somebody is there twice"})
	}
	out := Compared{People: []PersonWhole{}, Common: []Common{}}
	var people []casework.Person
	for _, id := range in.People {
		seen, err := a.Desk.Person(ctx, c.actor, id, c.now)
		if err != nil {
			return nil, err
		}
		people, out.People = append(people, seen.Person), append(out.People, wholeOf(seen))
	}
	for _, x := range casework.Compare(people) {
		one := Common{Kind: x.Kind, Value: x.Value}
		for _, i := range x.People {
			one.People = append(one.People, people[i].ID)
		}
		out.Common = append(out.Common, one)
	}
	return &body[Compared]{out}, nil
}
