package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// gathered is what people share, held in memory.
type gathered struct {
	graph atomic.Pointer[linkGraph]
	read  feed // wakes when a reading has ended, and when somebody was erased
}

// GatherLinks reads into memory what people share, unless it is there as it is kept. Whoever looks at links is answered from there as
// long as nothing of it has changed, and otherwise from the database, with the same words and more slowly.
func (db *DB) GatherLinks(ctx context.Context) error {
	err := db.View(ctx, func(v *View) error {
		n, err := v.linkState()
		if g := db.links.graph.Load(); err != nil || g != nil && g.state == n {
			return err
		}
		db.links.graph.Store(nil) // never two of them in memory
		g, err := v.linkGraph()
		if err == nil {
			db.links.graph.Store(g)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("gather links: %w", err)
	}
	return nil
}

// KeepLinks gathers links at once and after each reading, until ctx ends. What fails is told, and tried again after the next.
func (db *DB) KeepLinks(ctx context.Context, told func(error)) {
	for ctx.Err() == nil {
		read := db.links.read.changed()
		if err := db.GatherLinks(ctx); err != nil && ctx.Err() == nil {
			told(err)
		}
		select {
		case <-ctx.Done():
		case <-read:
		}
	}
}

// Shared gives the store to the desk of what people share.
func (db *DB) Shared() shared.Store { return sharing{db} }

type sharing struct{ db *DB }

func (s sharing) Act(ctx context.Context, e ledger.Entry, do func(shared.Reader) error) error {
	return s.db.Act(ctx, e, nil, func(t *Tx) error { return s.reading(&t.View, do) })
}

func (s sharing) View(ctx context.Context, do func(shared.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return s.reading(v, do) })
}

// reading gives what is in memory, if that is what is kept at the moment of a view.
func (s sharing) reading(v *View, do func(shared.Reader) error) error {
	g := s.db.links.graph.Load()
	if g == nil {
		return do(v)
	}
	n, err := v.linkState()
	if err != nil {
		return err
	}
	if n != g.state {
		return do(v)
	}
	return do(&nearView{View: v, graph: g})
}

// nearView is a view for which what people share is in memory.
type nearView struct {
	*View
	graph  *linkGraph
	viewer string
	hidden map[int32]bool // whom the wall keeps from the viewer, once it was asked
}

// wall reads whom the wall keeps from a viewer. It stands in the same view as everything else that is read.
func (n *nearView) wall(viewer access.Actor) (map[int32]bool, error) {
	if n.hidden != nil && n.viewer == viewer.Person {
		return n.hidden, nil
	}
	out := map[int32]bool{}
	err := n.each(func(r *sql.Rows) error {
		var name sql.RawBytes
		if err := r.Scan(&name); err != nil {
			return err
		}
		if at, ok := n.graph.person(string(name)); ok {
			out[at] = true
		}
		return nil
	}, selectHidden, viewer.Person)
	n.hidden, n.viewer = out, viewer.Person
	return out, err
}

// SharedThings is SharedThings of the view, from memory.
func (n *nearView) SharedThings(viewer access.Actor, kinds []core.TraitKind, people []string) ([]link.Thing, error) {
	hidden, err := n.wall(viewer)
	if err != nil {
		return nil, err
	}
	var at []int32
	for _, id := range people {
		if p, ok := n.graph.person(id); ok {
			at = append(at, n.graph.heldBy(p)...)
		}
	}
	slices.Sort(at)
	var out []link.Thing
	for _, i := range slices.Compact(at) {
		x := n.graph.things[i]
		if len(kinds) > 0 && !slices.Contains(kinds, x.kind) {
			continue
		}
		t := link.Thing{ID: thingID(x.id), Kind: x.kind, Weight: n.graph.weights[x.kind], Holders: make([]link.Holder, 0, x.to-x.from)}
		last := int32(-1)
		for _, h := range n.graph.holders[x.from:x.to] {
			if !hidden[h.person] && h.person != last {
				last = h.person
				t.Holders = append(t.Holders, link.Holder{Person: n.graph.people[h.person], From: fromMicros(h.began), To: fromMicros(h.ended)})
			}
		}
		if t.Count = len(t.Holders); t.Count > 1 {
			out = append(out, t)
		}
	}
	return out, nil
}
