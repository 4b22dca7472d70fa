package shared

import (
	"cmp"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// Tie is one thing that two people have.
type Tie struct {
	A, B           Person
	Thing          string // its id
	Kind           core.TraitKind
	Shown          string
	WithA, WithB   link.Holder // since when each has it, and where it was seen
	Stated         string      // the relation that they state; "" when they state none
	Signal         string      // the question that it raises; "" when it raises none
	Innocent       []core.Text // what would explain it
	telling, count int
}

// Others is how many more people have it, whom the viewer may know of.
func (t Tie) Others() int { return t.count - 2 }

// ties are what a person shares with others, or with one of them, the most telling first.
func (d Desk) ties(n near, person string, with func(other string) bool) ([]Tie, error) {
	things, err := n.Things([]string{person})
	if err != nil {
		return nil, err
	}
	if err := n.Seen(things); err != nil {
		return nil, err
	}
	var out []Tie
	for _, t := range things {
		for _, l := range t.Links(nil) {
			a, b := l.A, l.B
			if b == person {
				a, b = b, a
			}
			if a == person && with(b) {
				out = append(out, d.tie(t, l, a, b))
			}
		}
	}
	slices.SortFunc(out, Tie.compare)
	return out, d.name(n, out)
}

func anybody(string) bool { return true }

func (d Desk) tie(t link.Thing, l core.Link, a, b string) Tie {
	x := Tie{A: Person{ID: a}, B: Person{ID: b}, Thing: t.ID, Kind: t.Kind, Shown: l.Value, Signal: link.Signal(t.Kind), telling: l.Telling, count: t.Count}
	for _, h := range t.Holders {
		switch h.Person {
		case a:
			x.WithA = h
		case b:
			x.WithB = h
		}
	}
	for _, s := range d.Catalogue {
		if s.ID == x.Signal {
			x.Innocent = s.Innocent
		}
	}
	return x
}

func (t Tie) compare(o Tie) int {
	return cmp.Or(cmp.Compare(o.telling, t.telling), cmp.Compare(t.B.ID, o.B.ID), cmp.Compare(t.Kind, o.Kind), cmp.Compare(t.Shown, o.Shown), cmp.Compare(t.Thing, o.Thing))
}

// name says who the people of ties are, and what they state.
func (d Desk) name(n near, ties []Tie) error {
	var ids []string
	for _, t := range ties {
		ids = append(ids, t.A.ID, t.B.ID)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	names, err := n.Named(n.viewer, ids)
	if err != nil {
		return err
	}
	stated, err := n.Stated(ids)
	if err != nil {
		return err
	}
	for i, t := range ties {
		ties[i].A, ties[i].B = named(names, t.A.ID), named(names, t.B.ID)
		ties[i].Stated = stated[[2]string{min(t.A.ID, t.B.ID), max(t.A.ID, t.B.ID)}]
	}
	return nil
}

// named is a person by id. One whom the reading did not name goes by the id.
func named(names map[string]Person, id string) Person {
	if p, ok := names[id]; ok {
		return p
	}
	return Person{ID: id, Name: id}
}
