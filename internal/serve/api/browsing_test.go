package api

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
)

// Looks count together, by whichever operation; whom one has seen may be seen again.
func TestWhoeverBrowsesPeopleIsStopped(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.desk.Browsing = &casework.Browsing{Most: 1}
	w.serve(t)
	for _, c := range []struct {
		path string
		want int
	}{
		{"/api/v1/people/p-1", 200},
		{"/api/v1/cases/" + id, 200},
		{"/api/v1/cases/" + id + "/similar", 200},
		{"/api/v1/compare?p=p-1&p=p-3", 429},
		{"/api/v1/people/p-3", 429},
		{"/api/v1/people", 200},
		{"/api/v1/search?q=Cem", 200},
	} {
		got := w.do(t, ask{method: "GET", path: c.path, session: w.session(t, "u-analyst")})
		if got.status != c.want || c.want == 429 && !strings.Contains(got.body, "too_many_people") {
			t.Errorf("%s: %v, want %d", c.path, got, c.want)
		}
	}
}
