package api

import (
	"strings"
	"testing"
)

func TestTheQueueIsListedPageByPage(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	first := w.do(t, ask{method: "GET", path: "/api/v1/people?limit=1&fields=id,level", session: s})
	page := read[Page[Listed]](t, first)
	if len(page.Items) != 1 || page.Items[0].ID != "p-1" || page.Items[0].Level != "" || page.Items[0].Name != "" || page.Next == "" {
		t.Fatalf("%s", first.body)
	}
	link, ok := strings.CutSuffix(strings.TrimPrefix(first.header.Get("Link"), "<"), `>; rel="next"`)
	if !ok {
		t.Fatalf("Link: %q", first.header.Get("Link"))
	}
	last := read[Page[Listed]](t, w.do(t, ask{method: "GET", path: link, session: s}))
	if len(last.Items) != 1 || last.Items[0].ID != "p-3" || last.Next != "" {
		t.Errorf("%+v", last)
	}
	for name, path := range map[string]string{"another filter": "/api/v1/people?mine=true&cursor=" + page.Next, "another list": "/api/v1/vetting?cursor=" + page.Next, "no cursor": "/api/v1/people?cursor=AAAA"} {
		if got := w.do(t, ask{method: "GET", path: path, session: w.session(t, "u-ciso")}); got.status != 422 || !strings.Contains(got.body, `"cursor_invalid"`) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

func TestTheSumComesAfterAFirstView(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	before := read[PersonWhole](t, w.do(t, ask{method: "GET", path: "/api/v1/people/p-1", session: s}))
	if before.Score != nil || before.Level != "" || before.Questions[0].Counted != nil || before.Viewed || len(before.Questions[0].Innocent) != 2 {
		t.Errorf("%+v", before)
	}
	id := w.caseAboutNadia(t)
	after := read[PersonWhole](t, w.do(t, ask{method: "GET", path: "/api/v1/people/p-1", session: s}))
	if after.Score == nil || *after.Score != 321 || *after.Questions[0].Counted != 321 || after.Level != "review" || after.Case != id {
		t.Errorf("%+v", after)
	}
	for _, path := range []string{"/api/v1/people/p-1", "/api/v1/cases/" + id} {
		if got := w.do(t, ask{method: "GET", path: path, session: w.session(t, "u-ciso")}); strings.Contains(got.body, `:321`) || strings.Contains(got.body, `"level"`) {
			t.Errorf("%s: somebody else's first view shows the sum: %s", path, got.body)
		}
		if got := w.do(t, ask{method: "GET", path: path, session: s}); !strings.Contains(got.body, `"score":321`) {
			t.Errorf("%s: %s", path, got.body)
		}
	}
}

func TestARecruiterNeverSeesAFinding(t *testing.T) {
	w := newWorld(t)
	got := w.do(t, ask{method: "GET", path: "/api/v1/vetting", session: w.session(t, "u-recruiter")})
	for _, secret := range []string{"321", "77", "Two places", "level", "score", "Nadia"} {
		if strings.Contains(got.body, secret) {
			t.Errorf("it shows %q: %s", secret, got.body)
		}
	}
	if !strings.Contains(got.body, "Call the school") {
		t.Error("what remains to be verified is missing")
	}
}
