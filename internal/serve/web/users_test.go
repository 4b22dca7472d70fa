package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

var confirmAction = regexp.MustCompile(`/confirm/(q-[0-9a-f]{32})`)

// asked is the id of the only request that waits.
func (w *world) asked(t *testing.T, session *http.Cookie) string {
	t.Helper()
	_, body := w.do(t, "GET", "/confirm", nil, session)
	m := confirmAction.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("nothing waits:\n%s", body)
	}
	return m[1]
}

// A role that reads cases takes two people: one who runs the server and reads none, and one who is neither he nor who gains it.
func TestARoleThatReadsCasesIsGivenByTwo(t *testing.T) {
	w := newWorld(t)
	admin, trustee := w.session(t, "u-administrator"), w.session(t, "u-trustee")
	hr := w.session(t, "u-hr") // she is signed in all the while
	if res, _ := w.do(t, "POST", "/users/u-hr/give", url.Values{"role": {"analyst"}}, admin); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	id := w.asked(t, trustee)
	if w.status(t, "/queue", hr) != 404 {
		t.Error("one person gave it")
	}
	if res, _ := w.do(t, "POST", "/confirm/"+id, url.Values{"answer": {"yes"}}, admin); res.StatusCode != 404 {
		t.Errorf("who asked confirmed: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/confirm/"+id, url.Values{"answer": {"yes"}}, trustee); res.StatusCode != 303 || w.status(t, "/queue", hr) != 200 {
		t.Errorf("two people did not give it at once: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/confirm/"+id, url.Values{"answer": {"yes"}}, trustee); res.StatusCode != 404 {
		t.Errorf("confirmed twice: %s", res.Status)
	}
	w.do(t, "POST", "/users/u-hr/take", url.Values{"role": {"analyst"}}, admin)
	w.do(t, "POST", "/confirm/"+w.asked(t, trustee), url.Values{"answer": {"yes"}}, trustee)
	if w.status(t, "/queue", hr) != 404 {
		t.Error("what two people took is still there")
	}
}

func TestNobodyGivesHimselfARole(t *testing.T) {
	w := newWorld(t)
	admin := w.session(t, "u-administrator")
	for _, role := range access.Roles {
		if res, _ := w.do(t, "POST", "/users/u-administrator/give", url.Values{"role": {string(role)}}, admin); res.StatusCode != 409 {
			t.Errorf("%s: %s", role, res.Status)
		}
	}
	// Through a second administrator: still not beside the role that runs the server.
	w.do(t, "POST", "/users/u-hr/give", url.Values{"role": {"administrator"}}, admin)
	if res, body := w.do(t, "POST", "/users/u-administrator/give", url.Values{"role": {"analyst"}}, w.session(t, "u-hr")); res.StatusCode != 422 || !strings.Contains(body, "reads no case") {
		t.Errorf("an administrator reads cases: %s", res.Status)
	}
	// A trustee does not confirm what he gains himself.
	w.do(t, "POST", "/users/u-trustee/give", url.Values{"role": {"analyst"}}, admin)
	trustee := w.session(t, "u-trustee")
	if res, _ := w.do(t, "POST", "/confirm/"+w.asked(t, w.session(t, "u-ciso")), url.Values{"answer": {"yes"}}, trustee); res.StatusCode != 409 || w.status(t, "/queue", trustee) != 404 {
		t.Errorf("%s", res.Status)
	}
}

var addressShown = regexp.MustCompile(`/sign-in/([\w-]{43})`)

// The address of somebody who reads cases is seen by the second person, never by the administrator who asked for it.
func TestTheAdministratorNeverSeesTheAddressOfWhoReadsCases(t *testing.T) {
	w := newWorld(t)
	admin, trustee := w.session(t, "u-administrator"), w.session(t, "u-trustee")
	analyst := w.session(t, "u-analyst")
	res, body := w.do(t, "POST", "/users/u-analyst/address", nil, admin)
	if res.StatusCode != 303 || addressShown.MatchString(body) || w.status(t, "/", analyst) != 200 {
		t.Fatalf("%s: one person made the address", res.Status)
	}
	res, body = w.do(t, "POST", "/confirm/"+w.asked(t, trustee), url.Values{"answer": {"yes"}}, trustee)
	m := addressShown.FindStringSubmatch(body)
	if res.StatusCode != 200 || m == nil || w.status(t, "/", analyst) != 401 {
		t.Fatalf("%s: no address, or the sessions before it go on", res.Status)
	}
	if res, _ = w.do(t, "POST", "/sign-in", url.Values{"token": {m[1]}}, nil); res.StatusCode != 303 {
		t.Errorf("the address does not work: %s", res.Status)
	}
	if res, body = w.do(t, "POST", "/users/u-hr/address", nil, admin); res.StatusCode != 200 || !addressShown.MatchString(body) {
		t.Errorf("the address of who reads no case: %s", res.Status)
	}
}

func TestWhoIsDisabledIsOutAndTheLastWhoConfirmsStays(t *testing.T) {
	w := newWorld(t)
	admin, analyst := w.session(t, "u-administrator"), w.session(t, "u-analyst")
	if res, _ := w.do(t, "POST", "/users/u-analyst/disable", nil, admin); res.StatusCode != 303 || w.status(t, "/", analyst) != 401 {
		t.Errorf("%s: the session goes on", res.Status)
	}
	if res, _ := w.do(t, "POST", "/users/u-ciso/disable", nil, admin); res.StatusCode != 303 {
		t.Errorf("one of two: %s", res.Status)
	}
	if res, body := w.do(t, "POST", "/users/u-trustee/disable", nil, admin); res.StatusCode != 409 || !strings.Contains(body, "Nobody would be left") {
		t.Errorf("the last: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/users/u-administrator/disable", nil, admin); res.StatusCode != 409 {
		t.Errorf("oneself: %s", res.Status)
	}
}

// The users stand behind a proof; what was sent too late waits for it, and goes on with a fresh address of the same user only.
func TestUsersNeedAProofAndWhatWasSentWaits(t *testing.T) {
	w := newWorld(t)
	admin := w.session(t, "u-administrator")
	if w.status(t, "/users", admin) != 200 {
		t.Fatal("a fresh address is no proof")
	}
	w.now = w.now.Add(access.ProofLife)
	res, _ := w.do(t, "GET", "/users/u-hr?x=1", nil, admin)
	if at := res.Header.Get("Location"); res.StatusCode != 303 || at != "/prove?back=%2Fusers%2Fu-hr%3Fx%3D1" {
		t.Errorf("%s %s", res.Status, at)
	}
	form := url.Values{"name": {"Zoé <Example>"}, "login": {"zoe"}, "role": {"hr"}}
	res, _ = w.do(t, "POST", "/users", form, admin)
	if at := res.Header.Get("Location"); res.StatusCode != 303 || at != "/prove?back=%2Fusers" {
		t.Fatalf("%s %s", res.Status, at)
	}
	w.do(t, "POST", "/prove/address", url.Values{"back": {"/users"}}, admin)
	if w.printed != "u-administrator /users" {
		t.Errorf("printed %q", w.printed)
	}
	if res := w.signInAs(t, "u-hr", "/users", admin); res.StatusCode != 303 {
		t.Errorf("somebody else's address takes up what waits: %s", res.Status)
	}
	admin = w.session(t, "u-administrator")
	w.now = w.now.Add(access.ProofLife)
	w.do(t, "POST", "/users", form, admin)
	res = w.signInAs(t, "u-administrator", "/users", admin)
	if res.StatusCode != 200 {
		t.Fatal(res.Status)
	}
	res, _ = w.do(t, "POST", "/users", form, sessionOf(t, res))
	if res.StatusCode != 303 {
		t.Error(res.Status)
	}
}
