package web

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func trustRows() map[string]example {
	rules := []access.Role{access.CISO, access.Analyst, access.DPO, access.WorksCouncil, access.Auditor}
	return map[string]example{
		"GET /trust":      {"/trust", nil, 200, []access.Role{access.CISO, access.DPO, access.Auditor}},
		"GET /rules":      {"/rules", nil, 200, rules},
		"GET /rules/{id}": {"/rules/X01", nil, 200, rules},
	}
}

func TestWhoLookedAtWhomIsShownToWhoWatchesOverIt(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	s := w.session(t, "u-analyst")
	for range 3 {
		w.do(t, "GET", "/people/p-1", nil, s)
		w.do(t, "GET", "/people/p-2", nil, s)
	}
	w.do(t, "GET", "/cases/"+id, nil, s)
	_, body := w.do(t, "GET", "/trust", nil, w.session(t, "u-dpo"))
	if !strings.Contains(body, "<td>The analyst</td><td>2</td><td>") || !strings.Contains(body, "opened a case") {
		t.Errorf("two people and a case were opened:\n%s", body)
	}
}

// A data-protection officer about whom there is a case does not learn of it from the log of accesses.
func TestTheLogOfAccessesIsBehindTheWall(t *testing.T) {
	for name, who := range map[string]access.Actor{
		"the person concerned":  {User: "u-dpo-subject", Name: "Nadia", Person: "p-1", Roles: []access.Role{access.DPO}},
		"whoever manages her":   {User: "u-dpo-manager", Name: "Omar", Person: "p-2", Roles: []access.Role{access.DPO}},
		"an ally who was named": {User: "u-ally", Name: "Ally", Roles: []access.Role{access.DPO}},
	} {
		var bodies []string
		for _, there := range []bool{true, false} {
			w := newWorld(t)
			err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "test", Act: "test.user", Object: who.User}, nil, func(x *store.Tx) error {
				if who.User == "u-ally" {
					return x.PutUser(access.Actor{User: "u-ally-dpo", Name: "Ally", Roles: who.Roles})
				}
				return x.PutUser(who)
			})
			if err != nil {
				t.Fatal(err)
			}
			user := who.User
			if user == "u-ally" {
				user = "u-ally-dpo"
			}
			s, colleague := w.session(t, user), w.session(t, "u-analyst")
			if there {
				id := w.caseAboutNadia(t)
				err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "u-analyst", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error {
					if user == "u-ally-dpo" {
						return x.NameConflict(id, user)
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				w.do(t, "GET", "/cases/"+id, nil, colleague)
			}
			_, body := w.do(t, "GET", "/trust", nil, s)
			_, log, _ := strings.Cut(body, "who-looked")
			bodies = append(bodies, log)
		}
		if bodies[0] != bodies[1] || !strings.Contains(bodies[0], "signed in") {
			t.Errorf("%s sees that there is a case:\n%s\n---\n%s", name, bodies[0], bodies[1])
		}
	}
}

func TestWhatIsWatchedSaysNothingOfAnybody(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-works-council")
	_, list := w.do(t, "GET", "/rules", nil, s)
	_, one := w.do(t, "GET", "/rules/X01", nil, s)
	for _, want := range []string{"Two places at once", "A journey", "Art. 6"} {
		if !strings.Contains(list+one, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(list+one, "Nadia") || strings.Contains(list+one, "p-1") {
		t.Error("a person is named")
	}
}

// Law 4: also the lists of users and of what could not be read name people.
func TestLookingAtUsersAndPapersIsWrittenDown(t *testing.T) {
	w := newWorld(t)
	admin, dpo := w.session(t, "u-administrator"), w.session(t, "u-dpo")
	for _, path := range []string{"/users", "/users/u-analyst", "/sources"} {
		w.do(t, "GET", path, nil, admin)
	}
	_, body := w.do(t, "GET", "/trust", nil, dpo)
	for _, act := range []string{"opened the list of users", "opened a user", "opened what was read"} {
		if !strings.Contains(body, act) {
			t.Errorf("%q is not in the log", act)
		}
	}
}
