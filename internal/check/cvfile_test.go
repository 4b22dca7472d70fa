package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func made(created, modified string) *core.Paper {
	return &core.Paper{Input: "people/p1/files/cv.pdf", Role: "cv", Created: at(created), Modified: at(modified)}
}

// applied is a candidate who applied on the first of October with this file.
func applied(p *core.Paper, change ...func(*core.Dossier)) *core.Dossier {
	d := &core.Dossier{Stage: core.Interview, Files: map[string]*core.Paper{p.Input: p}}
	d.Dates.Applied = at("2026-10-01")
	for _, c := range change {
		c(d)
	}
	return d
}

func TestFilesOlderAndYoungerThanTheApplication(t *testing.T) {
	f := func(name string, want bool, d *core.Dossier) {
		t.Run(name, func(t *testing.T) { expect(t, laterThanApplication, "A07", d, want) })
	}
	f("made weeks later", true, applied(made("2026-10-22", "")))
	f("made before and changed weeks later", true, applied(made("2026-09-24", "2026-10-22")))
	f("changed later, made nobody knows when", true, applied(made("", "2026-10-22")))
	f("made before", false, applied(made("2026-09-24", "2026-09-25")))
	f("saved the day after", false, applied(made("2026-09-24", "2026-10-02T23:00:00Z")))
	f("a file without dates", false, applied(made("", "")))
	f("nobody noted when the application came", false, applied(made("2026-10-22", ""), func(d *core.Dossier) { d.Dates.Applied = core.Date{} }))
	letter := made("2026-10-22", "")
	letter.Role = "other"
	f("another file", false, applied(letter))
}
