package link

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

// memory is things by who has them, and counts what it is asked.
type memory struct {
	things []Thing
	asked  int
}

func (m *memory) Things(people []string) ([]Thing, error) {
	m.asked++
	var out []Thing
	for _, t := range m.things {
		if !t.Common() && slices.ContainsFunc(t.Holders, func(h Holder) bool { return slices.Contains(people, h.Person) }) {
			out = append(out, t)
		}
	}
	return out, nil
}

func (m *memory) links() []core.Link {
	var out []core.Link
	for _, t := range m.things {
		out = append(out, t.named()...)
	}
	return out
}

// thing makes one that these people have.
func thing(id string, kind core.TraitKind, people ...string) Thing {
	t := Thing{ID: id, Kind: kind, Weight: rules[kind].telling, Count: len(people)}
	for _, p := range people {
		t.Holders = append(t.Holders, Holder{Person: p})
	}
	slices.SortFunc(t.Holders, func(a, b Holder) int { return cmp.Compare(a.Person, b.Person) })
	return t
}

// drawThings makes things of few kinds that few people have, some of them common.
func drawThings(t *rapid.T) []Thing {
	people := rapid.SliceOfNDistinct(rapid.IntRange(0, 25), 2, 8, rapid.ID[int])
	var out []Thing
	for i, n := range rapid.SliceOfN(people, 0, 25).Draw(t, "things") {
		var ids []string
		for _, p := range n {
			ids = append(ids, "p"+strconv.Itoa(p))
		}
		kind := rapid.SampledFrom([]core.TraitKind{core.TraitPhone, core.TraitIP, core.TraitBank}).Draw(t, "kind")
		out = append(out, thing(fmt.Sprintf("t%02d", i), kind, ids...))
	}
	return out
}

// Of all chains, that with the fewest links, and of those the one that Path takes, whichever end one begins from.
func TestTheChainIsTheShortestAndOfThoseTheMostTelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &memory{things: drawThings(t)}
		within := Bounds{Steps: rapid.IntRange(1, 8).Draw(t, "steps"), People: 1000}
		got, err := Between(m, "p0", "p1", within)
		if err != nil {
			t.Fatal(err)
		}
		want := shortest(m.links(), "p0", "p1")
		if len(want) > within.Steps {
			want = nil
			if got.Ended || got.Steps != within.Steps {
				t.Fatalf("a chain of %d links was not looked for, and it says %+v", within.Steps+1, got)
			}
		}
		if d := gocmp.Diff(want, got.Links); d != "" {
			t.Fatal(d)
		}
		if want == nil && got.Ended && shortest(m.links(), "p0", "p1") != nil {
			t.Fatal("it says that there is no chain at all, and there is one")
		}
	})
}

// A hub has no links, and its holders are never asked for.
func TestAHubOfFiftyThousandDoesNotBlowUp(t *testing.T) {
	hub := Thing{ID: "hub", Kind: core.TraitIP, Weight: 40, Count: 50_000}
	for i := range hub.Count {
		hub.Holders = append(hub.Holders, Holder{Person: "h" + strconv.Itoa(i)})
	}
	m := &memory{things: []Thing{hub, thing("x", core.TraitPhone, "h1", "h2")}}
	if n := testing.AllocsPerRun(1, func() { hub.Links(nil) }); n > 0 {
		t.Errorf("%.0f allocations for the links of a hub", n)
	}
	c, err := Between(m, "h1", "h40000", Usual)
	if err != nil || c.Links != nil || !c.Ended || c.People > 3 {
		t.Errorf("%+v %v", c, err)
	}
}

func TestASearchStopsWhereItIsToldToAndSaysSo(t *testing.T) {
	var line, star []Thing
	for i := range 10 {
		line = append(line, thing("t"+strconv.Itoa(i), core.TraitPhone, fmt.Sprintf("p%d", i), fmt.Sprintf("p%d", i+1)))
	}
	for i := range 600 {
		star = append(star, thing(fmt.Sprintf("a%d", i), core.TraitPhone, "a", fmt.Sprintf("x%d", i)), thing(fmt.Sprintf("b%d", i), core.TraitPhone, "b", fmt.Sprintf("y%d", i)))
	}
	for name, c := range map[string]struct {
		things []Thing
		a, b   string
		within Bounds
		want   Chain
	}{
		"too many links":  {line, "p0", "p7", Usual, Chain{People: 9, Steps: 6}},
		"a closed circle": {line, "p0", "elsewhere", Usual, Chain{People: 3, Steps: 2, Ended: true}},
		"too many people": {star, "a", "b", Bounds{Steps: 6, People: 500}, Chain{People: 602, Steps: 1}},
	} {
		if got, err := Between(&memory{things: c.things}, c.a, c.b, c.within); err != nil || gocmp.Diff(c.want, got) != "" {
			t.Errorf("%s: %s %v", name, gocmp.Diff(c.want, got), err)
		}
	}
	if got, err := Between(&memory{things: line}, "p0", "p6", Usual); err != nil || len(got.Links) != 6 {
		t.Errorf("six links: %+v %v", got, err)
	}
}
