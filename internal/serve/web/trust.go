package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

var trustRoutes = []Route{
	{"GET /trust", access.SeeTrust, (*site).trust},
}

// Watcher is a witness of this ledger, and how far it has come.
type Watcher struct {
	Name     string
	Seen     int64     // entries
	Answered time.Time // the zero time when it never was
	Problem  string    // of the last try
}

// trustView shows whoever answers for it that what is said of this server holds: the ledger and who witnesses it, and who looked
// at whom.
type trustView struct {
	base
	Head     Head
	Watchers []Watcher
	Accesses []casework.Access
	Looked   []looked
	Stamps   stampSection
	Backups  backupSection
}

// looked counts how many people and cases somebody opened.
type looked struct {
	Name          string
	People, Cases int
}

// shownAccesses bounds the table of single accesses; the counts above it are over all that were read.
const shownAccesses = 200

func (s *site) trust(r *request) error {
	v := trustView{base: s.base(r, "trust")}
	var err error
	if v.Head, err = s.Options.Head(r.Context()); err != nil {
		return err
	}
	if v.Watchers, err = s.Watchers(r.Context()); err != nil {
		return err
	}
	if v.Stamps, err = s.stampSection(r); err != nil {
		return err
	}
	if v.Backups, err = s.backupSection(r); err != nil {
		return err
	}
	if v.Accesses, err = s.Desk.Accesses(r.Context(), r.actor, r.now); err != nil {
		return err
	}
	v.Looked = countLooks(v.Accesses)
	v.Accesses = v.Accesses[:min(len(v.Accesses), shownAccesses)]
	return s.show(r, http.StatusOK, "trust", v)
}

// countLooks counts different people and cases by who opened them, in order of the latest look.
func countLooks(list []casework.Access) []looked {
	type key struct{ by, act, object string }
	seen := map[key]bool{}
	at := map[string]int{}
	var out []looked
	for _, a := range apart(list) {
		if a.Act != "person.view" && a.Act != "case.view" || seen[key{a.By, a.Act, a.Object}] {
			continue
		}
		seen[key{a.By, a.Act, a.Object}] = true
		i, ok := at[a.By]
		if !ok {
			i = len(out)
			at[a.By] = i
			out = append(out, looked{Name: a.Name})
		}
		if a.Act == "person.view" {
			out[i].People++
		} else {
			out[i].Cases++
		}
	}
	return out
}

// apart gives a look at what people share as one look at each of them.
func apart(list []casework.Access) []casework.Access {
	var out []casework.Access
	for _, a := range list {
		if a.Act != "links.view" {
			out = append(out, a)
			continue
		}
		a.Act = "person.view"
		for _, id := range strings.Fields(a.Object) {
			if a.Object = id; !strings.HasPrefix(id, "thing:") {
				out = append(out, a)
			}
		}
	}
	return out
}

// ActWord is an act in words; an act that has none is shown as the ledger has it.
func (v trustView) ActWord(act string) string {
	if t, ok := words["act_"+act]; ok {
		return t.In(v.Lang)
	}
	return act
}

// Behind is how many entries a witness has not seen.
func (v trustView) Behind(w Watcher) int64 { return max(0, v.Head.Signed-w.Seen) }
