package shared

import (
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/link"
)

// Days are from one day to another, both of them within; a zero day is no bound. They are days of UTC, as what is read has them.
type Days struct{ From, To time.Time }

// Bounded reports whether there is a bound.
func (d Days) Bounded() bool { return !d.From.IsZero() || !d.To.IsZero() }

// hold reports whether somebody had a thing on one of the days, as far as is known.
func (d Days) hold(h link.Holder) bool {
	begun := d.To.IsZero() || h.From.IsZero() || h.From.Before(d.To.AddDate(0, 0, 1))
	over := !d.From.IsZero() && !h.To.IsZero() && h.To.Before(d.From)
	return begun && !over
}

// During is what of a picture was there on some days: each thing with those who had it then and whom it linked, and who is connected by them
// with the middle. What is not dated was always there. Whom the picture had no room for is not in it either.
func (p Picture) During(d Days) Picture {
	if !d.Bounded() {
		return p
	}
	var things []link.Thing
	for _, t := range p.Things {
		t.Holders = slices.DeleteFunc(slices.Clone(t.Holders), func(h link.Holder) bool { return !d.hold(h) })
		if t = t.Linked(); len(t.Holders) > 0 {
			things = append(things, t)
		}
	}
	near := p.connected(things)
	p.People = slices.DeleteFunc(slices.Clone(p.People), func(n Node) bool { return !near[n.ID] })
	p.Things = slices.DeleteFunc(things, func(t link.Thing) bool { return !near[t.Holders[0].Person] })
	return p
}

// connected are the person in the middle, or those who have the thing in it, and whoever is connected with them by things.
func (p Picture) connected(things []link.Thing) map[string]bool {
	near := map[string]bool{p.Middle.ID: true}
	for before := -1; before != len(near); {
		before = len(near)
		for _, t := range things {
			has := func(h link.Holder) bool { return near[h.Person] }
			if t.ID != p.Thing.ID && !slices.ContainsFunc(t.Holders, has) {
				continue
			}
			for _, h := range t.Holders {
				near[h.Person] = true
			}
		}
	}
	return near
}

// Began are the days, in order, on which somebody who is drawn began to have something: those on which the picture grew.
func (p Picture) Began() []time.Time {
	var out []time.Time
	for _, t := range p.Things {
		for _, h := range t.Holders {
			if !h.From.IsZero() {
				out = append(out, h.From.UTC().Truncate(24*time.Hour))
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.Compact(out)
}
