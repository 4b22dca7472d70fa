package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// many people: p-1 to p-9, of whom p-9 stands above p-1; p-1 has the first turn.
func (b *bench) many9(t *testing.T) {
	t.Helper()
	b.replace(t, nine(), Now)
}

func nine() []casework.Person {
	var people []casework.Person
	for i := range 9 {
		p := casework.Person{ID: fmt.Sprintf("p-%d", i+1), Name: fmt.Sprintf("Élodie Nr%d", i+1), Title: "Engineer", Stage: core.Employed, Level: core.LevelReview, Score: 900 - i}
		p.Questions = []casework.Question{{ID: "f", Signal: "X01", Family: core.FamilyNetwork, Title: core.Text{EN: "Two places", FR: "Deux lieux"}, Sources: []string{"okta.system_log"}}}
		people = append(people, p)
	}
	people[7].Level, people[7].Questions = core.LevelNone, nil
	people[2].Stage, people[2].Title, people[2].Questions[0].Signal = core.Hired, "Designer", "X02"
	return people
}

func (b *bench) replace(t *testing.T, people []casework.Person, at time.Time) {
	t.Helper()
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: at.UnixMicro()}, People: people, Superiors: casework.Line(map[string]string{"p-1": "p-9"})}
	if err := b.db.Act(t.Context(), ledger.Entry{At: at, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
}

// ids lists whom a filter shows, page by page, and checks that as many are counted.
func (b *bench) ids(t *testing.T, who access.Actor, f casework.Filter, page int) string {
	t.Helper()
	desk := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	var out []string
	at := casework.Place{}
	for {
		l, err := desk.People(t.Context(), who, f, at, page, Now)
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		for _, r := range l.Rows {
			out = append(out, strings.TrimPrefix(r.ID, "p-"))
		}
		if at = l.Next; at.After == "" {
			if l.Count != len(out) {
				t.Errorf("%+v: %d are counted, %d are shown", f, l.Count, len(out))
			}
			return strings.Join(out, "")
		}
	}
}

// queue: every filter, page by page, as somebody whom nothing concerns and as those whom it does.
func (b *bench) queue(t *testing.T) {
	b.many9(t)
	u, other, subject, boss := analyst("u-1", ""), analyst("u-2", ""), analyst("u-s", "p-1"), analyst("u-b", "p-9")
	desk := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	if _, err := desk.FirstView(t.Context(), u, "p-1", "This may be a short trip", "a journey", Now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		who  access.Actor
		f    casework.Filter
		want string
	}{
		{"everybody", u, casework.Filter{Whose: casework.Everybody}, "1324567" + "9"},
		{"the subject himself", subject, casework.Filter{Whose: casework.Everybody}, "3245679"},
		{"his manager", boss, casework.Filter{Whose: casework.Everybody}, "324567"},
		{"mine and unassigned", u, casework.Filter{}, "13245679"},
		{"somebody else's is not mine", other, casework.Filter{}, "3245679"},
		{"mine", u, casework.Filter{Whose: casework.Mine}, "1"},
		{"nobody's", u, casework.Filter{Whose: casework.Unclaimed}, ""},
		{"in a case", other, casework.Filter{Whose: casework.InCase}, "1"},
		{"in a case, for whom it concerns", boss, casework.Filter{Whose: casework.InCase}, ""},
		{"in no case", u, casework.Filter{Whose: casework.NoCase}, "3245679"},
		{"stage", u, casework.Filter{Stage: core.Hired}, "3"},
		{"level, seen", u, casework.Filter{Level: core.LevelReview}, "1"},
		{"level, not seen", other, casework.Filter{Whose: casework.Everybody, Level: core.LevelReview}, ""},
		{"family", u, casework.Filter{Family: core.FamilyNetwork, Signal: "X02"}, "3"},
		{"source", u, casework.Filter{Source: "okta.system_log", Stage: core.Hired}, "3"},
		{"another source", u, casework.Filter{Source: "vpn"}, ""},
		{"since, a case", u, casework.Filter{Since: Now.Add(time.Minute)}, "1"},
		{"since, for whom the case concerns", boss, casework.Filter{Since: Now.Add(time.Minute)}, ""},
		{"a word of the title", u, casework.Filter{Text: "designer"}, "3"},
		{"the beginning of a name, and a number", u, casework.Filter{Text: "elo NR4"}, "4"},
		{"a word of a question", u, casework.Filter{Text: "lieux nr1"}, "1"},
		{"a hidden name", subject, casework.Filter{Text: "nr1"}, ""},
		{"no word", u, casework.Filter{Text: "…"}, ""},
	} {
		for _, page := range []int{1, 3, 200} {
			if got := b.ids(t, c.who, c.f, page); got != c.want {
				t.Errorf("%s, %d a page: %s, want %s", c.name, page, got, c.want)
			}
		}
	}
	if _, err := desk.People(t.Context(), subject, casework.Filter{Whose: casework.Everybody}, casework.Place{After: "p-1"}, 9, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("one's own place in the queue can be asked for: %v", err)
	}
}

// changed: a reading that says the same leaves the day of change as it was.
func (b *bench) changed(t *testing.T) {
	p := func(id string, sum int) casework.Person {
		return casework.Person{ID: id, Name: id, Stage: core.Employed, Level: core.LevelAsk, Score: sum, Questions: []casework.Question{{ID: "f", Signal: "X01"}}}
	}
	b.replace(t, []casework.Person{p("p-2", 1), p("p-3", 1)}, Now)
	later := Now.Add(time.Hour)
	b.replace(t, []casework.Person{p("p-2", 1), p("p-3", 2)}, later)
	if got := b.ids(t, analyst("u-1", ""), casework.Filter{Whose: casework.Everybody, Since: later}, 9); got != "3" {
		t.Errorf("changed since the second reading: %q", got)
	}
}

// tie: whoever was taken out of the folder stays while there is a case about him, and has the turn that somebody else has by now; a
// reading that did not end leaves the same.
func (b *bench) tie(t *testing.T) {
	p := func(id string) casework.Person {
		return casework.Person{ID: id, Name: id, Stage: core.Employed, Level: core.LevelAsk, Score: 1, Questions: []casework.Question{{ID: "f", Signal: "X01"}}}
	}
	b.replace(t, []casework.Person{p("p-2"), p("p-3")}, Now)
	u := analyst("u-1", "")
	if _, err := (casework.Desk{Store: b.db.Cases(), Random: rand.Reader}).FirstView(t.Context(), u, "p-2", "This may be a short trip", "a journey", Now); err != nil {
		t.Fatal(err)
	}
	b.replace(t, []casework.Person{p("p-3"), p("p-4")}, Now)
	for _, page := range []int{1, 2, 9} {
		if got := b.ids(t, u, casework.Filter{Whose: casework.Everybody}, page); got != "234" {
			t.Errorf("%d a page: %s", page, got)
		}
	}
}
