package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

func startRows() map[string]example {
	return map[string]example{
		"GET /start":           {"/start", nil, 200, []access.Role{access.HiringManager, access.HR}},
		"POST /start/{person}": {"/start/p-3", url.Values{"manager": {"u-nobody"}}, 422, []access.Role{access.HR}},
	}
}

func TestAHiringManagerSeesOneOfThreeThingsAndNoReason(t *testing.T) {
	w := newWorld(t)
	m, hr := w.session(t, "u-hiring-manager"), w.session(t, "u-hr")
	if _, body := w.do(t, "GET", "/start", nil, m); strings.Contains(body, "Cem") {
		t.Error("a manager sees somebody else's candidate")
	}
	for ask, want := range map[string]string{"": "waiting for recruitment", "yes": "see human resources"} {
		if res, _ := w.do(t, "POST", "/start/p-3", url.Values{"manager": {"u-hiring-manager"}, "ask": {ask}}, hr); res.StatusCode != 303 {
			t.Fatal(res.Status)
		}
		_, body := w.do(t, "GET", "/start", nil, m)
		if !strings.Contains(body, "Cem Example") || !strings.Contains(body, want) {
			t.Errorf("%q is missing", want)
		}
		for _, secret := range []string{"Call the school", "Two places", "0.77", "p-3", "Nadia"} {
			if strings.Contains(body, secret) {
				t.Errorf("the page shows %q", secret)
			}
		}
	}
	if res, _ := w.do(t, "POST", "/start/p-1", url.Values{"manager": {"u-hiring-manager"}}, hr); res.StatusCode != 404 {
		t.Errorf("somebody who is employed: %s", res.Status)
	}
}
