package api

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// sharedThings are a number that Nadia shares with Cem and Omar, and a device of Omar and Cem.
func sharedThings() []link.Thing {
	return []link.Thing{
		storetest.Thing(core.TraitPhone, "+44 1632 960001", "p-1", "p-2", "p-3"),
		storetest.Thing(core.TraitDevice, "<b>LT-07</b>", "p-2", "p-3"),
		storetest.Thing(core.TraitIP, "192.0.2.1", "p-1", "p-2", "p-3", "x-1", "x-2", "x-3", "x-4"),
	}
}

func linkRows() map[string]example {
	return map[string]example{
		"person-links": {"/api/v1/people/p-1/links", "", 200, people},
		"links-path":   {"/api/v1/links/path?a=p-1&b=p-3", "", 200, people},
	}
}

func TestWhatAPersonSharesIsListedPageByPage(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	var got []string
	for path := "/api/v1/people/p-3/links?limit=1"; path != ""; {
		a := w.do(t, ask{method: "GET", path: path, session: s})
		page := read[Page[Linked]](t, a)
		for _, l := range page.Items {
			if l.Common {
				got = append(got, l.Shown, "common")
				continue
			}
			got = append(got, l.With.Name, string(l.Kind), l.Shown, l.Mine.Evidence[0].Input, l.Theirs.Evidence[0].Input)
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(a.header.Get("Link"), "<"), ">")
	}
	want := "Omar Example device <b>LT-07</b> people/p-3/person.yaml people/p-2/person.yaml Nadia Example phone +44 1632 960001 people/p-3/person.yaml people/p-1/person.yaml " +
		"Omar Example phone +44 1632 960001 people/p-3/person.yaml people/p-2/person.yaml 192.0.2.1 common"
	if strings.Join(got, " ") != want {
		t.Errorf("%s", strings.Join(got, " "))
	}
	if a := w.do(t, ask{method: "GET", path: "/api/v1/people/p-3/links?kind=nothing", session: s}); a.status != 422 {
		t.Errorf("a kind that there is not: %d %s", a.status, a.body)
	}
}

func TestAChainIsGivenAndHiddenPeopleAreInNone(t *testing.T) {
	w := newWorld(t)
	p := read[LinkPath](t, w.do(t, ask{method: "GET", path: "/api/v1/links/path?a=p-1&b=p-3", session: w.session(t, "u-analyst")}))
	if len(p.Steps) != 1 || p.Steps[0].Shared[0].Shown != "+44 1632 960001" || p.Steps[0].Shared[0].People != 3 || p.A.Name != "Nadia Example" {
		t.Errorf("%+v", p)
	}
	if p = read[LinkPath](t, w.do(t, ask{method: "GET", path: "/api/v1/links/path?a=p-1&b=p-3&kind=bank", session: w.session(t, "u-analyst")})); len(p.Steps) != 0 || !p.Ended {
		t.Errorf("%+v", p)
	}
	subject := w.session(t, "u-subject")
	for _, path := range []string{"/api/v1/links/path?a=p-1&b=p-3", "/api/v1/links/path?a=p-3&b=p-1", "/api/v1/people/p-1/links"} {
		if a := w.do(t, ask{method: "GET", path: path, session: subject}); a.status != 404 {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	a := w.do(t, ask{method: "GET", path: "/api/v1/people/p-3/links", session: subject})
	if strings.Contains(a.body, "p-1") || strings.Contains(a.body, `"people":3`) || !strings.Contains(a.body, `"people":6`) {
		t.Error(a.body)
	}
}
