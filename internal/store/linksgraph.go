package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// linkGraph is who has which of the things that make links, as numbers: some 40 bytes for each that somebody has. It holds everybody:
// whom a viewer may not see is left out while it is asked. It never changes; another takes its place.
type linkGraph struct {
	state   int64    // of the tables that it was read from
	people  []string // in order
	things  []graphThing
	holders []graphHolder // by thing, and of a thing by person
	of      []int32       // the things of the first person, of the next, ...
	begins  []int32       // where in of those of a person begin; one more than people
	weights map[core.TraitKind]int
}

// graphThing is a thing; things stand in the order of thingID.
type graphThing struct {
	id       int64
	kind     core.TraitKind
	from, to int32 // in holders
}

// graphHolder is somebody who has a thing, by their places in the graph.
type graphHolder struct {
	thing, person int32
	began, ended  int64
}

func (h graphHolder) compare(o graphHolder) int {
	return cmp.Or(cmp.Compare(h.thing, o.thing), cmp.Compare(h.person, o.person), cmp.Compare(h.began, o.began), cmp.Compare(h.ended, o.ended))
}

// linkState tells whether what people share is kept as it was.
func (v *View) linkState() (n int64, err error) {
	return n, v.row("select n from link_state where id = 1").Scan(&n)
}

// linkGraph reads the whole graph.
func (v *View) linkGraph() (*linkGraph, error) {
	g := &linkGraph{}
	var err error
	if g.state, err = v.linkState(); err != nil {
		return nil, err
	}
	if g.weights, err = v.weights(); err != nil {
		return nil, err
	}
	if err := v.graphThings(g); err != nil {
		return nil, err
	}
	if err := v.graphHolders(g); err != nil {
		return nil, err
	}
	g.order()
	return g, nil
}

func (v *View) graphThings(g *linkGraph) error {
	kinds := map[string]core.TraitKind{}
	err := v.each(func(r *sql.Rows) error {
		var t graphThing
		var kind string
		err := r.Scan(&t.id, &kind)
		if _, known := kinds[kind]; !known {
			kinds[kind] = core.TraitKind(kind)
		}
		t.kind = kinds[kind]
		g.things = append(g.things, t)
		return err
	}, fmt.Sprintf("select id, kind from link_things where holders > 1 and holders < %d", link.CommonFrom))
	slices.SortFunc(g.things, func(a, b graphThing) int { return cmp.Compare(uint64(a.id), uint64(b.id)) })
	return err
}

// thing is the place of a thing by its number.
func (g *linkGraph) thing(id int64) (int32, bool) {
	at, ok := slices.BinarySearchFunc(g.things, uint64(id), func(t graphThing, id uint64) int { return cmp.Compare(uint64(t.id), id) })
	return int32(at), ok
}

func (v *View) graphHolders(g *linkGraph) error {
	number := map[string]int32{}
	var last int64
	var at int32
	links := false
	return v.each(func(r *sql.Rows) error {
		var id int64
		var name sql.RawBytes
		var h graphHolder
		if err := r.Scan(&id, &name, &h.began, &h.ended); err != nil {
			return err
		}
		if id != last || len(g.holders) == 0 {
			last = id
			at, links = g.thing(id)
		}
		if !links {
			return nil
		}
		var known bool
		if h.person, known = number[string(name)]; !known {
			h.person = int32(len(g.people))
			g.people = append(g.people, string(name))
			number[string(name)] = h.person
		}
		h.thing = at
		g.holders = append(g.holders, h)
		return nil
	}, "select thing, person, began, ended from link_holders order by thing, person, began, ended")
}

// order puts people and holders in order, and finds the things of each person.
func (g *linkGraph) order() {
	before := slices.Clone(g.people)
	slices.Sort(g.people)
	place := make([]int32, len(before))
	for i, id := range before {
		place[i], _ = g.person(id)
	}
	g.begins = make([]int32, len(g.people)+1)
	for i := range g.holders {
		h := &g.holders[i]
		h.person = place[h.person]
		g.begins[h.person+1]++
	}
	for i := range g.people {
		g.begins[i+1] += g.begins[i]
	}
	slices.SortFunc(g.holders, graphHolder.compare)
	g.holders = slices.Clip(g.holders)
	g.of = make([]int32, len(g.holders))
	next := slices.Clone(g.begins)
	for i, h := range g.holders {
		g.of[next[h.person]] = h.thing
		next[h.person]++
		if t := &g.things[h.thing]; t.to == 0 {
			t.from, t.to = int32(i), int32(i)+1
		} else {
			t.to++
		}
	}
}

// person is the place of somebody by his id.
func (g *linkGraph) person(id string) (int32, bool) {
	at, ok := slices.BinarySearch(g.people, id)
	return int32(at), ok
}

// heldBy are the places of the things of a person.
func (g *linkGraph) heldBy(person int32) []int32 { return g.of[g.begins[person]:g.begins[person+1]] }
