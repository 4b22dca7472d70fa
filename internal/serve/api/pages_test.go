package api

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

// pageRows are those of what the queue, the search, the comparison, the seal and the sources give.
func pageRows(id string) map[string]example {
	second := []access.Role{access.CISO, access.Trustee}
	doers := []access.Role{access.CISO, access.Analyst, access.Trustee, access.Recruiter, access.HR, access.IT, access.Payroll}
	sources, trust := []access.Role{access.CISO, access.Analyst, access.Administrator}, []access.Role{access.CISO, access.DPO, access.Auditor}
	return map[string]example{
		"views":           {"/api/v1/views", "", 200, people},
		"keep-view":       {"/api/v1/views", `{"name":" ","filter":{}}`, 422, people},
		"rename-view":     {"/api/v1/views/v-none/name", `{"name":"Mine"}`, 404, people},
		"delete-view":     {"/api/v1/views/v-none/delete", "{}", 404, people},
		"begin-view":      {"/api/v1/views/v-none/begin", `{"begins":true}`, 404, people},
		"search":          {"/api/v1/search?q=Nadia", "", 200, doers},
		"compare":         {"/api/v1/compare?p=p-1&p=p-3", "", 200, people},
		"colleagues":      {"/api/v1/colleagues", "", 200, openers},
		"similar-cases":   {"/api/v1/cases/" + id + "/similar", "", 200, people},
		"break-glass":     {"/api/v1/break-glass", `{"name":"c-none","text":"no","how":"ask"}`, 422, second},
		"knocks":          {"/api/v1/knocks", "", 200, second},
		"answer-knock":    {"/api/v1/knocks/g-none/answers", `{"yes":true,"text":"four words and more"}`, 404, second},
		"notices":         {"/api/v1/notices", "", 200, access.Roles},
		"reading":         {"/api/v1/sources/reading", "", 200, sources},
		"freshness":       {"/api/v1/sources/freshness", "", 200, sources},
		"source-gaps":     {"/api/v1/sources/gaps", "", 200, sources},
		"source-problems": {"/api/v1/sources/problems", "", 200, sources},
		"read-again":      {"/api/v1/sources/read", "{}", 201, []access.Role{access.CISO}},
		"witnesses":       {"/api/v1/witnesses", "", 200, trust},
		"backups":         {"/api/v1/backups", "", 200, trust},
	}
}

func TestTheQueueIsFilteredAsOnThePages(t *testing.T) {
	w := newWorld(t)
	w.caseAboutNadia(t)
	for query, want := range map[string]string{
		"":                                    "p-1 p-3",
		"?view=mine":                          "p-1",
		"?mine=true":                          "p-1",
		"?view=nocase":                        "p-3",
		"?view=todo":                          "p-1 p-3",
		"?stage=interview":                    "p-3",
		"?text=nadia":                         "p-1",
		"?signal=X01":                         "p-1 p-3",
		"?since=2100-01-01":                   "",
		"?level=review":                       "p-1", // of Cem there is no first view, so that his level is not known
		"?level=ask":                          "",
		"?view=nocase&text=Nadia&stage=hired": "",
	} {
		got := read[Page[Listed]](t, w.see(t, "u-analyst", "/api/v1/people"+query))
		var ids []string
		for _, p := range got.Items {
			ids = append(ids, p.ID)
		}
		if strings.Join(ids, " ") != want || *got.Count != len(ids) {
			t.Errorf("%s: %q of %d, want %q", query, ids, *got.Count, want)
		}
	}
	for _, query := range []string{"?view=nobody", "?stage=none", "?signal=a%20b", "?since=yesterday", "?family=x"} {
		if got := w.do(t, ask{method: "GET", path: "/api/v1/people" + query, session: w.session(t, "u-analyst")}); got.status != 422 || !strings.Contains(got.body, `"parameter":`) {
			t.Errorf("%s: %v", query, got)
		}
	}
}

func TestAFilterIsKeptNamedAnewAndDropped(t *testing.T) {
	w := newWorld(t)
	key := written(t)
	q := ask{method: "POST", path: "/api/v1/views", body: `{"name":"Interviews","filter":{"view":"nocase","stage":"interview","since":"2026-11-01"}}`, header: key, session: w.session(t, "u-analyst")}
	id := read[Done](t, w.do(t, q)).ID
	if again := read[Done](t, w.do(t, q)).ID; again != id || id == "" {
		t.Errorf("%q, then %q", id, again)
	}
	w.send(t, "u-analyst", "/api/v1/views/"+id+"/name", `{"name":"Who is interviewed"}`, 201)
	w.send(t, "u-analyst", "/api/v1/views/"+id+"/begin", `{"begins":true}`, 201)
	w.send(t, "u-ciso", "/api/v1/views/"+id+"/delete", "{}", 404)
	list := read[Page[View]](t, w.see(t, "u-analyst", "/api/v1/views"))
	if len(list.Items) != 1 {
		t.Fatalf("%+v", list)
	}
	if v := list.Items[0]; v.Name != "Who is interviewed" || !v.Begins || !v.Mine || *v.Filter != (ListFilter{View: "nocase", Stage: "interview", Since: "2026-11-01"}) {
		t.Errorf("%+v %+v", v, *v.Filter)
	}
	w.send(t, "u-analyst", "/api/v1/views", `{"name":"Look","filter":{"text":"Nadia"},"role":"analyst"}`, 422)
	w.send(t, "u-analyst", "/api/v1/views/"+id+"/delete", "{}", 201)
	if list := read[Page[View]](t, w.see(t, "u-analyst", "/api/v1/views")); len(list.Items) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestASearchFindsByKindWhatOneMaySee(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	found := func(user, what string) Found { return read[Found](t, w.see(t, user, "/api/v1/search?q="+what)) }
	if f := found("u-analyst", "Nadia"); len(f.People) != 1 || len(f.Cases) != 1 || f.Cases[0].ID != id || f.More {
		t.Errorf("%+v", f)
	}
	if f := found("u-recruiter", "Cem"); len(f.People) != 0 || len(f.Candidates) != 1 || f.Candidates[0].ID != "p-3" {
		t.Errorf("%+v", f)
	}
	if f := found("u-ally", "Nadia"); len(f.People) != 1 || len(f.Cases) != 0 {
		t.Errorf("whoever is named in conflict finds %+v", f)
	}
	if f := found("u-subject", "Nadia"); len(f.People)+len(f.Cases) != 0 {
		t.Errorf("the person concerned finds %+v", f)
	}
}

func TestPeopleStandSideBySideAndEachIsALook(t *testing.T) {
	w := newWorld(t)
	got := read[Compared](t, w.see(t, "u-analyst", "/api/v1/compare?p=p-1&p=p-3"))
	if len(got.People) != 2 || got.People[0].Score != nil || len(got.Common) == 0 || got.Common[0].Kind != "question" || strings.Join(got.Common[0].People, " ") != "p-1 p-3" {
		t.Errorf("%+v", got)
	}
	for _, query := range []string{"?p=p-1", "?p=p-1&p=p-1", "?p=p-1&p=p-2&p=p-3&p=p-4&p=p-5"} {
		if got := w.do(t, ask{method: "GET", path: "/api/v1/compare" + query, session: w.session(t, "u-analyst")}); got.status != 422 {
			t.Errorf("%s: %v", query, got)
		}
	}
	if got := w.do(t, ask{method: "GET", path: "/api/v1/compare?p=p-3&p=p-1", session: w.session(t, "u-manager")}); got.status != 404 {
		t.Errorf("beside somebody whom he may not see: %v", got)
	}
}

func TestAReadingIsAskedFor(t *testing.T) {
	w := newWorld(t)
	w.send(t, "u-ciso", "/api/v1/sources/read", "{}", 201)
	if by := w.readBy.Load(); by != "u-ciso" {
		t.Errorf("asked by %v", by)
	}
	w.later(2 * 3600e9)
	fresh := read[Page[Freshness]](t, w.see(t, "u-administrator", "/api/v1/sources/freshness"))
	if len(fresh.Items) != 1 || !fresh.Items[0].Blind {
		t.Errorf("%+v", fresh)
	}
}
