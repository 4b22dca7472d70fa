package detect

import "github.com/taupier-eu/taupier/internal/core"

// holders is who had a thing that is one person's: a serial number, an account of a tool.
type holders map[string]map[string]*held // thing → person

type held struct {
	proof Proof
	days  Days
	shown string
}

// add notes that d had thing, seen in a field of o.
func (h holders) add(d *core.Dossier, o *core.Observation, thing, shown, field, value string) {
	people := h[thing]
	if people == nil {
		people = map[string]*held{}
		h[thing] = people
	}
	x := people[d.ID]
	if x == nil {
		x = &held{shown: shown}
		people[d.ID] = x
	}
	x.shown = min(x.shown, shown)
	x.proof.Add(o, field, value)
	x.days.Add(o.At)
}

// share makes traits of things that several people have.
func (h holders) share(kind core.TraitKind, out *core.Sink) {
	for thing, people := range h {
		if len(people) < 2 {
			continue
		}
		for id, x := range people {
			out.Share(x.trait(id, kind, thing))
		}
	}
}

func (x *held) trait(person string, kind core.TraitKind, thing string) core.Trait {
	return core.Trait{
		Person: person, Kind: kind, Value: thing, Shown: x.shown, Days: x.days.Len(),
		First: x.proof.First, Last: x.proof.Last, Evidence: x.proof.Evidence(),
	}
}

// lineTraits shares household lines (L04). It is sharedLines, which watches the same lines for H08,
// and adds a trait for people who were on one line on the same days: providers hand an address on,
// so that the same line in spring and in autumn is nobody's in common.
type lineTraits struct{ *sharedLines }

func newLineTraits(w *World) Detector {
	return lineTraits{newSharedLines(w).(*sharedLines)}
}

func (l lineTraits) Raise(out *core.Sink) {
	l.sharedLines.Raise(out)
	for line, people := range l.lines {
		for id, use := range people {
			if !together(id, use, people) {
				continue
			}
			out.Share(core.Trait{
				Person: id, Kind: core.TraitIP, Value: core.HouseholdLine(line), Shown: core.HouseholdLine(line), Days: use.days.Len(),
				First: use.proof.First, Last: use.proof.Last, Evidence: use.proof.Evidence(),
			})
		}
	}
}

// together reports whether somebody else was on the line on enough of the same days.
func together(id string, use *lineUse, people map[string]*lineUse) bool {
	for other, o := range people {
		if other != id && use.days.Shared(&o.days) >= lineDays {
			return true
		}
	}
	return false
}
