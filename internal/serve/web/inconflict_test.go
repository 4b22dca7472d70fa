package web

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// Whoever decides, watches or answers, and was named as in conflict, cannot tell whether there is a case either, also once the dossier is
// gone. The number of entries in the ledger grows for everybody who sees it, and what one sent oneself is in the world in which one sent it.
func TestT01NobodyWhoDecidesOrWatchesLearnsOfACaseHeIsInConflictWith(t *testing.T) {
	kept := []string{"u-ciso", "u-trustee", "u-dpo", "u-hr", "u-it", "u-auditor"}
	told := stories[:5] // of break-glass, whoever was told was told before he was named
	if testing.Short() {
		told = told[:1]
	}
	for _, s := range told {
		t.Run(s.name, func(t *testing.T) {
			with, without := newWorld(t), newWorld(t)
			id := with.caseAboutNadia(t)
			paths := append(s.tell(t, with, id), "/no-such-page", "/people/p-1", "/people/p-2", "/cases/"+id, "/cases/"+id+"/note", "/queue?view=all")
			for _, row := range matrix(t, with, id) {
				if !strings.HasPrefix(row.path, "/import") && !strings.HasPrefix(row.path, "/ledger") && !strings.HasPrefix(row.path, "/many") {
					paths = append(paths, row.path)
				}
			}
			for _, user := range kept {
				if err := with.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, user) }); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				for _, user := range kept {
					for _, d := range differences(t, with, without, user, paths) {
						what, rest, _ := strings.Cut(d, "\n")
						if a, b, _ := strings.Cut(rest, "\n---\n"); uncounted(a) != uncounted(b) {
							t.Errorf("%s tells %s of it:\n%s", what, user, rest)
						}
					}
				}
				with.leaves(t)
				without.leaves(t)
				paths = []string{"/", "/queue?view=all", "/people/p-1", "/cases/" + id, "/search?q=Nadia", "/trust", "/retention", "/start", "/vetting"}
			}
		})
	}
}

// uncounted leaves out the head of an answer, which says how long it is, and how many entries the ledger has.
func uncounted(answer string) string {
	var out []string
	for _, line := range strings.Split(answer, "\n") {
		if !strings.Contains(line, "<dt>Entries</dt>") && !strings.HasPrefix(line, "200 map") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
