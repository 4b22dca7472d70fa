package api

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/search"
)

// Found is what was found, by kind; of each kind so many at most.
type Found struct {
	People     []Listed        `json:"people" nullable:"false"`
	Candidates []Candidate     `json:"candidates" nullable:"false" doc:"for whoever sees what remains to be verified, and no findings"`
	Cases      []FoundCase     `json:"cases" nullable:"false"`
	Tasks      []Slip          `json:"tasks" nullable:"false" doc:"questions that were put to you"`
	Evidence   []FoundEvidence `json:"evidence" nullable:"false" doc:"by its SHA-256"`
	More       bool            `json:"more" doc:"more was found of some kind: say more"`
}

// FoundCase is a case that was found, with the person it is about.
type FoundCase struct {
	ID      string         `json:"id"`
	Subject string         `json:"subject" doc:"id of the person"`
	Name    string         `json:"name"`
	State   casework.State `json:"state"`
	Changed time.Time      `json:"changed"`
}

// FoundEvidence is a piece of evidence that was found.
type FoundEvidence struct {
	Case string `json:"case"`
	N    int    `json:"n"`
	Name string `json:"name"`
}

type searchIn struct {
	Query string `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"a name, id, title, address or number of a person; the id of a case; words of a question that was put to you; the SHA-256 of a piece of evidence"`
}

func (a *API) searchOperations() {
	add(a, operation{id: "search", method: get, path: "/search", need: access.DoTasks, tag: "search", says: "What you may see, by what you know of it",
		more: "That you searched, and for what, is written into the ledger. A kind that you may see nothing of is empty."}, a.search)
}

func (a *API) search(ctx context.Context, c *call, in *searchIn) (*body[Found], error) {
	f, err := a.Search.Search(ctx, c.actor, in.Query, c.now)
	if err != nil {
		return nil, err
	}
	out := Found{People: []Listed{}, Candidates: []Candidate{}, Cases: []FoundCase{}, Tasks: []Slip{}, Evidence: []FoundEvidence{}}
	for _, r := range first(f.People, &out.More) {
		out.People = append(out.People, listedOf(r))
	}
	for _, p := range first(f.Candidates, &out.More) {
		out.Candidates = append(out.Candidates, candidateOf(p))
	}
	for _, x := range first(f.Cases, &out.More) {
		out.Cases = append(out.Cases, FoundCase{x.ID, x.Person, x.Name, x.State, x.Changed})
	}
	for _, s := range first(f.Tasks, &out.More) {
		out.Tasks = append(out.Tasks, slipOf(s))
	}
	for _, e := range first(f.Evidence, &out.More) {
		out.Evidence = append(out.Evidence, FoundEvidence{e.Case, e.N, e.Name})
	}
	return &body[Found]{out}, nil
}

// first are those that are shown; more says whether there are others.
func first[T any](found []T, more *bool) []T {
	if len(found) > search.Most {
		*more = true
		return found[:search.Most]
	}
	return found
}
