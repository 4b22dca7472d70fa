package check

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// clockSlack is what lies between clocks, zones and the day on which an application is noted.
const clockSlack = 48 * time.Hour

// laterThanApplication raises A07: the CV's file says it was made or changed after it was sent.
func laterThanApplication(_ *World, d *core.Dossier, out *core.Sink) {
	sent := d.Dates.Applied
	if !sent.Given() {
		return
	}
	for _, p := range sortedPapers(d) {
		field, made := "created", p.Created
		if p.Modified.Given() && (!made.Given() || p.Modified.After(made.Time)) {
			field, made = "modified", p.Modified
		}
		if p.Role != "cv" || !made.Given() || made.Before(sent.Add(clockSlack)) {
			continue
		}
		out.Raise("A07", d.ID, made.Time, core.Args{"made": written(made), "applied": written(sent)},
			core.Evidence{Input: p.Input, Field: field, Value: made.Format(time.RFC3339)}, d.At("dates.applied", written(sent)))
		return
	}
}
