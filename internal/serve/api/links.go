package api

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// Linked is a thing that a person shares with another, or that so many have that it links nobody.
type Linked struct {
	With     *LinkedPerson  `json:"with,omitempty" doc:"the other person; not there when it links nobody"`
	Kind     core.TraitKind `json:"kind"`
	Shown    string         `json:"shown,omitempty" doc:"the thing; of an account, its end"`
	People   int            `json:"people" doc:"who have it, as far as you may know"`
	Common   bool           `json:"common,omitempty" doc:"so many have it that it links nobody"`
	Mine     *Having        `json:"mine,omitempty" doc:"how the person has it"`
	Theirs   *Having        `json:"theirs,omitempty" doc:"how the other has it"`
	Stated   string         `json:"stated,omitempty" doc:"the relation that they state: there is nothing to ask"`
	Signal   string         `json:"signal,omitempty" doc:"the question that it raises when they state none"`
	Innocent []core.Text    `json:"innocent,omitempty" nullable:"false" doc:"ordinary explanations"`

	key string
}

// LinkedPerson is somebody at the end of a link.
type LinkedPerson struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Having is since when somebody has a thing, and where it was seen.
type Having struct {
	From     time.Time       `json:"from,omitzero" doc:"unknown when it is not there"`
	To       time.Time       `json:"to,omitzero" doc:"not over when it is not there"`
	Evidence []core.Evidence `json:"evidence" nullable:"false"`
}

// LinkPath is the chain with the fewest links between two people, and of those the most telling.
type LinkPath struct {
	A      LinkedPerson `json:"a"`
	B      LinkedPerson `json:"b"`
	Steps  []LinkStep   `json:"steps" nullable:"false" doc:"from the one to the other; none when no chain was found"`
	People int          `json:"people" doc:"how many were looked at"`
	Within int          `json:"within,omitempty" doc:"no chain of so many links or fewer exists, when none was found"`
	Ended  bool         `json:"ended,omitempty" doc:"there is no chain of any length"`
}

// LinkStep is two people of a chain with everything that they share, the most telling first.
type LinkStep struct {
	A      LinkedPerson `json:"a"`
	B      LinkedPerson `json:"b"`
	Shared []Linked     `json:"shared" nullable:"false"`
}

type linksIn struct {
	Paging
	ID    string           `path:"id"`
	Kinds []core.TraitKind `query:"kind" maxItems:"20" doc:"only these kinds of things"`
}

type pathIn struct {
	A     string           `query:"a" required:"true" minLength:"1" maxLength:"200" doc:"id of a person"`
	B     string           `query:"b" required:"true" minLength:"1" maxLength:"200" doc:"id of another"`
	Kinds []core.TraitKind `query:"kind" maxItems:"20" doc:"only links by these kinds of things"`
}

func (a *API) linkOperations() {
	add(a, operation{id: "person-links", method: get, path: "/people/{id}/links", need: access.SeePeople, tag: "people",
		says: "What a person shares with others, the most telling first; then what is common", more: "That you looked is written into the ledger."}, a.personLinks)
	add(a, operation{id: "links-path", method: get, path: "/links/path", need: access.SeePeople, tag: "people",
		says: "Through whom and by what two people are connected, in six links at most", more: "That you looked is written into the ledger."}, a.linksPath)
}

func (a *API) personLinks(ctx context.Context, c *call, in *linksIn) (*paged[Linked], error) {
	h, err := a.Links.Of(ctx, c.actor, in.ID, in.Kinds, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Linked, 0, len(h.Ties)+len(h.Common))
	for _, t := range h.Ties {
		all = append(all, linkedOf(t))
	}
	for _, t := range h.Common {
		all = append(all, Linked{Kind: t.Kind, Shown: t.Shown, People: t.Count, Common: true, key: t.ID})
	}
	return pageOf(a, c, &in.Paging, all, func(l Linked) string { return l.key })
}

func (a *API) linksPath(ctx context.Context, c *call, in *pathIn) (*body[LinkPath], error) {
	p, err := a.Links.Path(ctx, c.actor, in.A, in.B, in.Kinds, c.now)
	if err != nil {
		return nil, err
	}
	out := LinkPath{A: linkedPerson(p.A), B: linkedPerson(p.B), Steps: []LinkStep{}, People: p.Chain.People, Ended: p.Chain.Ended}
	if !out.Ended {
		out.Within = p.Chain.Steps
	}
	for _, s := range p.Steps {
		step := LinkStep{A: linkedPerson(s.A), B: linkedPerson(s.B)}
		for _, t := range s.Ties {
			step.Shared = append(step.Shared, linkedOf(t))
		}
		out.Steps = append(out.Steps, step)
	}
	return &body[LinkPath]{out}, nil
}

func linkedPerson(p shared.Person) LinkedPerson { return LinkedPerson{p.ID, p.Name} }

func linkedOf(t shared.Tie) Linked {
	with := linkedPerson(t.B)
	return Linked{With: &with, Kind: t.Kind, Shown: t.Shown, People: t.Others() + 2, Mine: having(t.WithA), Theirs: having(t.WithB), Stated: t.Stated,
		Signal: t.Signal, Innocent: t.Innocent, key: t.Thing + " " + t.B.ID}
}

func having(h link.Holder) *Having {
	return &Having{h.From, h.To, append([]core.Evidence{}, h.Evidence...)}
}
