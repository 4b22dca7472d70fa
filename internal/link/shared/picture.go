package shared

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// MaxDepth is how many links from the middle a picture goes at most, and MaxOpen how many people in it may be opened further.
const (
	MaxDepth = 3
	MaxOpen  = 20
)

// Around says what a picture is of: a person or a thing, and how far around it.
type Around struct {
	Person, Thing string // one of them
	Depth         int
	Open          []string // people in it whose own links are drawn too
	Kinds         []core.TraitKind
}

// Picture is people and what they share, no more of both than can be drawn.
type Picture struct {
	Middle Person       // the person in the middle, if it is one
	Thing  link.Thing   // or the thing
	People []Node       // drawn, the nearest first
	Things []link.Thing // drawn, each with the drawn people whom it links
	Common []link.Thing // of the person in the middle: what so many have that it links nobody
	Cut    bool         // there was no room for everybody
}

// Node is a person who is drawn.
type Node struct {
	Person
	Opened bool // everybody with whom he shares something is drawn
	More   int  // how many are not
}

// Picture shows who shares what around a person or a thing. It is about the person, those who have the thing, and those whose own links were
// asked for: each counts as one who was looked at.
func (d Desk) Picture(ctx context.Context, who access.Actor, q Around, now time.Time) (Picture, error) {
	var p Picture
	q.Depth, q.Open = min(max(q.Depth, 1), MaxDepth), q.Open[:min(len(q.Open), MaxOpen)]
	object := q.Person
	if object == "" {
		object = "thing:" + q.Thing
	}
	err := d.look(ctx, who, object, q.Kinds, now, func(n near) error {
		var err error
		p, err = draw(n, q)
		return err
	}, q.Person)
	for _, id := range p.about(q) {
		if err == nil {
			err = d.watched(id, func() error { return d.Watch.HasLooked(ctx, who, id, now) })
		}
	}
	if err != nil {
		return Picture{}, err
	}
	return p, nil
}

// about is whom a picture is about beside the person in the middle.
func (p Picture) about(q Around) (out []string) {
	for _, h := range p.Thing.Holders {
		out = append(out, h.Person)
	}
	for _, n := range p.People {
		if n.Opened && slices.Contains(q.Open, n.ID) {
			out = append(out, n.ID)
		}
	}
	return out
}

func draw(n near, q Around) (p Picture, err error) {
	g := gathering{near: n, opened: map[string]bool{}}
	if q.Thing != "" {
		err = g.aroundThing(&p, q)
	} else {
		err = g.aroundPerson(&p, q)
	}
	if err != nil {
		return p, err
	}
	for range q.Open { // one may be drawn only once another is opened
		for _, id := range q.Open {
			if slices.Contains(g.people, id) && !g.opened[id] {
				if _, err := g.open([]string{id}); err != nil {
					return p, err
				}
			}
		}
	}
	return p, g.finish(&p)
}

// gathering collects who and what is drawn.
type gathering struct {
	near
	people []string
	things []link.Thing
	opened map[string]bool
	cut    bool
}

func (g *gathering) aroundPerson(p *Picture, q Around) (err error) {
	if p.Middle, err = g.person(q.Person); err != nil {
		return err
	}
	if p.Common, err = g.CommonThings(g.viewer, g.kinds, []string{q.Person}); err != nil {
		return err
	}
	slices.SortFunc(p.Common, func(a, b link.Thing) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.ID, b.ID)) })
	g.people = []string{q.Person}
	return g.rounds(g.people, q.Depth)
}

func (g *gathering) aroundThing(p *Picture, q Around) (err error) {
	if p.Thing, err = g.SharedThing(g.viewer, q.Thing); err != nil || p.Thing.Common() {
		return err
	}
	g.take(p.Thing)
	return g.rounds(g.people, q.Depth-1)
}

func (g *gathering) rounds(edge []string, depth int) (err error) {
	for range depth {
		if edge, err = g.open(edge); err != nil || len(edge) == 0 {
			return err
		}
	}
	return nil
}

// open draws what people share and with whom, the most telling first, and gives those who are new.
func (g *gathering) open(people []string) ([]string, error) {
	things, err := g.Things(people)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(things, func(a, b link.Thing) int {
		return cmp.Or(cmp.Compare(b.Weight/b.Count, a.Weight/a.Count), cmp.Compare(a.ID, b.ID))
	})
	before := len(g.people)
	for _, t := range things {
		g.take(t, people...)
	}
	for _, id := range people {
		g.opened[id] = true
	}
	return slices.Clone(g.people[before:]), nil
}

// take draws a thing and whomever it links, or with some of whom it links somebody; nothing of it when there is no room.
func (g *gathering) take(t link.Thing, of ...string) {
	if slices.ContainsFunc(g.things, func(x link.Thing) bool { return x.ID == t.ID }) {
		return
	}
	var fresh []string
	links := false
	for _, l := range t.Links(nil) {
		if len(of) > 0 && !slices.Contains(of, l.A) && !slices.Contains(of, l.B) {
			continue
		}
		links = true
		for _, id := range []string{l.A, l.B} {
			if !slices.Contains(g.people, id) && !slices.Contains(fresh, id) {
				fresh = append(fresh, id)
			}
		}
	}
	switch {
	case !links:
	case len(g.people)+len(g.things)+len(fresh)+1 > link.MaxDrawn:
		g.cut = true
	default:
		g.people, g.things = append(g.people, fresh...), append(g.things, t)
	}
}

// finish counts whom the drawn people are linked with beyond the drawing, and names everybody.
func (g *gathering) finish(p *Picture) error {
	more, err := g.beyond()
	if err != nil {
		return err
	}
	names, err := g.Named(g.viewer, g.people)
	if err != nil {
		return err
	}
	for _, id := range g.people {
		p.People = append(p.People, Node{named(names, id), g.opened[id], len(more[id])})
	}
	for _, t := range g.things {
		t.Holders = slices.DeleteFunc(slices.Clone(t.Holders), func(h link.Holder) bool { return !slices.Contains(g.people, h.Person) })
		p.Things = append(p.Things, t.Linked())
	}
	p.Cut = g.cut
	if err := g.Seen(p.Things); err != nil {
		return err
	}
	for i, t := range p.Things {
		p.Things[i].Shown = t.Holders[0].Shown
	}
	return nil
}

// beyond is whom each drawn person is linked with who is not drawn. What links two who are is drawn, while there is room.
func (g *gathering) beyond() (map[string]map[string]bool, error) {
	things, err := g.Things(g.people)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]bool{}
	for _, t := range things {
		for _, l := range t.Links(nil) {
			a, b := slices.Contains(g.people, l.A), slices.Contains(g.people, l.B)
			switch {
			case a && b:
				g.take(t, l.A)
			case a:
				add(out, l.A, l.B)
			case b:
				add(out, l.B, l.A)
			}
		}
	}
	return out, nil
}

func add(out map[string]map[string]bool, at, id string) {
	if out[at] == nil {
		out[at] = map[string]bool{}
	}
	out[at][id] = true
}
