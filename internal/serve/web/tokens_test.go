package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

func tokenRows() map[string]example {
	return map[string]example{
		"GET /tokens":                 {"/tokens", nil, 200, everyRole},
		"POST /tokens":                {"/tokens", url.Values{"name": {""}}, 422, everyRole},
		"POST /tokens/{id}/end":       {"/tokens/k-none/end", nil, 404, everyRole},
		"POST /users/{id}/tokens/end": {"/users/u-hr/tokens/end", url.Values{"token": {"k-none"}}, 404, []access.Role{access.Administrator}},
	}
}

var (
	secretShown = regexp.MustCompile(`taupier_[\w-]{43}`)
	tokenListed = regexp.MustCompile(`<code>(k-[0-9a-f]{32})</code>`)
)

func tokenForm() url.Values {
	return url.Values{"name": {"The <b>nightly</b> job"}, "scope": {"people.see", "case.work"}, "days": {"90"}}
}

func TestASecretIsShownOnceAndEndsAtOnce(t *testing.T) {
	w := newWorld(t)
	analyst := w.session(t, "u-analyst")
	res, body := w.do(t, "POST", "/tokens", tokenForm(), analyst)
	secret := secretShown.FindString(body)
	if res.StatusCode != 200 || secret == "" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	_, body = w.do(t, "GET", "/tokens", nil, analyst)
	if secretShown.MatchString(body) || strings.Contains(body, "<b>") || !strings.Contains(body, "nightly") || !strings.Contains(body, "never") {
		t.Errorf("the list shows the secret, markup, or not what it should:\n%s", body)
	}
	who, err := w.db.Bearer(t.Context(), secret, w.now.Add(89*24*time.Hour))
	if err != nil || who.User != "u-analyst" || !access.May(who, access.SeePeople) || access.May(who, access.SeeSources) {
		t.Errorf("%+v %v", who, err)
	}
	if _, err := w.db.Bearer(t.Context(), secret, w.now.Add(90*24*time.Hour)); err == nil {
		t.Error("it lives on after ninety days")
	}
	id := tokenListed.FindStringSubmatch(body)[1]
	if res, _ := w.do(t, "POST", "/tokens/"+id+"/end", nil, w.session(t, "u-ciso")); res.StatusCode != 404 {
		t.Errorf("somebody else ended it: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/tokens/"+id+"/end", nil, analyst); res.StatusCode != 303 {
		t.Error(res.Status)
	}
	if _, err := w.db.Bearer(t.Context(), secret, w.now); err == nil {
		t.Error("it lives on after its end")
	}
}

func TestATokenNeedsAProofAndAPerson(t *testing.T) {
	w := newWorld(t)
	analyst := w.session(t, "u-analyst")
	_, body := w.do(t, "POST", "/tokens", tokenForm(), analyst)
	secret := secretShown.FindString(body)
	// With the token in the place of a session, by header and by cookie.
	req, err := http.NewRequestWithContext(t.Context(), "POST", w.http.URL+"/tokens", strings.NewReader(tokenForm().Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+secret)
	req.AddCookie(&http.Cookie{Name: CookieName(false), Value: secret})
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 401 {
		t.Errorf("a token made a token: %s", res.Status)
	}
	w.now = w.now.Add(access.ProofLife)
	res, _ = w.do(t, "POST", "/tokens", tokenForm(), analyst)
	if at := res.Header.Get("Location"); res.StatusCode != 303 || at != "/prove?back=%2Ftokens" {
		t.Errorf("without a proof: %s %s", res.Status, at)
	}
	list, err := w.db.Tokens(t.Context(), "u-analyst")
	if err != nil || len(list) != 1 {
		t.Errorf("%d tokens: %v", len(list), err)
	}
}

func TestATokenIsNeverWiderThanThePersonWhoMakesIt(t *testing.T) {
	w := newWorld(t)
	for user, scopes := range map[string][]string{"u-recruiter": {"people.see"}, "u-administrator": {"users.manage"}, "u-trustee": {"act.approve"}, "u-hr": {"unheard of"}} {
		form := tokenForm()
		form["scope"] = scopes
		res, body := w.do(t, "POST", "/tokens", form, w.session(t, user))
		if res.StatusCode != 422 || !strings.Contains(body, "never allowed more than you") || secretShown.MatchString(body) || !strings.Contains(body, "&lt;b&gt;nightly") {
			t.Errorf("%s %v: %s\n%s", user, scopes, res.Status, body)
		}
	}
	for _, days := range []string{"0", "-1", "366", "ninety", "", "99999999999999999999"} {
		form := tokenForm()
		form.Set("days", days)
		if res, body := w.do(t, "POST", "/tokens", form, w.session(t, "u-analyst")); res.StatusCode != 422 || !strings.Contains(body, "from 1 to 365") {
			t.Errorf("%q days: %s", days, res.Status)
		}
	}
}

// An administrator ends what a program of somebody else can do, and does not read what it is for.
func TestAnAdministratorEndsATokenWithoutReadingItsName(t *testing.T) {
	w := newWorld(t)
	_, body := w.do(t, "POST", "/tokens", tokenForm(), w.session(t, "u-analyst"))
	secret, admin := secretShown.FindString(body), w.session(t, "u-administrator")
	_, body = w.do(t, "GET", "/users/u-analyst", nil, admin)
	m := tokenListed.FindStringSubmatch(body)
	if m == nil || strings.Contains(body, "nightly") {
		t.Fatalf("no token, or its name:\n%s", body)
	}
	if res, _ := w.do(t, "POST", "/users/u-analyst/tokens/end", url.Values{"token": {m[1]}}, admin); res.StatusCode != 303 {
		t.Error(res.Status)
	}
	if _, err := w.db.Bearer(t.Context(), secret, w.now); err == nil {
		t.Error("it lives on")
	}
}

func TestEveryScopeHasItsWord(t *testing.T) {
	for _, role := range access.Roles {
		for _, p := range access.Scopable(access.Actor{User: "u", Roles: []access.Role{role}}) {
			if _, ok := words["scope_"+string(p)]; !ok {
				t.Errorf("no word for %s of %s", p, role)
			}
		}
	}
}
