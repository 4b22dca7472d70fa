package check

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// longestCircle is how many people a circle of references may have to be looked for.
const longestCircle = 5

// circleOfReferees raises A14b: people of the folder who state no relation vouch for each other in a
// circle.
func circleOfReferees(w *World, d *core.Dossier, out *core.Sink) {
	circle := shortestCircle(w.addressBook().names, d.ID)
	if circle == nil {
		return
	}
	ev := make([]core.Evidence, 0, len(circle))
	for i, id := range circle {
		ev = append(ev, w.addressBook().names[id][circle[(i+1)%len(circle)]].at)
	}
	others := slices.Sorted(slices.Values(circle[1:]))
	out.Raise("A14b", d.ID, time.Time{}, core.Args{"others": strings.Join(others, ", ")}, ev...)
}

// shortestCircle is the shortest way from id over referees back to id, beginning with id; among equals the
// first by name. It is nil when there is none of at most longestCircle people.
func shortestCircle(names map[string]map[string]vouching, id string) []string {
	seen := map[string]bool{id: true}
	for ways := [][]string{{id}}; len(ways) > 0 && len(ways[0]) <= longestCircle; {
		var longer [][]string
		for _, way := range ways {
			next := names[way[len(way)-1]]
			if _, closes := next[id]; closes && len(way) > 1 {
				return way
			}
			for _, o := range sortedIDs(next) {
				if !seen[o] {
					seen[o] = true
					longer = append(longer, append(slices.Clone(way), o))
				}
			}
		}
		ways = longer
	}
	return nil
}

func sortedIDs(m map[string]vouching) []string {
	out := make([]string, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// refereeSaysOtherwise raises A14c: a referee is said to have been at an employer, and the referee's own
// dossier names others only.
func refereeSaysOtherwise(w *World, d *core.Dossier, out *core.Sink) {
	names := w.addressBook().names[d.ID]
	var ev []core.Evidence
	var others []string
	for _, id := range sortedIDs(names) {
		v, o := names[id], w.People[id]
		here := sameEmployer(v.referee.Employer, w.Company.Name)
		if v.referee.Employer == "" || here || len(o.Stated.Work) == 0 || workedAt(o, v.referee.Employer) {
			continue
		}
		others = append(others, id)
		ev = append(ev, v.at, o.At("stated.work", o.Stated.Work[0].Employer))
	}
	if len(ev) > 0 {
		out.Raise("A14c", d.ID, time.Time{}, core.Args{"others": strings.Join(others, ", ")}, ev...)
	}
}
