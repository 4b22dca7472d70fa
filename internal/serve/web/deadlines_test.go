package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

func deadlineRows(id string) map[string]example {
	workers := []access.Role{access.CISO, access.Analyst}
	return map[string]example{
		"POST /cases/{id}/deadlines":                 {"/cases/" + id + "/deadlines", url.Values{"deadline_kind": {"step"}}, 422, workers},
		"POST /cases/{id}/deadlines/{deadline}/done": {"/cases/" + id + "/deadlines/d-none/done", nil, 404, workers},
	}
}

func TestAContestIsDueInFiveWorkingDaysAndOnToday(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	form := url.Values{"deadline_kind": {"contest"}, "deadline_day": {"2026-11-20"}, "deadline_text": {"A letter came in"}}
	if res, _ := w.do(t, "POST", "/cases/"+id+"/deadlines", form, w.session(t, "u-ciso")); res.StatusCode != 409 {
		t.Errorf("by somebody who does not hold the case: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/cases/"+id+"/deadlines", form, s); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	_, body := w.do(t, "GET", "/cases/"+id, nil, s)
	if !strings.Contains(body, "by 2026-11-27") || !strings.Contains(body, "A letter came in") {
		t.Errorf("the case does not say so:\n%s", body)
	}
	if _, today := w.do(t, "GET", "/", nil, s); !strings.Contains(today, "A letter came in") || strings.Contains(today, "overdue") {
		t.Error("Today does not say so, or too much")
	}
	done := regexp.MustCompile(`/cases/[^"]*/done`).FindString(body)
	w.now = start.AddDate(0, 0, 8)
	s = w.session(t, "u-analyst")
	if _, today := w.do(t, "GET", "/", nil, s); !strings.Contains(today, "overdue") {
		t.Error("what was due yesterday is not overdue")
	}
	if res, _ := w.do(t, "POST", done, nil, s); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if _, today := w.do(t, "GET", "/", nil, s); strings.Contains(today, "A letter came in") {
		t.Error("what is done is still due")
	}
	if res, body := w.do(t, "POST", "/cases/"+id+"/deadlines", url.Values{"deadline_kind": {"step"}, "deadline_day": {w.now.Add(-48 * time.Hour).Format(time.DateOnly)}, "deadline_text": {"Call the school"}}, s); res.StatusCode != 422 || !strings.Contains(body, "Call the school</textarea>") {
		t.Errorf("a step in the past: %s", res.Status)
	}
}
