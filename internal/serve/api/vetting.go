package api

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// Candidate is somebody of whom something remains to be verified before the contract. It holds no finding and no number.
type Candidate struct {
	ID    string     `json:"id"`
	Name  string     `json:"name,omitempty"`
	Title string     `json:"title,omitempty"`
	Stage core.Stage `json:"stage,omitempty"`
	Tasks []Verify   `json:"tasks,omitempty" nullable:"false"`
}

// Verify is something to verify, the same for everybody who states such things.
type Verify struct {
	Title  core.Text   `json:"title"`
	Who    core.Text   `json:"who"`
	Before core.Text   `json:"before"`
	Ask    []core.Text `json:"ask" nullable:"false"`
	Notes  []core.Text `json:"notes" nullable:"false"`
}

// Sources is what was read, and when.
type Sources struct {
	Company   string     `json:"company"`
	Fictional bool       `json:"fictional"`
	Read      *time.Time `json:"read,omitempty" doc:"not there while nothing was read yet"`
	People    int        `json:"people"`
	Sources   []Source   `json:"sources" nullable:"false"`
}

// Source counts what one kind of input gave.
type Source struct {
	Kind     string `json:"kind"`
	Files    int    `json:"files"`
	Records  int    `json:"records"`
	Rejected int    `json:"rejected"`
}

func (a *API) vettingOperations() {
	add(a, operation{id: "vetting", method: get, path: "/vetting", need: access.SeeVetting, tag: "vetting",
		says: "What remains to be verified of candidates before the contract"}, a.vetting)
	add(a, operation{id: "sources", method: get, path: "/sources", need: access.SeeSources, tag: "sources",
		says: "What was read, when, and what could not be"}, a.sources)
}

func (a *API) vetting(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Candidate], error) {
	from, err := a.from(c, &in.Paging)
	if err != nil {
		return nil, err
	}
	people, next, err := a.Desk.Candidates(ctx, c.actor, from, in.Limit, c.now)
	if err != nil {
		return nil, err
	}
	out := &paged[Candidate]{Body: Page[Candidate]{Items: []Candidate{}}}
	for _, p := range people {
		out.Body.Items = append(out.Body.Items, candidateOf(p))
	}
	if next != "" {
		if err := out.goOn(a, c, &in.Paging, next); err != nil {
			return nil, err
		}
	}
	return out, choose(out.Body.Items, in.Fields)
}

func candidateOf(p casework.Person) Candidate {
	return Candidate{p.ID, p.Name, p.Title, p.Stage, verifyOf(p.Tasks)}
}

func verifyOf(tasks []casework.Task) []Verify {
	out := []Verify{}
	for _, t := range tasks {
		out = append(out, Verify{t.Title, t.Who, t.Before, append([]core.Text{}, t.Ask...), append([]core.Text{}, t.Notes...)})
	}
	return out
}

func (a *API) sources(ctx context.Context, _ *call, _ *struct{}) (*body[Sources], error) {
	var have casework.Company
	var people int
	err := a.Desk.Store.View(ctx, func(r casework.Reader) (err error) {
		if have, err = r.Company(); err == nil {
			people, err = r.Everybody()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := Sources{Company: have.Name, Fictional: have.Fictional, People: people, Sources: []Source{}}
	if have.Read != 0 {
		at := time.UnixMicro(have.Read).UTC()
		out.Read = &at
	}
	for _, s := range have.Sources {
		out.Sources = append(out.Sources, Source{s.Kind, s.Files, s.Records, s.Rejected})
	}
	return &body[Sources]{out}, nil
}
