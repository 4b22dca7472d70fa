package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

// approvalRows are those of the second pair of eyes. That somebody did not prove who he is leads to the proof.
func approvalRows() map[string]example {
	second := []access.Role{access.CISO, access.Trustee}
	return map[string]example{
		"GET /approvals":       {"/approvals", nil, 200, second},
		"GET /approvals/{id}":  {"/approvals/a-none", nil, 404, second},
		"POST /approvals/{id}": {"/approvals/a-none", url.Values{"answer": {"approve"}, "text": {"four words and more"}}, 404, second},
		"POST /knocks/{id}":    {"/knocks/g-none", url.Values{"right": {"yes"}, "text": {"four words and more"}}, 404, second},
		"POST /break-glass":    {"/break-glass", url.Values{"name": {"p-1"}, "text": {"four words and more"}, "how": {"ask"}}, 422, second},
	}
}

// T25: what a recruiter or somebody in another role can get holds no rule, weight or threshold.
func TestT25NobodyElseGetsARuleOrAWeight(t *testing.T) {
	w := newWorld(t)
	rows := matrix(t, w, w.caseAboutNadia(t))
	for _, user := range []string{"u-recruiter", "u-hr", "u-hiring-manager", "u-it", "u-payroll"} {
		s := w.session(t, user)
		for pattern, row := range rows {
			if !strings.HasPrefix(pattern, "GET ") || strings.HasPrefix(pattern, "GET /static") {
				continue
			}
			_, body := w.do(t, "GET", row.path, nil, s)
			body = unpath(body)
			for _, secret := range []string{"X01", "f-1", "3.21", "0.77", "log odds"} {
				if strings.Contains(body, secret) {
					t.Errorf("%s shows %s to %s", pattern, secret, user)
				}
			}
		}
	}
}

func TestTheCasePageWalksThroughASecondPair(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	post := func(act string, form url.Values) {
		t.Helper()
		form.Set("text", "four words and more")
		if res, body := w.do(t, "POST", "/cases/"+id+"/"+act, form, s); res.StatusCode != 303 {
			t.Errorf("%s: %d\n%s", act, res.StatusCode, body)
		}
	}
	post("suppose", url.Values{"ordinary": {"yes"}})
	post("weigh", url.Values{"hypothesis": {"A journey"}, "trial": {"fails"}, "f-f-1": {"against"}})
	post("decide", url.Values{"outcome": {"suspend_access"}, "hypothesis": {"A journey"}, "trial": {"fails"}})
	if _, body := w.do(t, "GET", "/cases/"+id, nil, s); !strings.Contains(body, "Waiting for a second person") || !strings.Contains(body, "Speaks against it") {
		t.Error(body)
	}
	trustee := w.session(t, "u-trustee")
	_, list := w.do(t, "GET", "/approvals", nil, trustee)
	_, rest, ok := strings.Cut(list, `href="/approvals/`)
	if !ok {
		t.Fatal(list)
	}
	at, _, _ := strings.Cut(rest, `"`)
	_, page := w.do(t, "GET", "/approvals/"+at, nil, trustee)
	_, rest, ok = strings.Cut(page, `name="hash" value="`)
	if !ok {
		t.Fatal(page)
	}
	hash, _, _ := strings.Cut(rest, `"`)
	res, body := w.do(t, "POST", "/approvals/"+at, url.Values{"answer": {"approve"}, "hash": {hash}, "text": {"I see the same facts"}}, trustee)
	if res.StatusCode != 303 {
		t.Errorf("%d\n%s", res.StatusCode, body)
	}
}
