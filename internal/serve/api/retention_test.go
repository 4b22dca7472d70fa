package api

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

func retentionRows() map[string]example {
	officer, trust := []access.Role{access.DPO}, []access.Role{access.CISO, access.DPO, access.Auditor}
	return map[string]example{
		"retention":    {"/api/v1/retention", "", 200, trust},
		"stamps":       {"/api/v1/stamps", "", 200, trust},
		"hold-erasure": {"/api/v1/retention/holds", `{"about":"c-none","kind":"hold","text":"a court may ask"}`, 422, officer},
		"release-hold": {"/api/v1/retention/holds/h-none/release", "{}", 404, officer},
	}
}

func TestWhatWillBeErasedIsSeenAndHeld(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	for _, e := range []casework.Event{
		{Kind: casework.Deciding, Text: "It was a journey, as he said.", Hypothesis: "A journey", Trial: casework.Holds, Outcome: casework.Explain},
		{Kind: casework.Closing, Text: "It was a journey, as he said.", Class: casework.Ordinary},
	} {
		if err := w.desk.Do(t.Context(), analyst, id, e, w.now()); err != nil {
			t.Fatal(err)
		}
	}
	seen := read[Retention](t, w.see(t, "u-auditor", "/api/v1/retention"))
	if len(seen.Cases) != 1 || seen.Cases[0].ID != id || seen.Cases[0].Goes.Format(time.DateOnly) != "2026-12-10" || seen.Undated != 1 {
		t.Fatalf("%+v", seen)
	}
	hold := `{"about":"` + id + `","kind":"hold","text":"The labour court asked today"}`
	w.send(t, "u-dpo", "/api/v1/retention/holds", hold, 201)
	if seen = read[Retention](t, w.see(t, "u-dpo", "/api/v1/retention")); len(seen.Holds) != 1 || len(seen.Cases[0].Why) != 1 || seen.Cases[0].Why[0] != "officer" {
		t.Fatalf("%+v", seen)
	}
	w.stale(t, "u-dpo", "/api/v1/retention/holds", `{"about":"`+id+`","kind":"lift","text":"The labour court asked today"}`)
	release := "/api/v1/retention/holds/" + seen.Holds[0].ID + "/release"
	w.stale(t, "u-dpo", release, "{}")
	w.send(t, "u-dpo", release, "{}", 201)
	if seen = read[Retention](t, w.see(t, "u-dpo", "/api/v1/retention")); len(seen.Holds) != 0 {
		t.Errorf("%+v", seen)
	}
}
