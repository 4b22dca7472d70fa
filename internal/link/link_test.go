package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

func both(s string) core.Text { return core.Text{EN: s, FR: s} }

func catalogue(t interface{ Fatal(...any) }) core.Catalogue {
	var all []core.Signal
	for _, id := range Signals() {
		all = append(all, core.Signal{ID: id, Family: core.FamilyLink, Stages: core.Stages, Strength: core.Strong, Why: both("why"),
			Title: both("title"), Question: both("question?"), Says: both("shares {value} with {others}"), Legal: both("legal"),
			Innocent: []core.Text{both("couple")}, Ask: []core.Text{both("ask")}, Sources: []core.Source{{Key: "T", Title: "t", Mark: "D"}}})
	}
	c, err := core.NewCatalogue(all)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func person(id string, change ...func(*core.Dossier)) *core.Dossier {
	d := &core.Dossier{ID: id, Stage: core.Employed, Input: "people/" + id + "/person.yaml"}
	for _, c := range change {
		c(d)
	}
	return d
}

func folder(ds ...*core.Dossier) map[string]*core.Dossier {
	m := map[string]*core.Dossier{}
	for _, d := range ds {
		m[d.ID] = d
	}
	return m
}

func trait(who string, kind core.TraitKind, value string, days int) core.Trait {
	return core.Trait{Person: who, Kind: kind, Value: value, Shown: value, Days: days,
		Evidence: []core.Evidence{{Input: "people/" + who + "/person.yaml", Line: 5, Field: string(kind), Value: value}}}
}

func raised(s *core.Sink) string {
	var out []string
	for _, f := range s.Findings() {
		out = append(out, f.Person()+":"+f.Signal().ID)
	}
	return strings.Join(out, " ")
}

func TestBuild(t *testing.T) {
	f := func(name string, people map[string]*core.Dossier, traits []core.Trait, findings string, links int) {
		t.Helper()
		out := core.NewSink(catalogue(t))
		r := Build(people, traits, out)
		if got := raised(out); got != findings {
			t.Errorf("%s: findings %q, want %q", name, got, findings)
		}
		if len(r.Links) != links {
			t.Errorf("%s: %d links, want %d", name, len(r.Links), links)
		}
	}
	a, b := person("a"), person("b")
	couple := person("c", func(d *core.Dossier) { d.Stated.Relations = []core.Relation{{Person: "a", Kind: "couple"}} })
	porto := person("d", func(d *core.Dossier) { d.Stated.Residence.City = "Porto" })
	lyon := person("e", func(d *core.Dossier) { d.Stated.Residence.City = "Lyon" })
	f("a phone of two strangers", folder(a, b), []core.Trait{trait("a", core.TraitPhone, "1", 0), trait("b", core.TraitPhone, "1", 0)}, "a:L01 b:L01", 1)
	f("a phone of a couple links but asks nothing", folder(a, couple), []core.Trait{trait("a", core.TraitPhone, "1", 0), trait("c", core.TraitPhone, "1", 0)}, "", 1)
	f("one person has it twice", folder(a, b), []core.Trait{trait("a", core.TraitPhone, "1", 0), trait("a", core.TraitPhone, "1", 0)}, "", 0)
	f("a line of two days is chance", folder(a, b), []core.Trait{trait("a", core.TraitIP, "x", 2), trait("b", core.TraitIP, "x", 9)}, "", 0)
	f("a line of many days is not", folder(a, b), []core.Trait{trait("a", core.TraitIP, "x", 3), trait("b", core.TraitIP, "x", 9)}, "a:L04 b:L04", 1)
	f("a line under two stated cities is the detector's question", folder(porto, lyon), []core.Trait{trait("d", core.TraitIP, "x", 3), trait("e", core.TraitIP, "x", 9)}, "", 1)
	f("an unknown person is nobody's neighbour", folder(a), []core.Trait{trait("a", core.TraitPhone, "1", 0), trait("z", core.TraitPhone, "1", 0)}, "", 0)

	var many []core.Trait
	crowd := map[string]*core.Dossier{}
	for i := range CommonFrom {
		id := fmt.Sprintf("p%d", i)
		crowd[id] = person(id)
		many = append(many, trait(id, core.TraitShipTo, "coworking", 0))
	}
	f("what many share says nothing", crowd, many, "", 0)
}

func TestReferralsAndSuccessors(t *testing.T) {
	a := person("a", func(d *core.Dossier) { d.Stated.ReferredBy = "b" })
	b := person("b", func(d *core.Dossier) { d.Stage = core.Leaving })
	c := person("c", func(d *core.Dossier) { d.Stage = core.Application })
	out := core.NewSink(catalogue(t))
	r := Build(folder(a, b, c), []core.Trait{trait("a", core.TraitShipTo, "1", 0), trait("b", core.TraitShipTo, "1", 0), trait("b", core.TraitBank, "9", 0), trait("c", core.TraitBank, "9", 0)}, out)
	if got, want := raised(out), "a:J07 a:L06 b:J07 b:L05 b:L06 c:K08 c:L05"; got != want {
		t.Errorf("findings %q, want %q", got, want)
	}
	if len(r.Clusters) != 1 || len(r.Clusters[0].Because) != 2 {
		t.Fatalf("clusters %v, want one of three people held by two links", r.Clusters)
	}
	if diff := cmp.Diff([]string{"a", "b", "c"}, r.Clusters[0].People); diff != "" {
		t.Error(diff)
	}
}

func TestTheGraphDoesNotDependOnTheOrderOfTraits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := map[string]*core.Dossier{}
		var traits []core.Trait
		kinds := []core.TraitKind{core.TraitPhone, core.TraitIP, core.TraitBank}
		for i := range rapid.IntRange(2, 8).Draw(t, "people") {
			id := fmt.Sprintf("p%d", i)
			people[id] = person(id)
			for range rapid.IntRange(0, 3).Draw(t, "traits") {
				traits = append(traits, trait(id, rapid.SampledFrom(kinds).Draw(t, "kind"), fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "value")), rapid.IntRange(0, 5).Draw(t, "days")))
			}
		}
		first := core.NewSink(catalogue(t))
		want := Build(people, traits, first)
		mixed := slices.Clone(traits)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		second := core.NewSink(catalogue(t))
		got := Build(people, mixed, second)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if raised(first) != raised(second) {
			t.Fatalf("findings %q, then %q", raised(first), raised(second))
		}
	})
}
