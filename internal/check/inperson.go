package check

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// declinedFrom is how many steps in person it takes: one visit that does not suit is everyday life.
const declinedFrom = 2

// declinesPresence raises D14: before the contract, every step in person was declined or cancelled. A
// step that was done, or work agreed to be remote only, ends it; J08 asks of those who work here.
func declinesPresence(_ *World, d *core.Dossier, out *core.Sink) {
	ev, last := steps(d, "declined", "cancelled")
	done, _ := steps(d, "done")
	if d.Works() || len(done) > 0 || len(ev) < declinedFrom || hasAccommodation(d, "remote_only") {
		return
	}
	out.Raise("D14", d.ID, last, core.Args{"count": strconv.Itoa(len(ev)), "day": written(core.Date{Time: last})}, ev...)
}

// standIn raises D15: somebody else than in the calls came.
func standIn(_ *World, d *core.Dossier, out *core.Sink) {
	ev, last := steps(d, "stand_in")
	if len(ev) > 0 {
		out.Raise("D15", d.ID, last, core.Args{"day": written(core.Date{Time: last})}, ev...)
	}
}

// steps points at the steps in person with one of the results, and says when the last was.
func steps(d *core.Dossier, results ...string) (ev []core.Evidence, last time.Time) {
	for i, p := range d.Recorded.InPerson {
		for _, r := range results {
			if p.Result == r {
				ev = append(ev, d.At(core.Key("recorded.in_person", i, "result"), p.Result))
				last = later(last, p.At)
			}
		}
	}
	return ev, last
}
