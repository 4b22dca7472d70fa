package link

import (
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Thing is what several people have: one value of a kind.
type Thing struct {
	ID      string // names it where it is kept
	Kind    core.TraitKind
	Value   string // canonical: equal values are the same thing
	Shown   string // what a reader sees
	Weight  int    // how much it says that two people have, before it is halved for more
	Holders []Holder
	Count   int // of everybody who has it, also when Holders does not list them
}

// Holder is somebody who has a thing, and from when to when: a zero beginning is unknown, a zero end is not over.
type Holder struct {
	Person   string
	From, To time.Time
	Shown    string // the thing as it stands with him
	Evidence []core.Evidence
}

// Common reports whether so many people have it that it says nothing.
func (t Thing) Common() bool { return t.Count >= CommonFrom }

// thing is a group as a thing, its holders by id.
func (g group) thing(people map[string]*core.Dossier, u usual) Thing {
	t := Thing{Kind: g[0].Kind, Value: g[0].Value, Shown: g[0].Shown, Weight: u.weight(g[0].Kind), Count: len(g)}
	for _, x := range g {
		p := periodOf(x, people[x.Person])
		t.Holders = append(t.Holders, Holder{x.Person, p.from, p.to, x.Shown, firstEvidence(x)})
	}
	return t
}

// Links are the links that a thing makes between those who have it: none when it is common, and none between two who had it too
// far apart. stated says what relation two people state; nil when that is not needed.
func (t Thing) Links(stated func(a, b string) string) []core.Link {
	if len(t.Holders) < 2 || t.Common() {
		return nil
	}
	var out []core.Link
	for i, a := range t.Holders {
		for _, b := range t.Holders[i+1:] {
			if (period{a.From, a.To}).apart(period{b.From, b.To}) > rules[t.Kind].holds {
				continue
			}
			l := core.Link{A: a.Person, B: b.Person, Kind: t.Kind, Value: a.Shown, Because: append(slices.Clone(a.Evidence), b.Evidence...), Telling: telling(t.Weight, t.Count)}
			if stated != nil {
				l.Stated = stated(a.Person, b.Person)
			}
			out = append(out, l)
		}
	}
	return out
}

// Linked is the thing with only those of its holders whom it links with another of them; nobody when it links none.
func (t Thing) Linked() Thing {
	linked := map[string]bool{}
	for _, l := range t.Links(nil) {
		linked[l.A], linked[l.B] = true, true
	}
	t.Holders = slices.DeleteFunc(slices.Clone(t.Holders), func(h Holder) bool { return !linked[h.Person] })
	return t
}
