package web

import (
	"net/url"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
)

// A story is what happens in the one world and not in the other: it gives the paths that exist because of it, and who besides those
// whom the case concerns must not be able to tell.
type story struct {
	name   string
	tell   func(t *testing.T, w *world, id string) (paths []string)
	sealed bool // then a colleague who is no member is kept out too
}

var stories = []story{
	{"an open case", func(*testing.T, *world, string) []string { return nil }, false},
	{"a case with a deadline and a contest", withDeadlines, false},
	{"a proposal that waits for a second person", proposed, false},
	{"what a second person approved", approved, false},
	{"a sealed case", sealedCase, true},
	{"a sealed case that somebody opened alone", brokenGlass, true},
}

// proved is somebody who proved who he is a moment ago.
func proved(user string, role access.Role) access.Actor {
	return access.Actor{User: user, Name: "The " + string(role), Roles: []access.Role{role}, Proved: start}
}

func (w *world) event(t *testing.T, who access.Actor, id string, e casework.Event) {
	t.Helper()
	if e.Text == "" {
		e.Text = "four words and more"
	}
	if err := w.desk.Do(t.Context(), who, id, e, start); err != nil {
		t.Fatalf("%s: %v", e.Kind, err)
	}
}

func withDeadlines(t *testing.T, w *world, id string) []string {
	d := deadline.Desk{Store: w.db.Deadlines(), Random: w.options.Random}
	if err := d.Set(t.Context(), analyst, id, deadline.Kinds[0], "Ask the office of Porto again", start.AddDate(0, 0, 2), start); err != nil {
		t.Fatal(err)
	}
	w.event(t, analyst, id, casework.Event{Kind: casework.Contesting, Text: "He says he was at home"})
	return nil
}

func proposed(t *testing.T, w *world, id string) []string {
	w.event(t, analyst, id, casework.Event{Kind: casework.Supposing, Hypothesis: "A journey", Ordinary: true})
	w.event(t, analyst, id, casework.Event{Kind: casework.Deciding, Outcome: casework.SuspendAccess, Hypothesis: "A journey", Trial: casework.Fails})
	waits, err := w.desk.Waits(t.Context(), proved("u-trustee", access.Trustee), start)
	if err != nil || len(waits.Approvals) != 1 {
		t.Fatalf("%+v %v", waits, err)
	}
	return []string{"/approvals/" + waits.Approvals[0].ID}
}

func approved(t *testing.T, w *world, id string) []string {
	paths := proposed(t, w, id)
	at, trustee := strings.TrimPrefix(paths[0], "/approvals/"), proved("u-trustee", access.Trustee)
	a, err := w.desk.Approval(t.Context(), trustee, at, start)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.desk.Answer(t.Context(), trustee, at, true, a.Hash, "I see the same facts", start); err != nil {
		t.Fatal(err)
	}
	return paths
}

func sealedCase(t *testing.T, w *world, id string) []string {
	w.event(t, analyst, id, casework.Event{Kind: casework.Sealing})
	w.event(t, analyst, id, casework.Event{Kind: casework.Joining, Who: "u-trustee"})
	return nil
}

func brokenGlass(t *testing.T, w *world, id string) []string {
	sealedCase(t, w, id)
	opened, err := w.desk.BreakGlass(t.Context(), proved("u-ciso", access.CISO), "p-1", "The laptop wakes up tonight", true, start)
	if err != nil || len(opened) != 1 {
		t.Fatalf("%v %v", opened, err)
	}
	return nil
}

// Two worlds, one with a case about Nadia and one without: she, her manager, an ally who was named, the administrator and whoever
// has nothing to do with cases get the same bytes from every page and act; of a sealed case, a colleague who is no member too.
// A member does not, or the test would show nothing.
func TestT01ACaseCannotBeSeenByWhomItConcerns(t *testing.T) {
	told := stories
	if testing.Short() {
		told = stories[:1] // one asks after the other: a race that one story does not show, no other would
	}
	for _, s := range told {
		t.Run(s.name, func(t *testing.T) {
			with, without := newWorld(t), newWorld(t)
			id := with.caseAboutNadia(t)
			paths := append(s.tell(t, with, id), "/no-such-page", "/people/p-2", "/people/p-3", "/people/none", "/cases/none", "/cases/"+id+"/other", "/cases/"+id+"/note")
			for _, row := range matrix(t, with, id) {
				paths = append(paths, row.path)
			}
			kept := []string{"u-subject", "u-manager", "u-ally", "u-administrator", "u-recruiter", "u-hiring-manager", "u-works-council"}
			if s.sealed {
				kept = append(kept, "u-colleague")
			}
			for _, user := range kept {
				for _, difference := range differences(t, with, without, user, paths) {
					t.Errorf("%s tells %s of it", difference, user)
				}
			}
			if seen := differences(t, with, without, "u-analyst", paths); len(seen) < 3 {
				t.Errorf("whoever holds the case sees %d differences: the test sees nothing", len(seen))
			}
		})
	}
}

// differences are the requests that are answered otherwise in the one world than in the other.
func differences(t *testing.T, with, without *world, user string, paths []string) (out []string) {
	t.Helper()
	a, b := with.session(t, user), without.session(t, user)
	for _, path := range paths {
		for _, method := range []string{"GET", "POST"} {
			if path == "/sign-out" || strings.HasSuffix(path, "/begin") || path == "/account/password" /* random, and about nobody */ || method == "POST" && strings.HasPrefix(path, "/people/") {
				continue // what somebody writes himself opens a case of his own in both
			}
			form := url.Values{"text": {"four words and more"}, "lang": {"en"}, "token": {"x"}}
			if x, y := bytesOf(t, with, method, path, form, a), bytesOf(t, without, method, path, form, b); x != y {
				out = append(out, method+" "+path+":\n"+x+"\n---\n"+y)
			}
		}
	}
	return out
}
