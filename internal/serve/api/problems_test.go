package api

import (
	"strings"
	"testing"
)

// The type of a problem leads to its explanation.
func TestEveryProblemIsExplainedWhereItPoints(t *testing.T) {
	w := newWorld(t)
	page := w.do(t, ask{method: "GET", path: "/api/problems"})
	if page.status != 200 {
		t.Fatalf("%v", page)
	}
	for code := range codes {
		if kind := problem(404, code).Type; kind != "/api/problems#"+code || !strings.Contains(page.body, `id="`+code+`"`) {
			t.Errorf("%s points to %s, which is not there", code, kind)
		}
	}
}
