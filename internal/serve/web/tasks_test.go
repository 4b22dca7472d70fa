package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

const tomorrow = "2026-11-21"

// askedOf asks something from a case and gives the task's id.
func (w *world) askedOf(t *testing.T, id string, to task.To, question string) string {
	t.Helper()
	if err := w.tasks.Ask(t.Context(), analyst, id, task.Task{To: to, Question: question, Due: start.Add(24 * time.Hour)}, start); err != nil {
		t.Fatal(err)
	}
	all, err := w.tasks.OfCase(t.Context(), analyst, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		if q.Question == question {
			return q.ID
		}
	}
	t.Fatal("the question is not there")
	return ""
}

func taskRows(t *testing.T, w *world, id string) map[string]example {
	one := w.askedOf(t, id, task.To{User: "u-trustee"}, "Where was the laptop sent after all?")
	doers := []access.Role{access.CISO, access.Analyst, access.Trustee, access.Recruiter, access.HR, access.IT, access.Payroll}
	workers := []access.Role{access.CISO, access.Analyst}
	return map[string]example{
		"GET /tasks":                             {"/tasks", nil, 200, doers},
		"GET /tasks/{id}":                        {"/tasks/" + one, nil, 200, []access.Role{access.Trustee}},
		"POST /tasks/{id}/answer":                {"/tasks/" + one + "/answer", url.Values{"text": {" "}}, 422, []access.Role{access.Trustee}},
		"POST /cases/{id}/tasks":                 {"/cases/" + id + "/tasks", url.Values{"question": {"too short"}, "due": {tomorrow}}, 422, workers},
		"POST /cases/{id}/tasks/{task}/withdraw": {"/cases/" + id + "/tasks/t-none/withdraw", nil, 404, workers},
	}
}

func TestTheAddresseeSeesTheQuestionAndNothingOfTheCase(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s, hr := w.session(t, "u-analyst"), w.session(t, "u-hr")
	res, _ := w.do(t, "POST", "/cases/"+id+"/tasks", url.Values{"question": {"Which day was laptop 4711 sent?"}, "to": {"role:hr"}, "due": {tomorrow}}, s)
	if res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if _, body := w.do(t, "GET", "/", nil, hr); !strings.Contains(body, "1 question waits") {
		t.Error("Today says nothing of it")
	}
	_, list := w.do(t, "GET", "/tasks", nil, hr)
	at := strings.Index(list, "/tasks/t-")
	path := list[at : at+len("/tasks/t-")+32]
	_, page := w.do(t, "GET", path, nil, hr)
	for name, body := range map[string]string{"list": list, "page": page} {
		if !strings.Contains(body, "laptop 4711") || !strings.Contains(body, tomorrow) {
			t.Errorf("%s: the question or the day is missing", name)
		}
		for _, secret := range []string{id, "Nadia", "analyst", "Two places", "review", "/cases/", "/people/"} {
			if strings.Contains(body, secret) {
				t.Errorf("the %s shows %q", name, secret)
			}
		}
	}
	if res, _ := w.do(t, "POST", path+"/answer", url.Values{"text": {"On 3 November, by courier"}}, hr); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if res, body := w.do(t, "POST", path+"/answer", url.Values{"text": {"again"}}, hr); res.StatusCode != 409 || !strings.Contains(body, "meanwhile") {
		t.Errorf("a second answer: %s", res.Status)
	}
	if _, body := w.do(t, "GET", "/cases/"+id, nil, s); !strings.Contains(body, "On 3 November, by courier") || !strings.Contains(body, "<strong>Answer</strong>") || !strings.Contains(body, "The hr") {
		t.Error("the answer is not in the timeline, with who gave it")
	}
}

func TestNobodyWhomTheCaseConcernsIsAsked(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	ask := func(to string) (int, string) {
		res, body := w.do(t, "POST", "/cases/"+id+"/tasks", url.Values{"question": {"Which day was it sent?"}, "to": {to}, "due": {tomorrow}}, s)
		return res.StatusCode, body
	}
	for _, user := range []string{"u-subject", "u-manager", "u-ally"} {
		if status, body := ask("user:" + user); status != 409 || !strings.Contains(body, "This case concerns whom you chose") {
			t.Errorf("%s was asked: %d", user, status)
		}
	}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, "u-it") })
	if err != nil {
		t.Fatal(err)
	}
	status, body := ask("role:it")
	if status != 409 || !strings.Contains(body, "everybody who has that role") || !strings.Contains(body, `value="user:u-trustee"`) || !strings.Contains(body, "Which day was it sent?</textarea>") {
		t.Errorf("a role whose only holder is concerned: %d", status)
	}
	if status, _ := ask("user:u-trustee"); status != 303 {
		t.Errorf("a trustee: %d", status)
	}
	if status, _ := ask("role:recruiter"); status != 303 {
		t.Fatal("a role of which one is not concerned")
	}
	if _, body := w.do(t, "GET", "/tasks", nil, w.session(t, "u-manager")); strings.Contains(body, "Which day") {
		t.Error("a recruiter whom the case concerns sees what is asked of recruiters")
	}
	if _, body := w.do(t, "GET", "/tasks", nil, w.session(t, "u-recruiter")); !strings.Contains(body, "Which day") {
		t.Error("the other recruiter does not")
	}
}

func TestAQuestionIsOverdueForBoth(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.askedOf(t, id, task.To{Role: access.IT}, "Where was the laptop sent?")
	w.now = start.Add(25 * time.Hour)
	for _, user := range []string{"u-it", "u-analyst"} {
		if _, body := w.do(t, "GET", "/", nil, w.session(t, user)); !strings.Contains(body, "overdue") {
			t.Errorf("%s is not told", user)
		}
	}
	if _, body := w.do(t, "GET", "/cases/"+id, nil, w.session(t, "u-analyst")); !strings.Contains(body, "overdue") {
		t.Error("the case does not say so")
	}
}

func TestAQuestionWithdrawnIsAskedOfNobody(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	one := w.askedOf(t, id, task.To{Role: access.IT}, "Where was the laptop sent?")
	if res, _ := w.do(t, "POST", "/cases/"+id+"/tasks/"+one+"/withdraw", nil, w.session(t, "u-ciso")); res.StatusCode != 409 {
		t.Errorf("by somebody who does not hold the case: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/cases/"+id+"/tasks/"+one+"/withdraw", nil, w.session(t, "u-analyst")); res.StatusCode != 303 {
		t.Errorf("%s", res.Status)
	}
	if res, _ := w.do(t, "GET", "/tasks/"+one, nil, w.session(t, "u-it")); res.StatusCode != 404 {
		t.Errorf("it is still there: %s", res.Status)
	}
}
