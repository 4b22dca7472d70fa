package web

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

var oneCandidate = regexp.MustCompile(`<section class="card" id="(x-\d+)">`)

func TestCandidatesStandPageByPageEachOnce(t *testing.T) {
	w := newWorld(t)
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro()}}
	for i := range 120 {
		stage := core.Application
		if i%8 == 7 {
			stage = core.Employed // no candidate any more
		}
		in.People = append(in.People, casework.Person{ID: fmt.Sprintf("x-%03d", i), Name: "Somebody", Stage: stage, Level: core.LevelNone})
	}
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
	s := w.session(t, "u-recruiter")
	seen, pages := map[string]int{}, 0
	for at := "/vetting"; at != ""; pages++ {
		res, body := w.do(t, "GET", at, nil, s)
		if res.StatusCode != http.StatusOK || pages > 3 {
			t.Fatalf("%s: %s", at, res.Status)
		}
		for _, m := range oneCandidate.FindAllStringSubmatch(body, -1) {
			seen[m[1]]++
		}
		_, rest, more := strings.Cut(body, `rel="next" href="`)
		at = ""
		if more {
			at, _, _ = strings.Cut(rest, `"`)
		}
	}
	if len(seen) != 105 || pages != 3 {
		t.Errorf("%d candidates on %d pages, want 105 on 3", len(seen), pages)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s stands %d times", id, n)
		}
	}
	if _, body := w.do(t, "GET", "/", nil, s); !strings.Contains(body, "105 candidates before the contract.") {
		t.Error("Today does not count them")
	}
}
