package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func retentionRows() map[string]example {
	officer := []access.Role{access.DPO}
	return map[string]example{
		"GET /retention":               {"/retention", nil, 200, []access.Role{access.CISO, access.DPO, access.Auditor}},
		"POST /retention/hold":         {"/retention/hold", url.Values{"hold_kind": {"hold"}, "about": {"c-none"}, "text": {"a court may ask"}}, 422, officer},
		"POST /retention/{id}/release": {"/retention/h-none/release", nil, 404, officer},
	}
}

// runningOut closes a case, so that it is erased within the days that the page of what will be erased looks ahead.
func runningOut(t *testing.T, w *world, id string) []string {
	w.event(t, analyst, id, casework.Event{Kind: casework.Supposing, Hypothesis: "A journey", Ordinary: true})
	w.event(t, analyst, id, casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Hypothesis: "A journey", Trial: casework.Unclear})
	w.event(t, analyst, id, casework.Event{Kind: casework.Closing, Class: casework.Unresolved})
	return nil
}

func TestWhatWillBeErasedIsShownAndHeld(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	runningOut(t, w, id)
	s := w.session(t, "u-dpo")
	_, body := w.do(t, "GET", "/retention", nil, s)
	for _, want := range []string{id, "2026-12-10", "closed cases 20 days", "No pass was made yet", "1 application carries no day"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q:\n%s", want, body)
		}
	}
	if strings.Contains(body, "Nadia") {
		t.Error("it says whom the case is about")
	}
	hold := url.Values{"hold_kind": {"hold"}, "about": {id}, "text": {"too short"}}
	if res, body := w.do(t, "POST", "/retention/hold", hold, s); res.StatusCode != 422 || !strings.Contains(body, "too short</textarea>") || !strings.Contains(body, `value="`+id+`"`) {
		t.Errorf("%s: what was typed is gone", res.Status)
	}
	hold.Set("text", "The labour court asked <b>today</b>")
	if res, _ := w.do(t, "POST", "/retention/hold", hold, s); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if _, body := w.do(t, "GET", "/retention", nil, s); !strings.Contains(body, "it is held: see below") || !strings.Contains(body, "asked &lt;b&gt;today") || strings.Contains(body, "2026-12-10") {
		t.Errorf("it is not said that it is held:\n%s", body)
	}
	if _, body := w.do(t, "GET", "/retention", nil, w.session(t, "u-auditor")); !strings.Contains(body, id) || strings.Contains(body, "<form class=\"work card\"") {
		t.Error("an auditor does not see it, or could hold it")
	}
}

// An officer whom a case concerns gets the same bytes whether there is one or not.
func TestWhatWillBeErasedIsBehindTheWall(t *testing.T) {
	for name, who := range map[string]access.Actor{
		"the person concerned":  {User: "u-dpo-2", Name: "Nadia", Person: "p-1", Roles: []access.Role{access.DPO}},
		"whoever manages her":   {User: "u-dpo-2", Name: "Omar", Person: "p-2", Roles: []access.Role{access.DPO}},
		"an ally who was named": {User: "u-dpo-2", Name: "Ally", Roles: []access.Role{access.DPO}},
		"a colleague":           {User: "u-dpo-3", Name: "Dana", Roles: []access.Role{access.DPO}},
	} {
		var pages []string
		for _, there := range []bool{true, false} {
			w := newWorld(t)
			if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "test", Act: "test.user"}, nil, func(x *store.Tx) error { return x.PutUser(who) }); err != nil {
				t.Fatal(err)
			}
			if there {
				id := w.caseAboutNadia(t)
				if name == "an ally who was named" {
					w.event(t, analyst, id, casework.Event{Kind: casework.Conflicting, Who: who.User})
				}
				runningOut(t, w, id)
			}
			w.now = start.Add(time.Minute)
			_, body := w.do(t, "GET", "/retention", nil, w.session(t, who.User))
			pages = append(pages, body)
		}
		if same := pages[0] == pages[1]; same != (name != "a colleague") {
			t.Errorf("%s: the same page is %v", name, same)
		}
	}
}
