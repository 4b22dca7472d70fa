package link

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func said(day int, same bool, a, b string) Statement {
	return Statement{At: time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC), Same: same, A: a, B: b, Because: "asked both"}
}

func TestResolve(t *testing.T) {
	f := func(name string, a, b string, same bool, open int, all ...Statement) {
		t.Helper()
		p := Resolve(all)
		if p.Same(a, b) != same || p.Same(b, a) != same || len(p.Open) != open {
			t.Errorf("%s: same %v, %d open", name, p.Same(a, b), len(p.Open))
		}
	}
	f("nothing was said", "a", "b", false, 0)
	f("one person", "a", "b", true, 0, said(1, true, "b", "a"))
	f("carried on", "a", "c", true, 0, said(1, true, "a", "b"), said(2, true, "b", "c"))
	f("taken back", "a", "b", false, 0, said(1, true, "a", "b"), said(2, false, "b", "a"))
	f("taken back, and said again", "a", "b", true, 0, said(1, true, "a", "b"), said(2, false, "b", "a"), said(3, true, "a", "b"))
	f("two persons are not joined by way of a third", "a", "c", false, 1, said(1, true, "a", "b"), said(2, true, "b", "c"), said(3, false, "a", "c"))
	f("what was said first holds", "a", "b", true, 1, said(1, true, "a", "b"), said(2, true, "b", "c"), said(3, false, "a", "c"))
	f("of one moment, apart", "a", "b", false, 0, said(1, true, "a", "b"), said(1, false, "a", "b"))
	f("oneself", "a", "a", true, 0, said(1, false, "a", "a"))
}

func drawStatements(t *rapid.T) (all []Statement) {
	for range rapid.IntRange(0, 12).Draw(t, "statements") {
		id := func(name string) string { return fmt.Sprint(rapid.IntRange(0, 5).Draw(t, name)) }
		all = append(all, said(rapid.IntRange(1, 4).Draw(t, "day"), rapid.Bool().Draw(t, "same"), id("a"), id("b")))
	}
	return all
}

func TestTheOrderOfStatementsMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawStatements(t)
		want := Resolve(all)
		mixed := append([]Statement{}, append(all, all...)...)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		got := Resolve(mixed)
		if diff := cmp.Diff(want.person, got.person); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want.Open, got.Open); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhoWasSaidToBeTwoIsTwo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Resolve(drawStatements(t))
		for key := range p.apart {
			if p.Same(key[0], key[1]) {
				t.Fatalf("%v are one", key)
			}
		}
	})
}

// Whatever was merged comes apart again by one statement each, back to where it was.
func TestEveryMergeCanBeTakenBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawStatements(t)
		for _, s := range all {
			all = append(all, said(9, false, s.A, s.B))
		}
		if p := Resolve(all); len(p.person) != 0 || len(p.Open) != 0 {
			t.Fatalf("still one: %v", p.person)
		}
	})
}
