package api

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
)

// step is one act on a case.
func (w *world) step(t testing.TB, path, body, match string) answer {
	t.Helper()
	h := written(t)
	if h["If-Match"] = match; match == "" {
		delete(h, "If-Match")
	}
	return w.do(t, ask{method: "POST", path: "/api/v1" + path, body: body, header: h, session: w.session(t, "u-analyst")})
}

func TestACaseGoesItsWay(t *testing.T) {
	w := newWorld(t)
	opened := w.step(t, "/people/p-1/views", `{"text":"It may well be a journey","hypothesis":"A journey"}`, "")
	id := read[Written](t, opened).Case
	if opened.status != 201 || opened.header.Get("Location") != "/api/v1/cases/"+id || opened.header.Get("ETag") != `"2"` {
		t.Fatal(opened)
	}
	at := "/cases/" + id
	w.step(t, at+"/notes", `{"text":"called the school"}`, `"2"`)
	for _, c := range []struct{ path, body, match, code string }{
		{"/claim", `{}`, `"3"`, "claimed"},
		{"/views", `{"text":"It may be a journey","hypothesis":"A journey"}`, `"3"`, "viewed"},
		{"/close", `{"text":"nothing more to find out","class":"ordinary"}`, `"3"`, "not_decided"},
		{"/decisions", `{"text":"the ticket was shown to us","hypothesis":"A journey","outcome":"explain","trial":"unclear"}`, `"3"`, "explain_needs_holds"},
		{"/notes", `{"text":"late"}`, `"2"`, "version_stale"},
		{"/notes", `{"text":"weak"}`, `W/"3"`, "version_stale"},
		{"/notes", `{"text":"blind"}`, "", "version_needed"},
	} {
		if got := w.step(t, at+c.path, c.body, c.match); !strings.Contains(got.body, `"code":"`+c.code+`"`) {
			t.Errorf("%s: %v, want %s", c.path, got, c.code)
		}
	}
	for _, c := range []struct{ path, body, match, state string }{
		{"/decisions", `{"text":"the ticket was shown to us","hypothesis":"A journey","outcome":"explain","trial":"holds"}`, `"1", "3"`, "decided"},
		{"/close", `{"text":"the journey was confirmed","class":"ordinary"}`, `"4"`, "closed"},
	} {
		if got := w.step(t, at+c.path, c.body, c.match); got.status != 201 || string(read[Written](t, got).State) != c.state {
			t.Errorf("%s: %v", c.path, got)
		}
	}
	s := w.session(t, "u-analyst")
	got := w.do(t, ask{method: "GET", path: "/api/v1" + at, session: s})
	whole := read[CaseWhole](t, got)
	if got.header.Get("ETag") != `"5"` || whole.Closing != "ordinary" || len(whole.Events) != 5 || whole.Events[2].Text != "called the school" || whole.Events[2].Name != "The analyst" {
		t.Errorf("%v", got)
	}
	page := read[Page[Event]](t, w.do(t, ask{method: "GET", path: "/api/v1" + at + "/events?limit=4", session: s}))
	if len(page.Items) != 4 || page.Next == "" {
		t.Errorf("%+v", page)
	}
}

// Of many who read the same version, one changes the case.
func TestOfTwoWhoReadTheSameOneIsRefused(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	var ok, stale atomic.Int32
	var wait sync.WaitGroup
	for i := range 10 {
		wait.Go(func() {
			switch got := w.step(t, "/cases/"+id+"/notes", fmt.Sprintf(`{"text":"note %d"}`, i), `"2"`); got.status {
			case 201:
				ok.Add(1)
			case 412:
				stale.Add(1)
			default:
				t.Error(got)
			}
		})
	}
	wait.Wait()
	if ok.Load() != 1 || stale.Load() != 9 {
		t.Errorf("%d went in and %d were refused", ok.Load(), stale.Load())
	}
}

func TestCasesAreFollowedByWhatChanged(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	list := func(query string) Page[Case] {
		return read[Page[Case]](t, w.do(t, ask{method: "GET", path: "/api/v1/cases" + query, session: s}))
	}
	w.step(t, "/people/p-3/views", `{"text":"It may well be a journey","hypothesis":"A journey"}`, "")
	first := list("?limit=1")
	if len(first.Items) != 1 || first.Next == "" {
		t.Fatalf("%+v", first)
	}
	if next := list("?limit=1&cursor=" + first.Next); len(next.Items) != 1 || next.Items[0].ID == first.Items[0].ID || next.Next != "" {
		t.Errorf("%+v", next)
	}
	w.later(1e9)
	w.step(t, "/cases/"+id+"/notes", `{"text":"called the school"}`, "*")
	got := list("?updated_since=" + w.now().Format("2006-01-02T15:04:05Z"))
	if len(got.Items) != 1 || got.Items[0].ID != id || got.Items[0].Version != 3 {
		t.Errorf("%+v", got)
	}
	if got := list("?subject=p-3&state=open&owner=u-analyst&fields=subject"); len(got.Items) != 1 || got.Items[0].Subject != "p-3" || got.Items[0].State != "" {
		t.Errorf("%+v", got)
	}
}

func noteEvent() casework.Event {
	return casework.Event{At: start, By: analyst.User, Kind: casework.Noting, Text: "a note"}
}
