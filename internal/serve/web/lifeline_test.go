package web

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

func TestALifeLineSaysInATableWhatItDraws(t *testing.T) {
	b := base{Lang: core.English}
	seen := casework.Seen{Person: casework.Person{
		Days:      []casework.Day{{What: "applied", On: "2026-01-05"}, {What: "started", On: "2026-03-01"}, {What: "left", On: "no day"}},
		Questions: []casework.Question{{Title: text("<b>Two</b> places"), At: "2026-02-10T08:00:00Z"}, {Title: text("No day")}},
	}}
	marks := life(b, seen)
	if len(marks) != 3 || marks[1].Text != "<b>Two</b> places" || marks[1].Lane != lifeSeen {
		t.Fatalf("%+v", marks)
	}
	drawn := string(lifeDrawing(b, marks))
	if strings.Count(drawn, "<circle") != 3 || strings.Contains(drawn, "<b>") || !strings.Contains(drawn, "3 marks from 2026-01-05 to 2026-03-01") {
		t.Error(drawn)
	}
}

func TestTheLifeLineShowsNothingOfACaseToWhomItConcerns(t *testing.T) {
	w := newWorld(t)
	w.caseAboutNadia(t)
	_, theirs := w.do(t, "GET", "/people/p-1", nil, w.session(t, "u-analyst"))
	_, ally := w.do(t, "GET", "/people/p-1", nil, w.session(t, "u-ally"))
	const work = "<td>Work on the case</td>"
	if strings.Count(theirs, work) != 2 || strings.Contains(ally, work) {
		t.Errorf("the steps of the case: %d for whoever may see it, %d for an ally", strings.Count(theirs, work), strings.Count(ally, work))
	}
}
