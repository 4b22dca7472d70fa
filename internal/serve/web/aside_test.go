package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

var knownField = regexp.MustCompile(`name="known" value="([0-9]+)"`)

// What came in while the page stood open is not set aside with what was read on it.
func TestNothingIsSetAsideThatWasNotShown(t *testing.T) {
	w := newWorld(t)
	w.throng(t, 1)
	s := w.session(t, "u-analyst")
	form := func() url.Values {
		_, body := w.do(t, "GET", "/people/q-1", nil, s)
		return url.Values{"class": {"data_error"}, "reason": {"The gateway was listed twice."}, "known": {knownField.FindStringSubmatch(body)[1]}}
	}
	before := form()
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro() + 1}, People: []casework.Person{{ID: "q-1", Name: "Crowd 1", Stage: core.Employed, Level: core.LevelAsk,
		Questions: []casework.Question{{ID: "f-1", Signal: "X01", Title: text("Two places at once")}, {ID: "f-2", Signal: "X02", Title: text("Another thing")}}}}}
	if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
	res, body := w.do(t, "POST", "/people/q-1/aside", before, s)
	if res.StatusCode != 409 || !strings.Contains(body, "Something new is known") || !strings.Contains(body, "Another thing") || !strings.Contains(body, "The gateway was listed twice.") {
		t.Errorf("%s\n%s", res.Status, body)
	}
	if res, body := w.do(t, "POST", "/people/q-1/aside", form(), s); res.StatusCode != 303 {
		t.Errorf("once he has looked: %s\n%s", res.Status, body)
	}
}
