package shared

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// Path is how two people are connected.
type Path struct {
	A, B  Person
	Steps []Step     // none when no chain was found
	Chain link.Chain // what the search came to
}

// Step is two people of a chain who share something, with everything that they share, the most telling first.
type Step struct {
	A, B Person
	Ties []Tie
}

// Path looks for the chain between two people.
func (d Desk) Path(ctx context.Context, who access.Actor, a, b string, kinds []core.TraitKind, now time.Time) (Path, error) {
	var p Path
	err := d.look(ctx, who, a+" "+b, kinds, now, func(n near) error {
		var err error
		p, err = d.path(n, a, b)
		return err
	}, a, b)
	return p, err
}

func (d Desk) path(n near, a, b string) (p Path, err error) {
	if p.A, err = n.person(a); err != nil {
		return p, err
	}
	if p.B, err = n.person(b); err != nil {
		return p, err
	}
	if p.Chain, err = link.Between(n, a, b, link.Usual); err != nil {
		return p, err
	}
	at := a
	for _, l := range p.Chain.Links {
		next := l.A
		if next == at {
			next = l.B
		}
		ties, err := d.ties(n, at, func(other string) bool { return other == next })
		if err != nil {
			return p, err
		}
		p.Steps = append(p.Steps, Step{ties[0].A, ties[0].B, ties})
		at = next
	}
	return p, nil
}

// Picture is a chain to be drawn: its people in order, and everything that each two share.
func (p Path) Picture() Picture {
	out := Picture{Middle: p.A, People: []Node{{Person: p.A}}}
	for _, s := range p.Steps {
		out.People = append(out.People, Node{Person: s.B})
		for _, t := range s.Ties {
			out.Things = append(out.Things, link.Thing{ID: t.Thing, Kind: t.Kind, Shown: t.Shown, Count: t.count, Holders: []link.Holder{t.WithA, t.WithB}})
		}
	}
	return out
}
