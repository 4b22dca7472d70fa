package web

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// leaves has Nadia's dossier leave the company.
func (w *world) leaves(t *testing.T) {
	t.Helper()
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro() + 1}, People: []casework.Person{{ID: "p-3", Name: "Cleo", Title: "Engineer", Stage: core.Interview}}}
	if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
}

// Somebody whose dossier goes is gone for whoever is kept from the case about him, as if there was none.
func TestT01ADossierThatGoesTellsNobodyThatThereIsACase(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	id := with.caseAboutNadia(t)
	if err := with.desk.Do(t.Context(), analyst, id, casework.Event{Kind: casework.Sealing, Text: "The press has called us"}, start); err != nil {
		t.Fatal(err)
	}
	with.leaves(t)
	without.leaves(t)
	for _, user := range []string{"u-ally", "u-colleague"} {
		a, b := with.session(t, user), without.session(t, user)
		for _, path := range []string{"/queue?view=all", "/people/p-1", "/", "/search?q=Nadia", "/links?person=p-1", "/queue.csv?view=all"} {
			if x, y := bytesOf(t, with, "GET", path, nil, a), bytesOf(t, without, "GET", path, nil, b); x != y {
				t.Errorf("%s tells %s:\n%s\n---\n%s", path, user, x, y)
			}
		}
	}
	if res, body := with.do(t, "GET", "/cases/"+id, nil, with.session(t, "u-analyst")); res.StatusCode != 200 || !strings.Contains(body, "Nadia") {
		t.Errorf("the case went with the dossier: %s", res.Status)
	}
}
