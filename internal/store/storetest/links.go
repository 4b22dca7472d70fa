package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/store"
)

// Thing is what people have who are named, each seen in his own file on the day of the suite.
func Thing(kind core.TraitKind, value string, people ...string) link.Thing {
	t := link.Thing{Kind: kind, Value: value, Shown: value, Weight: 60, Count: len(people)}
	slices.Sort(people)
	for _, p := range people {
		t.Holders = append(t.Holders, link.Holder{Person: p, From: Now, To: Now, Shown: value,
			Evidence: []core.Evidence{{Input: "people/" + p + "/person.yaml", Line: 4, Field: string(kind), Value: value}}})
	}
	return t
}

// share keeps people p0 to p<n-1>, who stands above whom, and what they share.
func (b *bench) share(t *testing.T, n int, manager map[string]string, things []link.Thing, stated ...core.Link) {
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: Now.UnixMicro()}, Superiors: casework.Line(manager)}
	for i := range n {
		id := "p" + strconv.Itoa(i)
		in.People = append(in.People, casework.Person{ID: id, Name: "Name of " + id, Title: "Engineer", Stage: core.Employed})
	}
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		return errors.Join(x.Replace(in), x.PutLinks(things, stated))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shared says what somebody sees of what a person shares, in a line.
func (b *bench) shared(t *testing.T, who access.Actor, id string) string {
	t.Helper()
	h, err := shared.Desk{Store: b.db.Shared()}.Of(t.Context(), who, id, nil, Now)
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, x := range h.Ties {
		out = append(out, fmt.Sprintf("%s+%d %s=%s%s", x.B.Name, x.Others(), x.Kind, x.Shown, x.Stated))
	}
	for _, c := range h.Common {
		out = append(out, fmt.Sprintf("%s: %d", c.Shown, c.Count))
	}
	return strings.Join(out, ", ")
}

// links: what people share, as those see it whom it concerns and those whom it does not; and another reading in its place.
func (b *bench) links(t *testing.T) {
	phone := Thing(core.TraitPhone, "+33 1 99 00 00 01", "p0", "p1", "p2")
	office := Thing(core.TraitIP, "192.0.2.1", "p0", "p1", "p2", "p3", "p4", "p5")
	room := Thing(core.TraitIP, "192.0.2.2", "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7")
	email := Thing(core.TraitEmail, "a@example.com", "p0", "p9")
	email.Weight = 10
	line := map[string]string{"p1": "p8", "p2": "p8", "p9": "p8"}
	b.share(t, 10, line, []link.Thing{phone, office, room, email}, core.Link{A: "p0", B: "p1", Stated: " (couple)"})
	for _, c := range []struct{ name, viewer, person, want string }{
		{"nobody in it", "", "p0", "Name of p1+1 phone=+33 1 99 00 00 01 (couple), Name of p2+1 phone=+33 1 99 00 00 01, Name of p9+0 email=a@example.com, 192.0.2.1: 6, 192.0.2.2: 8"},
		{"one of them: he is in no count, and what is common by one no more", "p2", "p0", "Name of p1+0 phone=+33 1 99 00 00 01 (couple), Name of p9+0 email=a@example.com, 192.0.2.2: 7"},
		{"their superior", "p8", "p0", "192.0.2.2: 6"},
		{"himself", "p0", "p0", "shared: " + "links.view: not found"},
	} {
		got := b.shared(t, analyst("u", c.viewer), c.person)
		if c.viewer == "p0" {
			if !strings.HasPrefix(got, "links.view: ") {
				t.Errorf("%s: %s", c.name, got)
			}
			continue
		}
		if order(got) != order(c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	phone.Holders, phone.Count = phone.Holders[:2], 2
	b.share(t, 10, line, []link.Thing{phone, email})
	if got, want := b.shared(t, analyst("u", ""), "p0"), "Name of p1+0 phone=+33 1 99 00 00 01, Name of p9+0 email=a@example.com"; got != want {
		t.Errorf("after another reading: %s, want %s", got, want)
	}
}

func order(list string) string {
	parts := strings.Split(list, ", ")
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// paths: on forty random graphs, the chain that the store gives a viewer is that of the graph without those whom the viewer
// may not see.
func (b *bench) paths(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 1))
		const n = 14
		manager := map[string]string{}
		for i := 1; i < n; i++ {
			if m := random.IntN(i+6) - 6; m >= 0 {
				manager["p"+strconv.Itoa(i)] = "p" + strconv.Itoa(m)
			}
		}
		var things []link.Thing
		for i := range 1 + random.IntN(20) {
			var ids []string
			for _, p := range random.Perm(n)[:2+random.IntN(6)] {
				ids = append(ids, "p"+strconv.Itoa(p))
			}
			kind := []core.TraitKind{core.TraitPhone, core.TraitIP, core.TraitBank}[random.IntN(3)]
			things = append(things, Thing(kind, strconv.Itoa(i), ids...))
		}
		b.share(t, n, manager, things)
		viewer := analyst("u", []string{"", "p3", "p5"}[random.IntN(3)])
		hidden := map[string]bool{viewer.Person: true}
		for id, up := range casework.Line(manager) {
			hidden[id] = hidden[id] || slices.Contains(up, viewer.Person)
		}
		for _, where := range []string{"in the database", "in memory"} {
			b.pathIs(t, fmt.Sprintf("graph %d, %s", seed, where), viewer, things, hidden)
			if err := b.db.GatherLinks(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// pathIs holds the chain from p0 to p1 against that of the graph without those who are hidden.
func (b *bench) pathIs(t testing.TB, name string, viewer access.Actor, things []link.Thing, hidden map[string]bool) {
	t.Helper()
	got, err := shared.Desk{Store: b.db.Shared()}.Path(t.Context(), viewer, "p0", "p1", nil, Now)
	if hidden["p0"] || hidden["p1"] {
		if !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
		return
	}
	want, err2 := link.Between(without(things, hidden), "p0", "p1", link.Usual)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if a, b := chain(got.Chain), chain(want); a != b {
		t.Errorf("%s, seen by %q: %s, want %s", name, viewer.Person, a, b)
		return
	}
	for i, s := range got.Steps {
		l := want.Links[i]
		if min(s.A.ID, s.B.ID) != l.A || max(s.A.ID, s.B.ID) != l.B || len(s.Ties[0].WithA.Evidence) == 0 || s.A.Name != "Name of "+s.A.ID {
			t.Errorf("%s, step %d: %+v, want %+v", name, i, s, l)
		}
	}
}

// chain says a chain in a line, without what differs between equal things.
func chain(c link.Chain) string {
	var out []string
	for _, l := range c.Links {
		out = append(out, fmt.Sprint(l.A, l.B, l.Kind, l.Telling))
	}
	return fmt.Sprint(out, c.People, c.Steps, c.Ended)
}

// knownThings are things as one may know them from whom some people are hidden.
type knownThings []link.Thing

func without(things []link.Thing, hidden map[string]bool) knownThings {
	var out knownThings
	for i, t := range things {
		if t.Common() {
			continue
		}
		t.ID = fmt.Sprintf("%03d", i)
		t.Holders = slices.DeleteFunc(slices.Clone(t.Holders), func(h link.Holder) bool { return hidden[h.Person] })
		t.Count = len(t.Holders)
		out = append(out, t)
	}
	return out
}

// Things are those of people (link.Near).
func (k knownThings) Things(people []string) ([]link.Thing, error) {
	return slices.DeleteFunc(slices.Clone(k), func(t link.Thing) bool {
		return !slices.ContainsFunc(t.Holders, func(h link.Holder) bool { return slices.Contains(people, h.Person) })
	}), nil
}
