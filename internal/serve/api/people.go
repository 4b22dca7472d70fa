package api

import (
	"context"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// Listed is a person in the queue.
type Listed struct {
	ID    string      `json:"id"`
	Name  string      `json:"name,omitempty"`
	Title string      `json:"title,omitempty"`
	Stage core.Stage  `json:"stage,omitempty"`
	Level core.Level  `json:"level,omitempty" doc:"what the open questions call for, once you wrote a first view"`
	Why   []core.Text `json:"why,omitempty" nullable:"false" doc:"titles of the first questions"`
	Case  string      `json:"case,omitempty" doc:"the newest open case that you may see"`
	Owner string      `json:"owner,omitempty" doc:"name of whoever holds it"`

	OwnerID  string    `json:"owner_id,omitempty" doc:"id of that user"`
	Comments int       `json:"comments,omitempty" doc:"notes in the case"`
	Changed  time.Time `json:"changed,omitzero" doc:"since when this is known"`
	Sealed   bool      `json:"sealed,omitempty" doc:"the case is"`
	Aside    bool      `json:"aside,omitempty" doc:"the questions were set aside"`
}

// Person says why somebody is listed. Level, score and what each question counts are there once you wrote a first view.
type Person struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Title     string      `json:"title"`
	Stage     core.Stage  `json:"stage"`
	Viewed    bool        `json:"viewed" doc:"you wrote a first view"`
	Level     core.Level  `json:"level,omitempty" doc:"once you wrote a first view"`
	Score     *int        `json:"score,omitempty" doc:"hundredths of log odds, once you wrote a first view"`
	First     *core.Text  `json:"first,omitempty" doc:"what to ask first"`
	Questions []Question  `json:"questions" nullable:"false"`
	Unknown   []core.Text `json:"unknown" nullable:"false" doc:"what could not be checked; counted as nothing"`
	Case      string      `json:"case,omitempty" doc:"the newest open case that you may see"`
}

// PersonWhole is a person with what was stated and when, and what people made of it.
type PersonWhole struct {
	Person
	Cases  []string `json:"cases" nullable:"false" doc:"about the person, that you may see, the newest first"`
	Aside  *Aside   `json:"aside,omitempty" doc:"the questions were set aside"`
	Verify []Verify `json:"verify" nullable:"false" doc:"what remains to be verified before the contract"`
	Stated []Fact   `json:"stated" nullable:"false" doc:"what the person stated, as written"`
	Days   []Day    `json:"days" nullable:"false" doc:"milestones of the dossier, in order"`
}

// Fact is something that a person stated.
type Fact struct {
	Kind  string `json:"kind" example:"residence"`
	Value string `json:"value"`
}

// Day is a milestone of a dossier.
type Day struct {
	What string `json:"what" example:"applied"`
	On   string `json:"on" format:"date"`
}

// Question is a finding in words: what was seen, what would explain it, what to ask.
type Question struct {
	ID       string          `json:"id"`
	Signal   string          `json:"signal"`
	Family   core.Family     `json:"family"`
	Title    core.Text       `json:"title"`
	Says     core.Text       `json:"says"`
	Asks     core.Text       `json:"asks"`
	At       string          `json:"at,omitempty" doc:"RFC 3339"`
	Innocent []core.Text     `json:"innocent" nullable:"false" doc:"ordinary explanations"`
	Ask      []core.Text     `json:"ask" nullable:"false"`
	Evidence []core.Evidence `json:"evidence" nullable:"false"`
	Counted  *int            `json:"counted,omitempty" doc:"hundredths of log odds, once you wrote a first view"`
}

type peopleIn struct {
	Paging
	ListFilter
	Mine bool `query:"mine" doc:"the same as view=mine"`
}

type personIn struct {
	ID string `path:"id"`
}

func (a *API) peopleOperations() {
	add(a, operation{id: "people", method: get, path: "/people", need: access.SeePeople, tag: "people",
		says: "People about whom two things do not fit together, the most pressing first"}, a.people)
	add(a, operation{id: "person", method: get, path: "/people/{id}", need: access.SeePeople, tag: "people",
		says: "Why somebody is listed: what was seen, what would explain it, what to ask", more: "That you looked is written into the ledger."}, a.person)
}

func (a *API) people(ctx context.Context, c *call, in *peopleIn) (*paged[Listed], error) {
	f, err := in.ListFilter.parse("")
	if err != nil {
		return nil, err
	}
	if in.Mine {
		f.Whose = casework.Mine
	}
	after, err := a.from(c, &in.Paging)
	if err != nil {
		return nil, err
	}
	found, err := a.Desk.People(ctx, c.actor, f, casework.Place{After: after}, in.Limit, c.now)
	if errors.Is(err, core.ErrNotFound) && after != "" {
		return nil, badCursor() // whoever stood there has gone from the list
	}
	if err != nil {
		return nil, err
	}
	out := &paged[Listed]{Body: Page[Listed]{Items: []Listed{}, Count: &found.Count}}
	for _, r := range found.Rows {
		out.Body.Items = append(out.Body.Items, listedOf(r))
	}
	if found.Next.After != "" {
		if err := out.goOn(a, c, &in.Paging, found.Next.After); err != nil {
			return nil, err
		}
	}
	return out, choose(out.Body.Items, in.Fields)
}

func listedOf(r casework.Row) Listed {
	return Listed{r.ID, r.Name, r.Title, r.Stage, r.Level, r.Why, r.Case, r.Owner, r.OwnerID, r.Comments, r.Changed, r.Sealed, r.Aside}
}

func (a *API) person(ctx context.Context, c *call, in *personIn) (*body[PersonWhole], error) {
	seen, err := a.Desk.Person(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	return &body[PersonWhole]{wholeOf(seen)}, nil
}

func wholeOf(seen casework.Seen) PersonWhole {
	p := seen.Person
	out := PersonWhole{Person: personOf(p, seen.Viewed), Cases: []string{}, Aside: asideOf(seen.Aside), Verify: verifyOf(p.Tasks), Stated: []Fact{}, Days: []Day{}}
	if seen.Open != nil {
		out.Case = seen.Open.ID
	}
	for _, c := range seen.Cases {
		out.Cases = append(out.Cases, c.ID)
	}
	for _, f := range p.Stated {
		out.Stated = append(out.Stated, Fact{f.Kind, f.Value})
	}
	for _, d := range p.Days {
		out.Days = append(out.Days, Day{d.What, d.On})
	}
	return out
}

// personOf shows a person: numbers only to whoever wrote a first view.
func personOf(p casework.Person, viewed bool) Person {
	out := Person{ID: p.ID, Name: p.Name, Title: p.Title, Stage: p.Stage, Viewed: viewed, Questions: []Question{}, Unknown: append([]core.Text{}, p.Unknown...)}
	if p.First != nil {
		out.First = &p.First.Ask
	}
	if viewed {
		out.Level, out.Score = p.Level, &p.Score
	}
	for _, q := range p.Questions {
		shown := Question{ID: q.ID, Signal: q.Signal, Family: q.Family, Title: q.Title, Says: q.Says, Asks: q.Asks, At: q.At,
			Innocent: append([]core.Text{}, q.Innocent...), Ask: append([]core.Text{}, q.Ask...), Evidence: append([]core.Evidence{}, q.Evidence...)}
		if viewed {
			shown.Counted = &q.Counted
		}
		out.Questions = append(out.Questions, shown)
	}
	return out
}
