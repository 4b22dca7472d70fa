package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// crowd gives the world n people to look at, and bounds how many one user may.
func (w *world) crowd(t *testing.T, n int, b *casework.Browsing) {
	t.Helper()
	in := casework.Intake{Company: casework.Company{Name: "Example", Fictional: true, Read: start.UnixMicro()}}
	for i := range n {
		in.People = append(in.People, casework.Person{ID: fmt.Sprintf("x-%d", i), Name: fmt.Sprintf("Person %d", i), Stage: core.Employed, Level: core.LevelNone})
	}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
	w.options.Desk.Browsing = b
	w.serve(t)
}

func TestT06ACuriousInsiderIsToldOfAndStopped(t *testing.T) {
	w := newWorld(t)
	w.crowd(t, 130, &casework.Browsing{Tell: 60, Most: 100})
	browser := w.session(t, "u-analyst")
	before, err := w.db.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	told := func(user string) bool {
		t.Helper()
		_, body := w.do(t, "GET", "/", nil, w.session(t, user))
		return strings.Contains(body, words["told_browsing"].EN)
	}
	look := func(i, want int) {
		t.Helper()
		if res, _ := w.do(t, "GET", fmt.Sprintf("/people/x-%d", i), nil, browser); res.StatusCode != want {
			t.Fatalf("person %d: %s", i, res.Status)
		}
	}
	for i := range 60 {
		look(i, http.StatusOK)
	}
	for range 50 {
		look(7, http.StatusOK) // the same person again is no other person
	}
	if told("u-dpo") {
		t.Error("told of sixty people, which is what one may")
	}
	look(60, http.StatusOK)
	for _, user := range []string{"u-dpo", "u-ciso"} {
		if !told(user) {
			t.Errorf("%s was not told in the act of the sixty-first look", user)
		}
	}
	for _, user := range []string{"u-analyst", "u-colleague", "u-administrator", "u-hr"} {
		if told(user) {
			t.Errorf("%s was told", user)
		}
	}
	if _, body := w.do(t, "GET", "/trust", nil, w.session(t, "u-dpo")); !strings.Contains(body, words["act_browsing.alert"].EN) {
		t.Error("whoever was told does not find it on Trust")
	}
	for i := 61; i < 100; i++ {
		look(i, http.StatusOK)
	}
	look(100, http.StatusTooManyRequests)
	look(101, http.StatusTooManyRequests)
	look(99, http.StatusOK)
	if res, _ := w.do(t, "GET", "/people/x-101", nil, w.session(t, "u-colleague")); res.StatusCode != http.StatusOK {
		t.Errorf("a colleague pays for it: %s", res.Status)
	}
	acts := w.acts(t, before.Size)
	if acts["person.view"] != 60+50+1+39+1+1 || acts["person.refused"] != 2 || acts["browsing.alert"] != 1 {
		t.Errorf("the ledger has %v", acts)
	}
	w.now = w.now.Add(casework.Hour + time.Second)
	browser = w.session(t, "u-analyst")
	look(101, http.StatusOK)
}

// Whoever was shown as many as he may is shown nobody else by another door: not by a case, its report or what waits for a second one.
func TestT06ACasesPagesShowNobodyElseEither(t *testing.T) {
	w := newWorld(t)
	at := "/cases/" + w.caseAboutNadia(t)
	w.options.Desk.Browsing = &casework.Browsing{Most: 1}
	w.serve(t)
	look := func(user, path string, want int) {
		t.Helper()
		if res, _ := w.do(t, "GET", path, nil, w.session(t, user)); res.StatusCode != want {
			t.Errorf("%s for %s: %s", path, user, res.Status)
		}
	}
	look("u-colleague", at, http.StatusOK)
	look("u-colleague", at+"/report", http.StatusOK)
	look("u-colleague", "/people/p-2", http.StatusTooManyRequests)
	look("u-analyst", "/people/p-2", http.StatusOK)
	for _, path := range []string{at, at + "/report", "/people/p-1"} {
		look("u-analyst", path, http.StatusTooManyRequests)
	}
}

// Whoever goes from thing to thing, or has one after another drawn, looks at people as whoever opens their pages.
func TestT06LinksAreNoWayAroundTheBound(t *testing.T) {
	for name, path := range map[string]string{"who have a thing": "/links?thing=", "who were opened": "/links?focus=p-1&open=p-2&open=p-3&more="} {
		w := newWorld(t)
		w.share(t, storetest.Thing(core.TraitPhone, "+33 1 99 00 00 01", "p-1", "p-2", "p-3"))
		_, body := w.do(t, "GET", "/links?focus=p-1", nil, w.session(t, "u-analyst"))
		_, thing, _ := strings.Cut(body, "/links?thing=")
		for _, ext := range []string{"", ".csv", ".svg"} {
			b := &casework.Browsing{Most: 2}
			w.options.Links.Watch = casework.Desk{Store: w.desk.Store, Browsing: b}
			w.serve(t)
			at := strings.Replace(path, "/links", "/links"+ext, 1) + thing[:16]
			if res, body := w.do(t, "GET", at, nil, w.session(t, "u-analyst")); res.StatusCode != http.StatusTooManyRequests || strings.Contains(body, "Omar") {
				t.Errorf("three %s, of two that one may look at, at %s: %s", name, at, res.Status)
			}
			b.Most = 3
			if res, _ := w.do(t, "GET", at, nil, w.session(t, "u-analyst")); res.StatusCode != http.StatusOK {
				t.Errorf("three %s, of three: %s", name, res.Status)
			}
		}
	}
}

// acts counts the entries of each kind since a size of the ledger.
func (w *world) acts(t *testing.T, since int64) map[string]int {
	t.Helper()
	out := map[string]int{}
	var text strings.Builder
	if err := w.db.Export(t.Context(), &text); err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for line := range strings.Lines(text.String()) {
		var of struct{ Leaf string }
		if err := json.Unmarshal([]byte(line), &of); err != nil || of.Leaf == "" {
			continue
		}
		e, err := ledger.ParseLeaf([]byte(of.Leaf))
		if err != nil {
			t.Fatal(err)
		}
		if n++; n > since {
			out[e.Act]++
		}
	}
	return out
}
