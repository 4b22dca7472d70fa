package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func manyRows(t *testing.T, w *world) map[string]example {
	t.Helper()
	id, err := w.options.Many.Plan(t.Context(), analyst, bulk.SetAside, bulk.Selection{People: []string{"p-3"}}, start)
	if err != nil {
		t.Fatal(err)
	}
	people, own := []access.Role{access.CISO, access.Analyst}, []access.Role{access.Analyst}
	return map[string]example{
		"GET /many":                    {"/many", nil, 200, people},
		"POST /many":                   {"/many", nil, 422, people},
		"GET /many/{id}":               {"/many/" + id, nil, 200, own},
		"POST /many/{id}":              {"/many/" + id, nil, 422, own},
		"POST /many/{id}/start":        {"/many/" + id + "/start", nil, 409, own},
		"POST /many/{id}/stop":         {"/many/" + id + "/stop", nil, 409, own},
		"POST /many/{id}/undo":         {"/many/" + id + "/undo", nil, 409, own},
		"POST /people/{id}/aside":      {"/people/p-3/aside", nil, 422, people},
		"POST /people/{id}/bring-back": {"/people/p-3/bring-back", nil, 404, people},
	}
}

// throng adds people with a question, with ids q-1 and on.
func (w *world) throng(t *testing.T, n int) {
	t.Helper()
	q := casework.Question{ID: "f-1", Signal: "X01", Title: text("Two places at once")}
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro()}, Superiors: casework.Line(map[string]string{"p-1": "p-2"})}
	in.People = append(in.People, casework.Person{ID: "p-1", Name: "Nadia Example", Stage: core.Employed, Level: core.LevelReview, Questions: []casework.Question{q}})
	for i := range n {
		in.People = append(in.People, casework.Person{ID: fmt.Sprintf("q-%d", i+1), Name: fmt.Sprintf("Crowd %d", i+1), Stage: core.Employed, Level: core.LevelAsk, Questions: []casework.Question{q}})
	}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
}

// planned posts a choice and gives the address of the job.
func (w *world) planned(t *testing.T, s *http.Cookie, form url.Values) string {
	t.Helper()
	res, body := w.do(t, "POST", "/many", form, s)
	if res.StatusCode != http.StatusSeeOther {
		t.Fatalf("%v: %s\n%s", form, res.Status, body)
	}
	return res.Header.Get("Location")
}

func (w *world) work(t *testing.T) {
	t.Helper()
	if err := w.options.Many.Work(t.Context(), func() time.Time { return w.now }); err != nil {
		t.Fatal(err)
	}
}

func (w *world) count(t *testing.T, f casework.Filter) int {
	t.Helper()
	l, err := w.desk.People(t.Context(), analyst, f, casework.Place{}, 200, w.now)
	if err != nil {
		t.Fatal(err)
	}
	return l.Count
}

var asideWords = url.Values{"class": {"data_error"}, "text": {"The gateway was listed twice."}}

func TestAllThatMatchAreSetAsideOnceAndBroughtBack(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 120)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	job := w.planned(t, s, url.Values{"act": {"aside"}, "all": {"1"}, "view": {"all"}, "stage": {"employed"}})
	if res, _ := w.do(t, "POST", job, asideWords, s); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	_, body := w.do(t, "GET", job, nil, s)
	for _, want := range []string{"121 people are chosen; 1 left out", "It would be done for 120", "There is a case"} {
		if !strings.Contains(body, want) {
			t.Errorf("the plan does not say %q:\n%s", want, body)
		}
	}
	if got := w.count(t, casework.Filter{Whose: casework.NoCase}); got != 120 {
		t.Errorf("a plan changed the list: %d", got)
	}
	for typed, want := range map[string]int{"": 422, "12": 422} {
		if res, _ := w.do(t, "POST", job+"/start", url.Values{"typed": {typed}}, s); res.StatusCode != want {
			t.Errorf("typed %q: %s", typed, res.Status)
		}
	}
	for range 2 {
		if res, body := w.do(t, "POST", job+"/start", url.Values{"typed": {"120"}}, s); res.StatusCode != 303 {
			t.Fatalf("%s\n%s", res.Status, body)
		}
		w.work(t)
	}
	if got, apart := w.count(t, casework.Filter{Whose: casework.NoCase}), w.count(t, casework.Filter{Whose: casework.SetApart}); got != 0 || apart != 120 {
		t.Errorf("%d are left, %d are apart", got, apart)
	}
	if _, body := w.do(t, "GET", job, nil, s); !strings.Contains(body, "Done for 120") {
		t.Errorf("the result does not say so:\n%s", body)
	}
	if _, body := w.do(t, "GET", "/people/q-7", nil, s); !strings.Contains(body, "The gateway was listed twice.") {
		t.Error("the person's page does not say why")
	}
	if res, _ := w.do(t, "POST", "/people/q-7/bring-back", nil, s); res.StatusCode != 303 {
		t.Error(res.Status)
	}
	for range 2 {
		w.do(t, "POST", job+"/undo", nil, s)
		w.work(t)
	}
	_, body = w.do(t, "GET", job, nil, s)
	if got := w.count(t, casework.Filter{Whose: casework.NoCase}); got != 120 || !strings.Contains(body, "Undone for 119") || !strings.Contains(body, "Not undone: 1") {
		t.Errorf("%d are back\n%s", got, body)
	}
	if c, _, err := w.desk.Case(t.Context(), analyst, id, w.now); err != nil || len(c.Events) != 2 {
		t.Errorf("the case was touched: %+v, %v", c.Events, err)
	}
}

func TestASetAsidePersonIsBackWithAnythingNew(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 1)
	if err := w.desk.SetAside(t.Context(), analyst, casework.Aside{Person: "q-1", Class: casework.Ordinary, Reason: "The journey was agreed before."}, w.now); err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, casework.Filter{Whose: casework.SetApart}); got != 1 {
		t.Fatalf("%d", got)
	}
	w.throng(t, 1)
	if got := w.count(t, casework.Filter{Whose: casework.SetApart}); got != 1 {
		t.Errorf("a reading that says the same brought him back")
	}
	q := casework.Question{ID: "f-2", Signal: "X02", Title: text("Another thing")}
	in := casework.Intake{Company: casework.Company{Read: start.UnixMicro()}, People: []casework.Person{{ID: "q-1", Name: "Crowd 1", Stage: core.Employed, Level: core.LevelAsk, Questions: []casework.Question{q}}}}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
	if got := w.count(t, casework.Filter{}); got != 1 {
		t.Errorf("a new question did not bring him back")
	}
}

func TestCasesAreGivenBackAndTakenByAnother(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s, other := w.session(t, "u-analyst"), w.session(t, "u-ciso")
	give := w.planned(t, s, url.Values{"act": {"release"}, "p": {"p-1", "p-3"}})
	w.do(t, "POST", give+"/start", nil, s)
	w.work(t)
	take := w.planned(t, other, url.Values{"act": {"take"}, "all": {"1"}, "view": {"unclaimed"}})
	w.do(t, "POST", take+"/start", nil, other)
	w.work(t)
	c, _, err := w.desk.Case(t.Context(), analyst, id, w.now)
	if err != nil || c.Owner != "u-ciso" {
		t.Fatalf("%+v, %v", c, err)
	}
	w.do(t, "POST", give+"/undo", nil, s)
	w.work(t)
	if _, body := w.do(t, "GET", give, nil, s); !strings.Contains(body, "Not undone: 1") || !strings.Contains(body, "No case yet") {
		t.Errorf("what somebody took is not taken back from him:\n%s", body)
	}
	if res, _ := w.do(t, "GET", take, nil, s); res.StatusCode != 404 {
		t.Errorf("somebody else's job: %s", res.Status)
	}
	w.do(t, "POST", take+"/undo", nil, other)
	w.work(t)
	if c, _, _ = w.desk.Case(t.Context(), analyst, id, w.now); c.Owner != "" {
		t.Errorf("held by %q", c.Owner)
	}
}

func TestTheSameQuestionGoesOutOnceFromEachCase(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	ask := url.Values{"question": {"Which laptop was sent where?"}, "to": {"role:it"}, "due": {w.now.AddDate(0, 0, 5).Format(time.DateOnly)}}
	for _, want := range []string{"Done for 1", "waits for an answer already"} {
		job := w.planned(t, s, url.Values{"act": {"ask"}, "p": {"p-1", "p-3"}})
		if res, _ := w.do(t, "POST", job, ask, s); res.StatusCode != 303 {
			t.Fatal(res.Status)
		}
		w.do(t, "POST", job+"/start", nil, s)
		w.work(t)
		if _, body := w.do(t, "GET", job, nil, s); !strings.Contains(body, want) {
			t.Errorf("no %q:\n%s", want, body)
		}
	}
	tasks, err := w.tasks.OfCase(t.Context(), analyst, id)
	if err != nil || len(tasks) != 1 {
		t.Errorf("%+v, %v", tasks, err)
	}
}

// Whoever a case is kept from chooses, sets aside and is told the same whether there is a case or not.
func TestT01AnActForManyCountsNothingThatIsHidden(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	with.caseAboutNadia(t)
	for _, user := range []string{"u-ally", "u-manager", "u-subject", "u-analyst"} {
		a, b := with.session(t, user), without.session(t, user)
		differs := false
		for _, act := range []string{"take", "release", "ask", "aside"} {
			var seen []string
			for _, side := range []struct {
				w *world
				s *http.Cookie
			}{{with, a}, {without, b}} {
				job := side.w.planned(t, side.s, url.Values{"act": {act}, "all": {"1"}, "view": {"all"}})
				var text string
				for _, step := range []struct {
					path string
					form url.Values
				}{{job, nil}, {job, asideWords}, {job + "/start", nil}, {job, nil}, {job + "/undo", nil}, {job, nil}} {
					method := "GET"
					if step.form != nil || step.path != job {
						method = "POST"
					}
					text += bytesOf(t, side.w, method, step.path, step.form, side.s)
					side.w.work(t)
				}
				seen = append(seen, strings.ReplaceAll(text, job, "/many/m-x"))
			}
			if seen[0] != seen[1] {
				differs = true
				if user != "u-analyst" {
					t.Errorf("%s for many tells %s of the case:\n%s\n---\n%s", act, user, seen[0], seen[1])
				}
			}
		}
		if user == "u-analyst" && !differs {
			t.Error("the colleague sees no difference: the test sees nothing")
		}
	}
}

// What somebody in conflict sets aside takes nothing from the lists of those who see the case.
func TestWhoIsInConflictSetsNothingAsideForOthers(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	ally := access.Actor{User: "u-ally", Roles: []access.Role{access.Analyst}}
	if err := w.desk.SetAside(t.Context(), ally, casework.Aside{Person: "p-1", Class: casework.Ordinary, Reason: "He is a friend of mine."}, w.now); err != nil {
		t.Fatal(err)
	}
	for _, e := range []casework.Event{
		{Kind: casework.Deciding, Text: "It was a journey, as he said.", Hypothesis: "A journey", Trial: casework.Holds, Outcome: casework.Explain},
		{Kind: casework.Closing, Text: "It was a journey, as he said.", Class: casework.Ordinary},
	} {
		if err := w.desk.Do(t.Context(), analyst, id, e, w.now); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := w.desk.People(t.Context(), analyst, casework.Filter{Whose: casework.NoCase}, casework.Place{}, 9, w.now)
	if err != nil || len(rows.Rows) != 2 {
		t.Errorf("%+v, %v", rows, err)
	}
	seen, err := w.desk.Person(t.Context(), ally, "p-1", w.now)
	if err != nil || seen.Aside == nil {
		t.Errorf("his own setting aside does not stand for him: %+v, %v", seen.Aside, err)
	}
}

func TestWhatIsBeingDoneForManyIsStopped(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 5)
	s := w.session(t, "u-analyst")
	job := w.planned(t, s, url.Values{"act": {"aside"}, "all": {"1"}, "view": {"all"}, "stage": {"employed"}})
	w.do(t, "POST", job, asideWords, s)
	if res, body := w.do(t, "POST", job+"/start", url.Values{"shown": {"another"}}, s); res.StatusCode != 409 || !strings.Contains(body, "not what was shown") {
		t.Errorf("%s\n%s", res.Status, body)
	}
	if res, body := w.do(t, "POST", job+"/stop", nil, s); res.StatusCode != 409 || !strings.Contains(body, "nothing to stop") {
		t.Errorf("%s\n%s", res.Status, body)
	}
	w.do(t, "POST", job+"/start", nil, s)
	if _, body := w.do(t, "GET", job, nil, s); !strings.Contains(body, "Stop here") {
		t.Errorf("it cannot be stopped:\n%s", body)
	}
	if res, _ := w.do(t, "POST", job+"/stop", nil, s); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	w.work(t)
	if _, body := w.do(t, "GET", job, nil, s); !strings.Contains(body, "stopped") || !strings.Contains(body, "Not done: 6") || strings.Contains(body, "Stop here") {
		t.Errorf("it went on:\n%s", body)
	}
	if got := w.count(t, casework.Filter{Whose: casework.SetApart}); got != 0 {
		t.Errorf("%d were set aside", got)
	}
}

// What a job did is undone, and nothing else that looks like it: a case that one took again later by oneself stays, and so does a
// question that one asked anew.
func TestWhatWasDoneAgainByHandIsNotUndone(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s, other := w.session(t, "u-analyst"), w.session(t, "u-ciso")
	w.do(t, "POST", "/cases/"+id+"/release", nil, s)
	take := w.planned(t, other, url.Values{"act": {"take"}, "p": {"p-1"}})
	w.do(t, "POST", take+"/start", nil, other)
	w.work(t)
	ask := w.planned(t, other, url.Values{"act": {"ask"}, "p": {"p-1"}})
	words := url.Values{"question": {"Which laptop was sent where?"}, "to": {"role:it"}, "due": {w.now.AddDate(0, 0, 5).Format(time.DateOnly)}}
	w.do(t, "POST", ask, words, other)
	w.do(t, "POST", ask+"/start", nil, other)
	w.work(t)
	ciso := access.Actor{User: "u-ciso", Roles: []access.Role{access.CISO}, Proved: w.now}
	tasks, err := w.tasks.OfCase(t.Context(), ciso, id)
	if err != nil || len(tasks) != 1 {
		t.Fatalf("%+v, %v", tasks, err)
	}
	again := tasks[0]
	if err := w.tasks.Withdraw(t.Context(), ciso, id, tasks[0].ID, w.now); err != nil {
		t.Fatal(err)
	}
	if err := w.tasks.Ask(t.Context(), ciso, id, task.Task{Question: again.Question, To: again.To, Due: again.Due}, w.now); err != nil {
		t.Fatal(err)
	}
	w.do(t, "POST", ask+"/undo", nil, other)
	w.work(t)
	if tasks, err = w.tasks.OfCase(t.Context(), ciso, id); err != nil || len(tasks) != 2 || slices.ContainsFunc(tasks, func(x task.Task) bool { return x.Open() == (x.ID == again.ID) }) {
		t.Errorf("the question that was asked anew is gone: %+v, %v", tasks, err)
	}
	for _, k := range []casework.Kind{casework.Releasing, casework.Claiming} {
		if err := w.desk.Do(t.Context(), ciso, id, casework.Event{Kind: k}, w.now); err != nil {
			t.Fatal(err)
		}
	}
	w.do(t, "POST", take+"/undo", nil, other)
	w.work(t)
	if c, _, err := w.desk.Case(t.Context(), ciso, id, w.now); err != nil || c.Owner != "u-ciso" {
		t.Errorf("the case that was taken again is held by %q, %v", c.Owner, err)
	}
}

// A case that somebody else took and gave back meanwhile is not taken again by an undo.
func TestACaseThatWentThroughOtherHandsIsNotTakenAgain(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	give := w.planned(t, s, url.Values{"act": {"release"}, "p": {"p-1"}})
	w.do(t, "POST", give+"/start", nil, s)
	w.work(t)
	for _, k := range []casework.Kind{casework.Claiming, casework.Releasing} {
		if err := w.desk.Do(t.Context(), access.Actor{User: "u-ciso", Roles: []access.Role{access.CISO}}, id, casework.Event{Kind: k}, w.now); err != nil {
			t.Fatal(err)
		}
	}
	w.do(t, "POST", give+"/undo", nil, s)
	w.work(t)
	if c, _, err := w.desk.Case(t.Context(), analyst, id, w.now); err != nil || c.Owner != "" {
		t.Errorf("held by %q, %v", c.Owner, err)
	}
}
