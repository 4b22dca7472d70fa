package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

// example is a request of an operation and the status that whoever may gets.
type example struct {
	path, body string
	ok         int
	may        []access.Role
}

// matrix has a row for every operation, area by area.
func matrix(t testing.TB, w *world, id string) map[string]example {
	t.Helper()
	all := map[string]example{}
	for _, rows := range []map[string]example{firstRows(id), linkRows(), workRows(id), stepRows(id), deskRows(t, w, id), importRows(t, w), manyRows(t, w), pageRows(id), userRows(), retentionRows()} {
		for op, row := range rows {
			if _, twice := all[op]; twice {
				t.Fatalf("two rows for %s", op)
			}
			all[op] = row
		}
	}
	return all
}

var (
	people  = []access.Role{access.CISO, access.Analyst}
	openers = []access.Role{access.CISO, access.Analyst, access.Trustee} // who may open cases, when they belong to one
)

func firstRows(id string) map[string]example {
	return map[string]example{
		"self":        {"/api/v1/self", "", 200, access.Roles},
		"people":      {"/api/v1/people", "", 200, people},
		"person":      {"/api/v1/people/p-1", "", 200, people},
		"cases":       {"/api/v1/cases", "", 200, people},
		"case":        {"/api/v1/cases/" + id, "", 200, people},
		"case-events": {"/api/v1/cases/" + id + "/events", "", 200, people},
		"events":      {"/api/v1/events", "", 200, people},
		"vetting":     {"/api/v1/vetting", "", 200, []access.Role{access.CISO, access.Recruiter}},
		"sources":     {"/api/v1/sources", "", 200, []access.Role{access.CISO, access.Analyst, access.Administrator}},
		"ledger":      {"/api/v1/ledger", "", 200, []access.Role{access.CISO, access.Auditor}},
	}
}

func workRows(id string) map[string]example {
	return map[string]example{
		"write-first-view": {"/api/v1/people/p-1/views", `{"text":"one two","hypothesis":"A journey"}`, 422, people},
		"view-case":        {"/api/v1/cases/" + id + "/views", `{"text":"one two","hypothesis":"A journey"}`, 422, people},
		"claim-case":       {"/api/v1/cases/" + id + "/claim", "{}", 409, people},
		"release-case":     {"/api/v1/cases/" + id + "/release", `{"nothing":true}`, 422, openers},
		"note-case":        {"/api/v1/cases/" + id + "/notes", `{"text":"called the school"}`, 201, people},
		"decide-case":      {"/api/v1/cases/" + id + "/decisions", `{"text":"no reason","hypothesis":"A journey","outcome":"ask","trial":"unclear"}`, 422, people},
		"close-case":       {"/api/v1/cases/" + id + "/close", `{"text":"no reason","class":"ordinary"}`, 422, people},
	}
}

// registered is every operation: id and method.
func (w *world) registered() map[string]string {
	out := map[string]string{}
	for _, item := range w.api.huma.OpenAPI().Paths {
		for method, op := range map[string]any{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete, "HEAD": item.Head} {
			if id := operationID(op); id != "" {
				out[id] = method
			}
		}
	}
	return out
}

func TestT09EveryOperationByEveryRole(t *testing.T) {
	w := newWorld(t)
	rows := matrix(t, w, w.caseAboutNadia(t))
	for op, method := range w.registered() {
		row, ok := rows[op]
		if !ok {
			t.Errorf("%s has no row in the matrix: say who may and who may not", op)
			continue
		}
		for _, who := range append([]access.Actor{{}}, roleUsers...) {
			session, want, role := w.session(t, who.User), 401, access.Role("nobody")
			if who.User != "" {
				want, role = 404, who.Roles[0]
			}
			if slices.Contains(row.may, role) {
				want = row.ok
			}
			got := w.do(t, ask{method: method, path: row.path, body: row.body, header: written(t), session: session})
			if got.status != want {
				t.Errorf("%s as %s: %d, want %d: %s", op, role, got.status, want, got.body)
			}
			if want == 404 {
				if absent := w.do(t, ask{method: method, path: "/api/v1/no-such-thing", body: row.body, header: written(t), session: session}); !same(absent, got) {
					t.Errorf("%s as %s: what is denied does not look like what is not there:\n%v\n%v", op, role, got, absent)
				}
			}
		}
	}
	for op := range rows {
		if _, ok := w.registered()[op]; !ok {
			t.Errorf("the matrix has a row for %s, which is no operation", op)
		}
	}
}

func same(a, b answer) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

// Two worlds, one with a case about Nadia and one without: she, her manager, an ally who was named, the recruiter and the
// administrator get the same bytes from every operation. A colleague does not, or the test would show nothing.
func TestT01ACaseCannotBeSeenByWhomItConcerns(t *testing.T) {
	concerned := []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-recruiter"}
	t.Run("an open case", func(t *testing.T) { hidden(t, (*world).caseAboutNadia, concerned) })
	if testing.Short() {
		return // one asks after the other: a race that one story does not show, no other would
	}
	t.Run("a sealed case", func(t *testing.T) { hidden(t, (*world).sealed, append(concerned, "u-colleague")) })
	t.Run("a sealed case that somebody opened alone", func(t *testing.T) { hidden(t, (*world).openedAlone, concerned) })
}

func hidden(t *testing.T, make func(*world, testing.TB) string, from []string) {
	t.Helper()
	with, without := newWorld(t), newWorld(t)
	id := make(with, t)
	paths := []string{"/api/v1/no-such-thing", "/api/v1/people/p-2", "/api/v1/people/p-3", "/api/v1/people/none", "/api/v1/cases/none", "/api/v1/cases?subject=p-1"}
	bodies := map[string]string{}
	for _, row := range matrix(t, with, id) {
		paths = append(paths, row.path)
		bodies[row.path] = row.body
	}
	for _, user := range append(from, "u-analyst") {
		a, b := with.session(t, user), without.session(t, user)
		differs := 0
		for _, path := range paths {
			for _, method := range []string{"GET", "POST"} {
				if method == "POST" && user == "u-ally" && strings.HasPrefix(path, "/api/v1/people/") {
					continue // what he writes himself opens a case of his own in both
				}
				q := ask{method: method, path: path, body: bodies[path], header: written(t), session: a}
				x := with.do(t, q)
				q.session = b
				if y := without.do(t, q); !same(x, y) {
					differs++
					if user != "u-analyst" {
						t.Errorf("%s %s tells %s of the case:\n%v\n---\n%v", method, path, user, x, y)
					}
				}
			}
		}
		if user == "u-analyst" && differs < 3 {
			t.Errorf("the colleague sees %d differences: the test sees nothing", differs)
		}
	}
}

func TestOtherSitesCannotAct(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	for name, header := range map[string][2]string{"cross-site": {"Sec-Fetch-Site", "cross-site"}, "origin": {"Origin", "https://evil.invalid"}} {
		h := written(t)
		h[header[0]] = header[1]
		got := w.do(t, ask{method: "POST", path: "/api/v1/cases/" + id + "/notes", body: `{"text":"x"}`, header: h, session: w.session(t, "u-analyst")})
		if got.status != http.StatusForbidden || !strings.Contains(got.body, `"other_site"`) {
			t.Errorf("%s: %v", name, got)
		}
	}
	req := w.request(t, ask{method: "GET", path: "/api/v1/self"})
	req.Host = "rebound.invalid"
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a name pointed here: %s", res.Status)
	}
}
