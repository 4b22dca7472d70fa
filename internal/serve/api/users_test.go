package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

// userRows act on the administrator himself, who is refused by rule when he may and finds nothing when he may not.
func userRows() map[string]example {
	admin, second := []access.Role{access.Administrator}, []access.Role{access.CISO, access.Trustee}
	self := "/api/v1/users/u-administrator"
	return map[string]example{
		"users":              {"/api/v1/users", "", 200, admin},
		"add-user":           {"/api/v1/users", `{"name":" "}`, 422, admin},
		"user":               {"/api/v1/users/u-recruiter", "", 200, admin},
		"change-role":        {self + "/roles", `{"act":"give","role":"hr"}`, 409, admin},
		"disable-user":       {self + "/disable", "{}", 409, admin},
		"address-user":       {self + "/address", "{}", 409, admin},
		"requests":           {"/api/v1/requests", "", 200, second},
		"answer-request":     {"/api/v1/requests/q-none/answers", `{"yes":true}`, 404, second},
		"sessions":           {"/api/v1/sessions?fields=none", "", 422, access.Roles},
		"end-session":        {"/api/v1/sessions/s-none/end", "{}", 409, access.Roles},
		"end-other-sessions": {"/api/v1/sessions/end", "{}", 201, access.Roles},
		"tokens":             {"/api/v1/tokens", "", 200, access.Roles},
		"make-token":         {"/api/v1/tokens", `{"name":"nightly","scopes":["users.manage"],"days":1}`, 422, access.Roles},
		"end-token":          {"/api/v1/tokens/k-none/end", "{}", 404, access.Roles},
		"end-token-of":       {"/api/v1/users/u-hr/tokens/k-none/end", "{}", 404, admin},
	}
}

func TestARoleThatReadsCasesIsGivenByTwo(t *testing.T) {
	w := newWorld(t)
	w.stale(t, "u-administrator", "/api/v1/users", `{"name":"Maja","roles":["hr","analyst"]}`)
	id := read[Done](t, w.send(t, "u-administrator", "/api/v1/users", `{"name":"Maja","login":"maja@example.com","roles":["hr","analyst"]}`, 201)).ID
	at := "/api/v1/users/" + id
	maja := read[UserWhole](t, w.see(t, "u-administrator", at))
	if maja.Name != "Maja" || !slices.Equal(maja.Roles, []access.Role{access.HR}) || len(maja.Waiting) != 1 || maja.Waiting[0].Role != access.Analyst {
		t.Fatalf("%+v", maja)
	}
	w.send(t, "u-administrator", at+"/roles", `{"act":"give","role":"administrator"}`, 201)
	w.send(t, "u-administrator", at+"/roles", `{"act":"take","role":"administrator"}`, 201)
	if got := read[RoleChanged](t, w.send(t, "u-administrator", at+"/roles", `{"act":"take","role":"hr"}`, 201)); got.Waits {
		t.Errorf("%+v", got)
	}
	answer := "/api/v1/requests/" + maja.Waiting[0].ID + "/answers"
	w.stale(t, "u-ciso", answer, `{"yes":true}`)
	w.send(t, "u-ciso", answer, `{"yes":true}`, 201)
	if maja = read[UserWhole](t, w.see(t, "u-administrator", at)); !slices.Equal(maja.Roles, []access.Role{access.Analyst}) || len(maja.Waiting) != 0 {
		t.Errorf("%+v", maja)
	}
	w.send(t, "u-administrator", at+"/disable", "{}", 201)
	if list := read[Page[User]](t, w.see(t, "u-administrator", "/api/v1/users?limit=200")); !slices.ContainsFunc(list.Items, func(u User) bool { return u.ID == id && !u.Disabled.IsZero() }) {
		t.Errorf("%+v", list)
	}
	session := w.session(t, "u-administrator")
	w.later(access.ProofLife)
	for _, path := range []string{"/api/v1/users", at} {
		if got := w.do(t, ask{method: "GET", path: path, session: session}); got.status != http.StatusForbidden || !strings.Contains(got.body, "proof_needed") {
			t.Errorf("%s after ten minutes: %v", path, got)
		}
	}
}

// What signs somebody in is in the first answer and in no answer that is kept.
func TestSecretsAreAnsweredOnceAndKeptNowhere(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ user, path, body, field string }{
		{"u-administrator", "/api/v1/users/u-hr/address", "{}", "sign_in"},
		{"u-analyst", "/api/v1/tokens", `{"name":"nightly","scopes":["people.see"],"days":1}`, "secret"},
	} {
		q := ask{method: "POST", path: c.path, body: c.body, header: written(t), session: w.session(t, c.user)}
		first, again := w.do(t, q), w.do(t, q)
		if first.status != 201 || !strings.Contains(first.body, `"`+c.field+`":"`) || again.status != 201 || again.header.Get("Idempotency-Replayed") != "true" || strings.Contains(again.body, c.field) {
			t.Errorf("%s: %v\n%v", c.path, first, again)
		}
		if c.field == "secret" {
			secret := read[TokenMade](t, first).Secret
			if got := w.do(t, ask{method: "GET", path: "/api/v1/people", header: map[string]string{"Authorization": "Bearer " + secret}}); got.status != 200 {
				t.Errorf("the token does not work: %v", got)
			}
			list := read[Page[Token]](t, w.see(t, c.user, "/api/v1/tokens"))
			w.send(t, c.user, "/api/v1/tokens/"+list.Items[0].ID+"/end", "{}", 201)
		}
	}
}

func TestAnAddressForWhoeverReadsCasesIsGivenToTheSecondPerson(t *testing.T) {
	w := newWorld(t)
	if got := w.send(t, "u-administrator", "/api/v1/users/u-analyst/address", "{}", 201); strings.Contains(got.body, "sign_in") {
		t.Errorf("the administrator sees it: %v", got)
	}
	waiting := read[Page[UserRequest]](t, w.see(t, "u-trustee", "/api/v1/requests"))
	if len(waiting.Items) != 1 || waiting.Items[0].Kind != access.MakeAddress || waiting.Items[0].User != "u-analyst" {
		t.Fatalf("%+v", waiting)
	}
	got := read[Addressed](t, w.send(t, "u-trustee", "/api/v1/requests/"+waiting.Items[0].ID+"/answers", `{"yes":true}`, 201))
	if !strings.HasPrefix(got.SignIn, "/sign-in/") {
		t.Errorf("%+v", got)
	}
}

// What is between a user and his browser is for no service token, whatever its user may: it is told what is told of what is not there.
func TestATokenManagesNobodyAndNoSession(t *testing.T) {
	w := newWorld(t)
	var all []access.Permission
	for _, r := range roleUsers {
		if r.User == "u-ciso" {
			all = access.Scopable(r)
		}
	}
	auth := map[string]string{"Authorization": w.token(t, "u-ciso", all...)}
	absent := w.do(t, ask{method: "GET", path: "/api/v1/no-such-thing", header: auth})
	for _, path := range []string{"/api/v1/tokens", "/api/v1/sessions", "/api/v1/notices", "/api/v1/users", "/api/v1/requests", "/api/v1/knocks"} {
		if got := w.do(t, ask{method: "GET", path: path, header: auth}); !same(got, absent) {
			t.Errorf("%s: %v", path, got)
		}
	}
	for path, body := range map[string]string{"/api/v1/tokens": `{"name":"another","scopes":["people.see"],"days":1}`, "/api/v1/tokens/k-1/end": "{}", "/api/v1/sessions/end": "{}",
		"/api/v1/break-glass": `{"name":"p-1","text":"The police are at the door","how":"alone"}`} {
		h := written(t)
		h["Authorization"] = auth["Authorization"]
		if got := w.do(t, ask{method: "POST", path: path, body: body, header: h}); !same(got, absent) {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	w := newWorld(t)
	here, there, third := w.session(t, "u-hr"), w.session(t, "u-hr"), w.session(t, "u-hr")
	list := func() Page[Session] {
		return read[Page[Session]](t, w.do(t, ask{method: "GET", path: "/api/v1/sessions", session: here}))
	}
	open := list()
	i := slices.IndexFunc(open.Items, func(s Session) bool { return s.Here })
	if len(open.Items) != 3 || i < 0 {
		t.Fatalf("%+v", open)
	}
	end := func(path string) answer {
		return w.do(t, ask{method: "POST", path: path, body: "{}", header: written(t), session: here})
	}
	if got := end("/api/v1/sessions/" + open.Items[(i+1)%3].ID + "/end"); got.status != 201 || len(list().Items) != 2 {
		t.Errorf("%v", got)
	}
	if got := end("/api/v1/sessions/end"); got.status != 201 || len(list().Items) != 1 {
		t.Errorf("%v", got)
	}
	for _, s := range []*http.Cookie{there, third} {
		if got := w.do(t, ask{method: "GET", path: "/api/v1/self", session: s}); got.status != 401 {
			t.Errorf("it is still open: %v", got)
		}
	}
}
