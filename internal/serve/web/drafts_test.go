package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
)

func draftRows() map[string]example {
	return map[string]example{
		"GET /drafts":        {"/drafts?page=/", nil, 200, everyRole},
		"POST /drafts":       {"/drafts", url.Values{"page": {"/"}, "field": {"/x:text:0"}, "text": {"typed"}}, 200, everyRole},
		"GET /keys":          {"/keys", nil, 200, everyRole},
		"POST /account/keys": {"/account/keys", url.Values{"on": {"1"}}, 303, everyRole},
	}
}

func (w *world) draftsOf(t *testing.T, page string, s *http.Cookie) draftsAnswer {
	t.Helper()
	_, body := w.do(t, "GET", "/drafts?page="+url.QueryEscape(page), nil, s)
	var out draftsAnswer
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	return out
}

func TestADraftIsKeptForWhoeverTypesItUntilItIsSent(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	page, form := "/cases/"+id, "/cases/"+id+"/note"
	s := w.session(t, "u-analyst")
	draft := url.Values{"page": {page}, "field": {form + ":text:0"}, "text": {"The school says"}}
	if res, body := w.do(t, "POST", "/drafts", draft, s); res.StatusCode != 200 || !strings.Contains(body, "Draft kept at") {
		t.Fatalf("%s\n%s", res.Status, body)
	}
	if got := w.draftsOf(t, page, s); len(got.Drafts) != 1 || got.Drafts[0].Text != "The school says" || !got.Keys {
		t.Errorf("%+v", got)
	}
	if got := w.draftsOf(t, page, w.session(t, "u-ciso")); len(got.Drafts) != 0 {
		t.Errorf("somebody else reads %+v", got)
	}
	sent := url.Values{"text": {""}, "draft_of": {page}}
	if res, _ := w.do(t, "POST", form, sent, s); res.StatusCode != 422 || len(w.draftsOf(t, page, s).Drafts) != 1 {
		t.Errorf("a form that was refused took the draft: %s", res.Status)
	}
	sent.Set("text", "The school says yes.")
	if res, _ := w.do(t, "POST", form, sent, s); res.StatusCode != 303 || len(w.draftsOf(t, page, s).Drafts) != 0 {
		t.Errorf("a form that was taken left the draft: %s", res.Status)
	}
}

func TestADraftGoesAfterSevenDaysAndWhenItIsEmptied(t *testing.T) {
	w := newWorld(t)
	at := w.now
	keep := func(text string, now time.Time) {
		t.Helper()
		if err := w.db.KeepDraft(t.Context(), "u-hr", casework.Draft{Page: "/tasks/t-1", Field: "/tasks/t-1/answer:text:0", Text: text}, now); err != nil {
			t.Fatal(err)
		}
	}
	count := func(now time.Time) int {
		list, err := w.db.Drafts(t.Context(), "u-hr", "/tasks/t-1", now)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	keep("one", at)
	if count(at.Add(casework.DraftLife-time.Second)) != 1 || count(at.Add(casework.DraftLife)) != 0 {
		t.Error("seven days")
	}
	keep("", at)
	if count(at) != 0 {
		t.Error("an emptied field is kept")
	}
}

func TestOnlyPagesOfOursHaveDrafts(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	for _, d := range []url.Values{
		{"page": {"https://example.com/"}, "field": {"/x:text:0"}, "text": {"a"}},
		{"page": {"/no-such-page"}, "field": {"/x:text:0"}, "text": {"a"}},
		{"page": {"/"}, "field": {""}, "text": {"a"}},
		{"page": {"/"}, "field": {"/x:text:0"}, "text": {strings.Repeat("a", casework.MaxText+1)}},
	} {
		if res, _ := w.do(t, "POST", "/drafts", d, s); res.StatusCode != 422 {
			t.Errorf("%.80v: %s", d, res.Status)
		}
	}
	for _, id := range []string{"none", w.caseAboutNadia(t)} {
		if res, _ := w.do(t, "POST", "/drafts", url.Values{"page": {"/cases/" + id}, "field": {"/x:text:0"}, "text": {"a"}}, w.session(t, "u-subject")); res.StatusCode != 200 {
			t.Errorf("a draft tells whether there is a case: %s", res.Status)
		}
	}
}

func TestKeysAreTurnedOffForOneself(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	w.do(t, "POST", "/account/keys", nil, s)
	if w.draftsOf(t, "/", s).Keys || !w.draftsOf(t, "/", w.session(t, "u-ciso")).Keys {
		t.Error("off for oneself alone")
	}
	w.do(t, "POST", "/account/keys", url.Values{"on": {"1"}}, s)
	if !w.draftsOf(t, "/", s).Keys {
		t.Error("on again")
	}
}
