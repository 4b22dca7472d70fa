package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestEveryActOfARouteStandsInTheTable(t *testing.T) {
	patterns := map[string]bool{}
	for _, r := range Routes() {
		if patterns[r.Pattern] = true; strings.Contains(r.Pattern, "{act}") && len(Acts(r.Pattern)) == 0 {
			t.Errorf("%s takes no act: list them in acts.go", r.Pattern)
		}
	}
	for pattern := range acts {
		if !patterns[pattern] {
			t.Errorf("%s is no route", pattern)
		}
	}
}

func TestAnActThatIsNotInTheTableIsNotThere(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	for user, path := range map[string]string{"u-analyst": "/cases/" + id + "/open", "u-administrator": "/users/u-hr/delete", "u-payroll": "/payments/a-1/pay"} {
		if res, _ := w.do(t, "POST", path, nil, w.session(t, user)); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
}
