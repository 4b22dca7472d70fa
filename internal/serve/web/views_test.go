package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/core"
)

func viewRows(t *testing.T, w *world) map[string]example {
	t.Helper()
	if err := w.options.Views.Save(t.Context(), analyst, views.View{Name: "Applicants", Filter: casework.Filter{Stage: core.Application}}, start); err != nil {
		t.Fatal(err)
	}
	all, err := w.options.Views.List(t.Context(), analyst)
	if err != nil || len(all) == 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	id, people, own := all[0].ID, []access.Role{access.CISO, access.Analyst}, []access.Role{access.Analyst}
	return map[string]example{
		"GET /views":              {"/views", nil, 200, people},
		"POST /views":             {"/views", nil, 422, people},
		"POST /views/{id}":        {"/views/" + id, nil, 422, own},
		"POST /views/{id}/delete": {"/views/none/delete", nil, 404, people},
		"POST /views/{id}/begin":  {"/views/" + id + "/begin", nil, 303, own},
		"GET /compare":            {"/compare?p=p-1&p=p-3", nil, 200, people},
	}
}

func TestAViewIsKeptSharedRenamedAndBeginsTheQueue(t *testing.T) {
	w := newWorld(t)
	mine, other := w.session(t, "u-analyst"), w.session(t, "u-ally")
	save := func(name, role, query string) int {
		res, _ := w.do(t, "POST", "/views", url.Values{"name": {name}, "role": {role}, "query": {query}}, mine)
		return res.StatusCode
	}
	for _, c := range []struct {
		name, role, query string
		want              int
	}{
		{"Applicants here", "analyst", "stage=application", 303},
		{"About Nadia", "", "text=nadia&view=all", 303},
		{"About Nadia", "analyst", "text=nadia", 422},
		{"Not my role", "ciso", "stage=application", 422},
		{strings.Repeat("x", 81), "", "", 422},
	} {
		if got := save(c.name, c.role, c.query); got != c.want {
			t.Errorf("%s for %q: %d, want %d", c.name, c.role, got, c.want)
		}
	}
	_, body := w.do(t, "GET", "/views", nil, other)
	if !strings.Contains(body, "Applicants here") || strings.Contains(body, "About Nadia") {
		t.Errorf("somebody else of the role sees what was shared and nothing more:\n%s", body)
	}
	if _, body := w.do(t, "GET", "/views", nil, w.session(t, "u-ciso")); strings.Contains(body, "Applicants here") {
		t.Error("another role sees it")
	}
	all, err := w.options.Views.List(t.Context(), analyst)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	id := all[slices.IndexFunc(all, func(v views.View) bool { return v.Name == "Applicants here" })].ID // both were kept at one moment
	if res, _ := w.do(t, "POST", "/views/"+id+"/delete", nil, other); res.StatusCode != 404 {
		t.Errorf("somebody else deletes it: %s", res.Status)
	}
	w.do(t, "POST", "/views/"+id, url.Values{"name": {"All applicants"}}, mine)
	w.do(t, "POST", "/views/"+id+"/begin", url.Values{"on": {"1"}}, mine)
	if res, _ := w.do(t, "GET", "/queue", nil, mine); res.Header.Get("Location") != "/queue?stage=application" {
		t.Errorf("the queue begins at %q", res.Header.Get("Location"))
	}
	if res, body := w.do(t, "GET", "/queue?view=", nil, mine); res.StatusCode != 200 || !strings.Contains(body, `href="/queue?view=" aria-current="page"`) {
		t.Error("the first list cannot be come to")
	}
	w.do(t, "POST", "/views/"+id+"/delete", nil, mine)
	if res, _ := w.do(t, "GET", "/queue", nil, mine); res.StatusCode != 200 {
		t.Errorf("after it was deleted the queue is %s", res.Status)
	}
}

func TestPeopleSideBySideShowNoSumBeforeAFirstView(t *testing.T) {
	w := newWorld(t)
	w.caseAboutNadia(t)
	_, body := w.do(t, "GET", "/compare?p=p-1&p=p-3", nil, w.session(t, "u-ciso"))
	if strings.Contains(body, "3.21") || strings.Contains(body, "0.77") || strings.Contains(body, "this week") || !strings.Contains(body, "the same question: Two places at once") {
		t.Errorf("%s", body)
	}
	if _, body := w.do(t, "GET", "/compare?p=p-1&p=p-3", nil, w.session(t, "u-analyst")); !strings.Contains(body, "3.21") || strings.Contains(body, "0.77") {
		t.Error("whoever wrote a first view of one sees the sum of that one")
	}
	for path, want := range map[string]int{"/compare?p=p-1": 422, "/compare?p=p-1&p=p-1": 422, "/compare?p=1&p=2&p=3&p=4&p=5": 422, "/compare?p=p-1&p=none": 404} {
		if res, _ := w.do(t, "GET", path, nil, w.session(t, "u-analyst")); res.StatusCode != want {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
	if res, _ := w.do(t, "GET", "/compare?p=p-1&p=p-3", nil, w.session(t, "u-subject")); res.StatusCode != 404 {
		t.Errorf("the person himself: %s", res.Status)
	}
}
