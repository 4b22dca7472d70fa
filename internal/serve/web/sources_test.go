package web

import (
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func sourceRows() map[string]example {
	return map[string]example{
		"GET /sources":       {"/sources", nil, 200, []access.Role{access.CISO, access.Analyst, access.Administrator}},
		"POST /sources/read": {"/sources/read", nil, 303, []access.Role{access.CISO}},
	}
}

// ownWorld is the world with a company of its own, in which a source gave its last event at the start.
func ownWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.options.Fictional = false
	w.options.Watch.Every = map[string]time.Duration{"okta.system_log": 3 * time.Minute}
	w.serve(t)
	w.reading(t, start)
	return w
}

// reading is one that saw an event at a time.
func (w *world) reading(t *testing.T, newest time.Time) {
	t.Helper()
	err := w.db.Act(t.Context(), ledger.Entry{At: w.now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		return x.PutReading([]source.Seen{{Kind: "okta.system_log", First: start, Newest: newest}}, []source.Problem{
			{Problem: core.Problem{Input: "people/p-1/person.yaml", Line: 4, Says: "unknown key \"emial\""}, Person: "p-1"},
			{Problem: core.Problem{Input: "logs/okta.json", Line: 7, Says: "not valid JSON"}},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A source that stops, that is late and that repeats what it said before are blind within five minutes, on the pages and in the
// detail of healthz; the gap is in the ledger and stays on the page when the source is back.
func TestT04ASilencedSourceIsBlindWithinFiveMinutes(t *testing.T) {
	for name, newest := range map[string]func(w *world) time.Time{
		"stopped":  nil,
		"delayed":  func(w *world) time.Time { return w.now.Add(-time.Hour) },
		"replayed": func(*world) time.Time { return start },
	} {
		t.Run(name, func(t *testing.T) {
			w := ownWorld(t)
			ciso := w.session(t, "u-ciso")
			if _, body := w.do(t, "GET", "/sources", nil, ciso); strings.Contains(body, "blind") || !strings.Contains(body, "last event 2026") {
				t.Fatal("blind before it fell silent")
			}
			w.now = start.Add(5 * time.Minute)
			if newest != nil {
				w.reading(t, newest(w))
			}
			if err := w.options.Watch.Look(t.Context(), w.now); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{"/", "/sources"} {
				if _, body := w.do(t, "GET", path, nil, ciso); !strings.Contains(body, "1 source is silent") {
					t.Errorf("%s gives a false all-clear", path)
				}
			}
			if _, body := w.do(t, "GET", "/healthz", nil, ciso); !strings.Contains(body, "blind: okta.system_log since 2026-11-20T") {
				t.Errorf("healthz says %q", body)
			}
			if _, body := w.do(t, "GET", "/healthz", nil, nil); body != "ok\n" {
				t.Errorf("healthz tells strangers %q", body)
			}
			w.reading(t, w.now)
			if err := w.options.Watch.Look(t.Context(), w.now); err != nil {
				t.Fatal(err)
			}
			_, body := w.do(t, "GET", "/sources", nil, ciso)
			if strings.Contains(body, "blind since") || !strings.Contains(body, "Silent since") || strings.Contains(body, "still silent") {
				t.Error("the source is back and the gap is not kept")
			}
			if h, err := w.db.Head(t.Context()); err != nil || h.Size == 0 {
				t.Error(err)
			}
			gaps, err := w.db.Sources().Gaps(t.Context(), 10)
			if err != nil || len(gaps) != 1 || !gaps[0].Since.Equal(start) {
				t.Errorf("%+v %v", gaps, err)
			}
		})
	}
}

func TestWhoMaySeeWhichProblem(t *testing.T) {
	w := ownWorld(t)
	for user, sees := range map[string]bool{"u-analyst": true, "u-subject": false, "u-manager": false, "u-administrator": false} {
		_, body := w.do(t, "GET", "/sources", nil, w.session(t, user))
		if got := strings.Contains(body, "people/p-1"); got != sees {
			t.Errorf("%s sees the problem in Nadia's dossier: %v", user, got)
		}
		if !strings.Contains(body, "logs/okta.json:7") {
			t.Errorf("%s does not see what could not be read", user)
		}
	}
}

func TestAReadingIsAskedForByWhoeverMay(t *testing.T) {
	w := ownWorld(t)
	w.do(t, "POST", "/sources/read", nil, w.session(t, "u-ciso"))
	if w.readBy != "u-ciso" {
		t.Errorf("asked by %q", w.readBy)
	}
}
