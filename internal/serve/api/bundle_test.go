package api

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/core"
)

// What went in by the API comes out of it, and holds where there is no server.
func TestABundleThatIsTakenOutHoldsWithoutTheServer(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	if got := w.do(t, w.putting(t, id, aNote, "delivery.txt", "signed for in Porto")); got.status != 201 {
		t.Fatal(got)
	}
	q := ask{method: "POST", path: "/api/v1/cases/" + id + "/bundle", body: `{"for":"police","lang":"fr"}`, header: written(t), session: w.session(t, "u-analyst")}
	got := w.do(t, q)
	if got.status != 200 || got.header.Get("Content-Type") != "application/zip" || got.header.Get("Content-Disposition") != `attachment; filename="bundle-police.zip"` {
		t.Fatalf("%.300v", got)
	}
	v, err := bundle.Verify(strings.NewReader(got.body), int64(len(got.body)), bundle.Against{Key: w.public}, core.English)
	if err != nil || v.Manifest.For != "police" || len(v.Manifest.Evidence) != 1 || v.Manifest.By != "u-analyst" {
		t.Errorf("%+v %v", v, err)
	}
	if again := w.do(t, q); again.status != 409 || !strings.Contains(again.body, "bundle_made") {
		t.Errorf("the same key makes one more: %.300v", again)
	}
	q.body = `{"for":"legal"}`
	if again := w.do(t, q); again.status != 422 || !strings.Contains(again.body, "key_reused") {
		t.Errorf("the key of another request: %.300v", again)
	}
	chain := read[Page[Handling]](t, w.see(t, "u-ciso", "/api/v1/cases/"+id+"/custody"))
	if n := len(chain.Items); n != 2 || chain.Items[1].Act != "export" || chain.Items[1].Why != "police" {
		t.Errorf("%+v", chain)
	}
}

func TestABundleNeedsAFreshProofAndGoesToNobodyWhomTheCaseConcerns(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	path := "/api/v1/cases/" + id + "/bundle"
	for _, body := range []string{`{"for":"person"}`, `{}`, `{"for":"legal","lang":"de"}`, `{"for":"legal","case":"c-other"}`} {
		w.send(t, "u-analyst", path, body, 422)
	}
	h := written(t)
	h["Authorization"] = w.token(t, "u-analyst", access.WorkCases)
	if got := w.do(t, ask{method: "POST", path: path, body: `{"for":"legal"}`, header: h}); got.status != 403 || !strings.Contains(got.body, "proof_needed") {
		t.Errorf("a program: %v", got)
	}
	w.stale(t, "u-analyst", path, `{"for":"legal"}`)
	for _, user := range []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-trustee"} {
		w.send(t, user, path, `{"for":"legal"}`, 404)
	}
}
