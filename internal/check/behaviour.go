package check

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// avoidsMeeting raises J08: somebody at work declined or cancelled several meetings in person and none
// took place. An agreement to work remotely only ends the question.
func avoidsMeeting(_ *World, d *core.Dossier, out *core.Sink) {
	if !d.Works() || hasAccommodation(d, "remote_only") {
		return
	}
	var missed []core.Evidence
	var last time.Time
	for i, p := range d.Recorded.InPerson {
		switch p.Result {
		case "done":
			return
		case "declined", "cancelled":
			missed = append(missed, d.At(core.Key("recorded.in_person", i, "result"), p.Result))
			if p.At.After(last) {
				last = p.At.Time
			}
		}
	}
	if len(missed) < 2 {
		return
	}
	out.Raise("J08", d.ID, last, core.Args{"count": strconv.Itoa(len(missed)), "day": last.Format(time.DateOnly)}, missed...)
}

// hasAccommodation reports whether an arrangement of that kind was agreed. Its reason is never known.
func hasAccommodation(d *core.Dossier, kind string) bool {
	for _, a := range d.Recorded.Accommodations {
		if a.Kind == kind {
			return true
		}
	}
	return false
}
