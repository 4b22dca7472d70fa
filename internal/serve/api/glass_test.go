package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// sealed opens a case about Nadia, seals it, and gives its id.
func (w *world) sealed(t testing.TB) string {
	t.Helper()
	id := w.caseAboutNadia(t)
	err := w.desk.Do(t.Context(), analyst, id, casework.Event{Kind: casework.Sealing, Text: "The press has called us"}, start)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// openedAlone is a sealed case that a trustee opened alone.
func (w *world) openedAlone(t testing.TB) string {
	t.Helper()
	id := w.sealed(t)
	trustee := access.Actor{User: "u-trustee", Roles: []access.Role{access.Trustee}, Proved: start}
	if _, err := w.desk.BreakGlass(t.Context(), trustee, id, "The police are at the door", true, start); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestASealedCaseIsOpenedAloneAndReviewed(t *testing.T) {
	w := newWorld(t)
	id := w.sealed(t)
	at := "/api/v1/cases/" + id
	if got := w.do(t, ask{method: "GET", path: at, session: w.session(t, "u-trustee")}); got.status != 404 {
		t.Fatalf("the seal does not hold: %v", got)
	}
	body := `{"name":"p-1","text":"The police are at the door","how":"alone"}`
	w.stale(t, "u-trustee", "/api/v1/break-glass", body)
	h := written(t)
	q := ask{method: "POST", path: "/api/v1/break-glass", body: body, header: h, session: w.session(t, "u-trustee")}
	first, again := w.do(t, q), w.do(t, q)
	if got := read[Opened](t, first); first.status != 201 || strings.Join(got.Cases, " ") != id || again.body != first.body {
		t.Fatalf("%v\n%v", first, again)
	}
	w.see(t, "u-trustee", at)
	w.see(t, "u-trustee", at+"/events")
	if told := read[Page[Notice]](t, w.see(t, "u-dpo", "/api/v1/notices")); len(told.Items) != 1 || told.Items[0].What != "told_glass_alone" {
		t.Errorf("%+v", told)
	}
	knocks := read[Page[Knock]](t, w.see(t, "u-ciso", "/api/v1/knocks"))
	if len(knocks.Items) != 1 || !knocks.Items[0].Alone || knocks.Items[0].User != "u-trustee" || knocks.Items[0].Review.IsZero() {
		t.Fatalf("%+v", knocks)
	}
	answer := "/api/v1/knocks/" + knocks.Items[0].ID + "/answers"
	w.send(t, "u-trustee", answer, `{"yes":true,"text":"I was right to do it"}`, 404)
	w.stale(t, "u-ciso", answer, `{"yes":false,"text":"There was no need for it"}`)
	w.send(t, "u-ciso", answer, `{"yes":false,"text":"There was no need for it"}`, 201)
	if left := read[Page[Knock]](t, w.see(t, "u-ciso", "/api/v1/knocks")); len(left.Items) != 0 {
		t.Errorf("%+v", left)
	}
}

func TestWhoAsksToSeeASealedCaseLearnsNothingUntilHeIsLetIn(t *testing.T) {
	w := newWorld(t)
	id := w.sealed(t)
	asked := w.send(t, "u-trustee", "/api/v1/break-glass", `{"name":"p-1","text":"The police are at the door","how":"ask"}`, 201)
	if strings.Contains(asked.body, id) {
		t.Errorf("the answer names the case: %v", asked)
	}
	knock := read[Page[Knock]](t, w.see(t, "u-ciso", "/api/v1/knocks")).Items[0]
	w.send(t, "u-ciso", "/api/v1/knocks/"+knock.ID+"/answers", `{"yes":true,"text":"He is right, let him"}`, 201)
	w.see(t, "u-trustee", "/api/v1/cases/"+id)
}

// Whoever finds nothing sealed and whoever is kept from it get the same bytes, and no token opens anything.
func TestBreakGlassTellsNobodyWhatIsThere(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	with.sealed(t)
	alone := `{"name":"p-1","text":"The police are at the door","how":"alone"}`
	for _, user := range []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-recruiter", "u-payroll"} {
		a := with.do(t, ask{method: "POST", path: "/api/v1/break-glass", body: alone, header: written(t), session: with.session(t, user)})
		b := without.do(t, ask{method: "POST", path: "/api/v1/break-glass", body: alone, header: written(t), session: without.session(t, user)})
		if !same(a, b) || a.status != http.StatusNotFound {
			t.Errorf("%s: %v\n%v", user, a, b)
		}
	}
	if got := without.send(t, "u-trustee", "/api/v1/break-glass", alone, 404); !strings.Contains(got.body, "not_found") {
		t.Error(got)
	}
}
