package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func searchRows() map[string]example {
	return map[string]example{
		"GET /search": {"/search?q=example", nil, 200, []access.Role{access.CISO, access.Analyst, access.Trustee, access.Recruiter, access.HR, access.IT, access.Payroll}},
	}
}

func TestPeopleAreFoundByNameIdAndAddress(t *testing.T) {
	w := newWorld(t)
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro()}, People: []casework.Person{
		{ID: "p-7", Name: "Zoé Example", Title: "Tester", Stage: core.Employed, Level: core.LevelNone, Contacts: []string{"zoe.e@example.com", "+33 6 55 50 10 12", "1 rue des Lilas 35000 Rennes"}},
		{ID: "p-8", Name: "Other Example", Title: "Tester", Stage: core.Employed, Level: core.LevelNone},
	}}
	if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
	s := w.session(t, "u-analyst")
	for q, want := range map[string]bool{"zoe": true, "ZO": true, "p-7": true, "zoe.e@example.com": true, "0655501012": true, "+33 (0)6.55.50.10.12": true, "lilas rennes": true, "lilas paris": false, "other": false} {
		_, body := w.do(t, "GET", "/search?q="+url.QueryEscape(q), nil, s)
		if got := strings.Contains(body, `href="/people/p-7"`); got != want {
			t.Errorf("%q: found %v, want %v", q, got, want)
		}
	}
}

func TestCasesTasksAndEvidenceAreFound(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	rows := evidenceRows(t, w, id)
	q := task.Task{Question: "Where was laptop 4711 sent?", To: task.To{Role: access.HR}, Due: w.now.Add(time.Hour)}
	if err := w.tasks.Ask(t.Context(), analyst, id, q, w.now); err != nil {
		t.Fatal(err)
	}
	items, err := w.evidence.Of(t.Context(), analyst, id)
	if err != nil || len(items) == 0 || len(rows) == 0 {
		t.Fatalf("%+v, %v", items, err)
	}
	s := w.session(t, "u-analyst")
	for _, q := range []string{"nadia", id} {
		if _, body := w.do(t, "GET", "/search?q="+q, nil, s); !strings.Contains(body, `href="/cases/`+id+`"`) {
			t.Errorf("%s: no case", q)
		}
	}
	if _, body := w.do(t, "GET", "/search?q="+strings.ToUpper(items[0].SHA256), nil, s); !strings.Contains(body, "/cases/"+id+"/evidence") {
		t.Error("no evidence by its SHA-256")
	}
	slips, err := w.tasks.List(t.Context(), access.Actor{User: "u-hr", Roles: []access.Role{access.HR}}, w.now)
	if err != nil || len(slips) == 0 {
		t.Fatalf("%+v, %v", slips, err)
	}
	if _, body := w.do(t, "GET", "/search?q=lapt+4711", nil, w.session(t, "u-hr")); !strings.Contains(body, "/tasks/"+slips[0].ID) || strings.Contains(body, "/people/") || strings.Contains(body, "/cases/") {
		t.Errorf("HR finds its question and nothing else:\n%s", body)
	}
}

func TestARecruiterFindsCandidatesAndNeverByAFinding(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-recruiter")
	if _, body := w.do(t, "GET", "/search?q=cem", nil, s); !strings.Contains(body, "/vetting?from=p-3#p-3") {
		t.Error("the candidate is not found")
	}
	for _, q := range []string{"cities", "X01", "places", "nadia"} {
		if _, body := w.do(t, "GET", "/search?q="+q, nil, s); strings.Contains(body, "/vetting#") {
			t.Errorf("%s finds somebody", q)
		}
	}
}

// Whoever the case concerns finds nothing of it, by any of its words.
func TestT01ASearchFindsNothingThatIsHidden(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	id := with.caseAboutNadia(t)
	evidenceRows(t, with, id)
	items, err := with.evidence.Of(t.Context(), analyst, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-recruiter"} {
		a, b := with.session(t, user), without.session(t, user)
		for _, q := range []string{"nadia", "p-1", id, items[0].SHA256, "places", "example", "engineer"} {
			if x, y := bytesOf(t, with, "GET", "/search?q="+q, nil, a), bytesOf(t, without, "GET", "/search?q="+q, nil, b); x != y {
				t.Errorf("%q tells %s of the case:\n%s\n---\n%s", q, user, x, y)
			}
		}
	}
}
