package api

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
)

// token makes a service token of a user.
func (w *world) token(t testing.TB, user string, scopes ...access.Permission) string {
	t.Helper()
	secret, hash, err := access.NewService(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	k := access.Token{ID: "t-" + rand.Text(), Hash: hash, User: user, Name: "test", Scopes: scopes, Ends: w.now().Add(time.Hour)}
	if err := w.db.MakeTokenHere(t.Context(), k, w.now()); err != nil {
		t.Fatal(err)
	}
	return "Bearer " + secret
}

func TestAServiceTokenMayWhatItsScopesAllow(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	wide, narrow := w.token(t, "u-analyst", access.SeePeople, access.WorkCases), w.token(t, "u-analyst", access.SeePeople)
	subject := w.token(t, "u-subject", access.SeePeople, access.WorkCases)
	s := w.session(t, "u-analyst")
	for _, c := range []struct {
		name, token string
		q           ask
		want        int
	}{
		{"within", wide, ask{method: "GET", path: "/api/v1/cases/" + id}, 200},
		{"beyond", narrow, ask{method: "GET", path: "/api/v1/cases/" + id}, 404},
		{"the wall", subject, ask{method: "GET", path: "/api/v1/cases/" + id}, 404},
		{"the list", narrow, ask{method: "GET", path: "/api/v1/people"}, 200},
		{"unknown", "Bearer taupier_x", ask{method: "GET", path: "/api/v1/people"}, 401},
		{"unknown beside a cookie", "Bearer taupier_x", ask{method: "GET", path: "/api/v1/people", session: s}, 401},
		{"another scheme beside a cookie", "Basic eDp5", ask{method: "GET", path: "/api/v1/people", session: s}, 401},
		{"narrower than the cookie", narrow, ask{method: "GET", path: "/api/v1/cases/" + id, session: s}, 404},
	} {
		c.q.header = map[string]string{"Authorization": c.token}
		if got := w.do(t, c.q); got.status != c.want {
			t.Errorf("%s: %v, want %d", c.name, got, c.want)
		}
	}
	w.later(time.Hour)
	if got := w.do(t, ask{method: "GET", path: "/api/v1/people", header: map[string]string{"Authorization": wide}}); got.status != 401 {
		t.Errorf("after its time: %v", got)
	}
}
