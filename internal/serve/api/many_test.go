package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func manyRows(t testing.TB, w *world) map[string]example {
	t.Helper()
	id, err := w.many().Plan(t.Context(), analyst, bulk.SetAside, bulk.Selection{People: []string{"p-3"}}, start)
	if err != nil {
		t.Fatal(err)
	}
	at, own := "/api/v1/many/"+id, []access.Role{access.Analyst}
	return map[string]example{
		"many":        {"/api/v1/many", "", 200, people},
		"plan-many":   {"/api/v1/many", `{"act":"take"}`, 422, people},
		"many-job":    {at, "", 200, own},
		"many-people": {at + "/people", "", 200, own},
		"word-many":   {at + "/words", `{"class":"ordinary","text":"no"}`, 422, own},
		"start-many":  {at + "/start", `{"shown":"` + strings.Repeat("0", 64) + `","count":1}`, 409, own},
		"stop-many":   {at + "/stop", "{}", 409, own},
		"undo-many":   {at + "/undo", "{}", 409, own},
		"set-aside":   {"/api/v1/people/p-3/aside", `{"class":"ordinary","text":"no"}`, 422, people},
		"bring-back":  {"/api/v1/people/p-3/bring-back", "{}", 404, people},
	}
}

// throng adds people with a question, with ids q-1 and on, beside Nadia.
func (w *world) throng(t *testing.T, n int) {
	t.Helper()
	in := company()
	for i := range n {
		in.People = append(in.People, casework.Person{ID: fmt.Sprintf("q-%d", i+1), Name: fmt.Sprintf("Crowd %d", i+1), Stage: core.Employed, Level: core.LevelAsk, Questions: in.People[0].Questions})
	}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) work(t *testing.T) {
	t.Helper()
	if err := w.many().Work(t.Context(), w.now); err != nil {
		t.Fatal(err)
	}
}

// planned plans an act and gives the address of the job.
func (w *world) planned(t *testing.T, user, body string) string {
	t.Helper()
	return "/api/v1/many/" + read[Done](t, w.send(t, user, "/api/v1/many", body, 201)).ID
}

const asideWords = `{"class":"data_error","text":"The gateway was listed twice."}`

func TestAllThatMatchAreShownFirstThenSetAsideOnceAndBroughtBack(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 60)
	w.caseAboutNadia(t)
	job := w.planned(t, "u-analyst", `{"act":"aside","all":true,"filter":{"stage":"employed"}}`)
	draft := read[JobWhole](t, w.see(t, "u-analyst", job))
	w.send(t, "u-analyst", job+"/start", fmt.Sprintf(`{"shown":%q,"count":60}`, draft.Shown), 409)
	w.send(t, "u-analyst", job+"/words", asideWords, 201)
	shown := read[JobWhole](t, w.see(t, "u-analyst", job))
	if shown.State != bulk.Planned || shown.Count != (JobCounts{Chosen: 61, Waiting: 60, Left: 1}) {
		t.Fatalf("%+v", shown)
	}
	page := read[Page[JobPerson]](t, w.see(t, "u-analyst", job+"/people?limit=200"))
	if len(page.Items) != 61 || page.Items[0].Why != "many_has_case" || page.Items[0].ID != "p-1" {
		t.Errorf("%+v", page.Items[0])
	}
	if list := read[Page[Listed]](t, w.see(t, "u-analyst", "/api/v1/people?view=nocase&stage=employed")); *list.Count != 60 {
		t.Errorf("a plan changed the list: %d", *list.Count)
	}
	for body, want := range map[string]string{
		fmt.Sprintf(`{"shown":%q,"count":60}`, draft.Shown): "many_moved",
		fmt.Sprintf(`{"shown":%q,"count":59}`, shown.Shown): "many_type",
	} {
		if got := w.do(t, ask{method: "POST", path: job + "/start", body: body, header: written(t), session: w.session(t, "u-analyst")}); !strings.Contains(got.body, want) {
			t.Errorf("%s: %v, want %s", body, got, want)
		}
	}
	yes := fmt.Sprintf(`{"shown":%q,"count":60}`, shown.Shown)
	for range 2 { // under another key: it is done once
		w.send(t, "u-analyst", job+"/start", yes, 201)
		w.work(t)
	}
	if got := read[JobWhole](t, w.see(t, "u-analyst", job)); got.State != bulk.Done || got.Count.Made != 60 {
		t.Errorf("%+v", got)
	}
	if p := read[PersonWhole](t, w.see(t, "u-analyst", "/api/v1/people/q-7")); p.Aside == nil || p.Aside.Text != "The gateway was listed twice." {
		t.Errorf("%+v", p.Aside)
	}
	w.send(t, "u-analyst", "/api/v1/people/q-7/bring-back", "{}", 201)
	w.send(t, "u-analyst", job+"/undo", "{}", 201)
	w.work(t)
	if got := read[JobWhole](t, w.see(t, "u-analyst", job)); got.State != bulk.Undone || got.Count.Back != 59 || got.Count.Kept != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAJobIsStoppedAndItsAnswerIsGivenAgain(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 5)
	job := w.planned(t, "u-analyst", `{"act":"aside","people":["q-1","q-2","q-3"]}`)
	w.send(t, "u-analyst", job+"/words", asideWords, 201)
	shown := read[JobWhole](t, w.see(t, "u-analyst", job))
	key := written(t)
	first := w.do(t, ask{method: "POST", path: job + "/start", body: fmt.Sprintf(`{"shown":%q,"count":3}`, shown.Shown), header: key, session: w.session(t, "u-analyst")})
	w.send(t, "u-analyst", job+"/stop", "{}", 201)
	again := w.do(t, ask{method: "POST", path: job + "/start", body: fmt.Sprintf(`{"shown":%q,"count":3}`, shown.Shown), header: key, session: w.session(t, "u-analyst")})
	if first.status != 201 || again.body != first.body || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("%v\n%v", first, again)
	}
	w.work(t)
	if got := read[JobWhole](t, w.see(t, "u-analyst", job)); got.State != bulk.Stopped || got.Count.Made != 0 || got.Count.Waiting != 3 {
		t.Errorf("%+v", got)
	}
	if list := read[Page[Job]](t, w.see(t, "u-analyst", "/api/v1/many")); len(list.Items) != 1 || list.Items[0].State != bulk.Stopped {
		t.Errorf("%+v", list)
	}
}

func TestAPlanSaysForWhomInOneWay(t *testing.T) {
	w := newWorld(t)
	for body, want := range map[string]string{
		`{"act":"take"}`: "many_nobody",
		`{"act":"take","all":true,"people":["p-1"]}`:                    `"/people"`,
		`{"act":"take","people":["p-1"],"filter":{"view":"mine"}}`:      `"/filter"`,
		`{"act":"take","all":true,"filter":{"signal":"no such thing"}}`: `"/filter/signal"`,
		`{"act":"decide","people":["p-1"]}`:                             `"/act"`,
	} {
		if got := w.do(t, ask{method: "POST", path: "/api/v1/many", body: body, header: written(t), session: w.session(t, "u-analyst")}); got.status != 422 || !strings.Contains(got.body, want) {
			t.Errorf("%s: %v, want %s", body, got, want)
		}
	}
}

// A plan sent twice under one key is one plan; a service token may plan what its user may.
func TestAPlanIsMadeOnceForAKey(t *testing.T) {
	w := newWorld(t)
	h := written(t)
	h["Authorization"] = w.token(t, "u-analyst", access.WorkCases, access.SeePeople)
	var ids []string
	for range 2 {
		got := w.do(t, ask{method: "POST", path: "/api/v1/many", body: `{"act":"take","all":true,"filter":{"view":"unclaimed"}}`, header: h})
		if got.status != 201 {
			t.Fatal(got)
		}
		ids = append(ids, read[Done](t, got).ID)
	}
	jobs, err := w.many().List(t.Context(), analyst, w.now())
	if err != nil || len(jobs) != 1 || ids[0] != ids[1] || ids[0] != jobs[0].ID {
		t.Errorf("%v %+v %v", ids, jobs, err)
	}
}

// Whoever a case is kept from plans, starts and reads the same whether there is a case or not.
func TestT01AnActForManyCountsNothingThatIsHidden(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	with.caseAboutNadia(t)
	due := start.AddDate(0, 0, 3).Format(time.DateOnly)
	words := map[string]string{"aside": asideWords, "ask": `{"question":"Which laptop was sent where?","role":"it","due":"` + due + `"}`}
	for _, user := range []string{"u-ally", "u-manager", "u-subject", "u-administrator", "u-analyst"} {
		differs := false
		for _, act := range []string{"take", "release", "ask", "aside"} {
			var seen [2]string
			for i, w := range []*world{with, without} {
				seen[i] = w.manyStory(t, user, act, words[act])
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

// manyStory is everything that a user is told of an act for many, without the id of the job and what is made from it.
func (w *world) manyStory(t *testing.T, user, act, words string) string {
	t.Helper()
	s := w.session(t, user)
	got := w.do(t, ask{method: "POST", path: "/api/v1/many", body: fmt.Sprintf(`{"act":%q,"all":true}`, act), header: written(t), session: s})
	story := fmt.Sprintf("%d\n", got.status)
	if got.status != 201 {
		return story + got.body
	}
	id := read[Done](t, got).ID
	job := "/api/v1/many/" + id
	tell := func(q ask) answer {
		got := w.do(t, q)
		story += fmt.Sprintf("%d %s\n", got.status, got.body)
		return got
	}
	if words != "" {
		tell(ask{method: "POST", path: job + "/words", body: words, header: written(t), session: s})
	}
	shown := read[JobWhole](t, w.do(t, ask{method: "GET", path: job, session: s}))
	for _, q := range []ask{{method: "GET", path: job + "/people"}, {method: "POST", path: job + "/start", body: fmt.Sprintf(`{"shown":%q,"count":%d}`, shown.Shown, shown.Count.Waiting)},
		{method: "POST", path: job + "/stop", body: "{}"}, {method: "GET", path: job + "/people"}, {method: "POST", path: job + "/undo", body: "{}"}, {method: "GET", path: job + "/people"}} {
		q.session, q.header = s, written(t)
		tell(q)
		w.work(t)
	}
	last := read[JobWhole](t, w.do(t, ask{method: "GET", path: job, session: s}))
	last.Shown = ""
	return strings.ReplaceAll(story+fmt.Sprintf("%+v %+v", shown.Count, last), id, "m-x")
}

// A job names people: a token that works on cases and sees no people neither plans one nor reads one.
func TestATokenThatSeesNoPeopleActsForNobody(t *testing.T) {
	w := newWorld(t)
	job := w.planned(t, "u-analyst", `{"act":"aside","people":["p-3"]}`)
	h := written(t)
	h["Authorization"] = w.token(t, "u-analyst", access.WorkCases)
	for _, q := range []ask{{method: "POST", path: "/api/v1/many", body: `{"act":"aside","all":true}`}, {method: "GET", path: "/api/v1/many"}, {method: "GET", path: job}, {method: "GET", path: job + "/people"}, {method: "POST", path: job + "/undo", body: "{}"}} {
		q.header = h
		if got := w.do(t, q); got.status != 404 {
			t.Errorf("%s %s: %v", q.method, q.path, got)
		}
	}
}

func TestWhoeverIsNamedTwiceIsOne(t *testing.T) {
	w := newWorld(t)
	ids := []string{`"p-3"`}
	for i := range 1000 { // more than are asked for at once
		ids = append(ids, fmt.Sprintf(`"x-%d"`, i))
	}
	body := `{"act":"aside","people":[` + strings.Join(append(ids, `"p-3"`), ",") + `]}`
	job := read[Done](t, w.send(t, "u-analyst", "/api/v1/many", body, 201)).ID
	if got := read[Page[JobPerson]](t, w.see(t, "u-analyst", "/api/v1/many/"+job+"/people")); len(got.Items) != 1 || got.Items[0].ID != "p-3" {
		t.Errorf("%+v", got.Items)
	}
}
