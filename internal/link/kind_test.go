package link

import (
	"fmt"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

func day(s string) time.Time {
	d, err := core.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d.Time
}

// seen is a trait that logs saw from one day to another.
func seen(who string, kind core.TraitKind, from, to string) core.Trait {
	t := trait(who, kind, "x", 9)
	t.First, t.Last = day(from), day(to)
	return t
}

func TestAThingPointsAtWhoHadItForItsTimeOnly(t *testing.T) {
	f := func(name string, a, b core.Trait, links int) {
		t.Helper()
		people := folder(person(a.Person), person(b.Person))
		if r := Build(people, []core.Trait{a, b}, core.NewSink(catalogue(t))); len(r.Links) != links {
			t.Errorf("%s: %d links, want %d", name, len(r.Links), links)
		}
	}
	spring := seen("a", core.TraitIP, "2026-01-01", "2026-03-01")
	f("a line within the month", spring, seen("b", core.TraitIP, "2026-03-31", "2026-06-01"), 1)
	f("a line given to somebody else later", spring, seen("b", core.TraitIP, "2026-04-02", "2026-06-01"), 0)
	f("either way round", seen("a", core.TraitIP, "2026-04-02", "2026-06-01"), seen("b", core.TraitIP, "2026-01-01", "2026-03-01"), 0)
	f("an account after years", seen("a", core.TraitBank, "2019-01-01", "2019-02-01"), seen("b", core.TraitBank, "2026-01-01", "2026-02-01"), 1)
	f("a telephone number after years", seen("a", core.TraitPhone, "2019-01-01", "2019-02-01"), seen("b", core.TraitPhone, "2026-01-01", "2026-02-01"), 0)
	f("when it was is not known", trait("a", core.TraitIP, "x", 9), seen("b", core.TraitIP, "2026-04-02", "2026-06-01"), 1)
}

func TestEveryKindHasATimeAndAWeight(t *testing.T) {
	for kind, r := range rules {
		if r.holds <= 0 || r.telling < 1 || r.telling > 100 {
			t.Errorf("%s: %+v", kind, r)
		}
	}
}

func TestWhatMoreHaveTellsLess(t *testing.T) {
	last := 101
	for holders := 2; holders < CommonFrom; holders++ {
		got := telling(usual{}.weight(core.TraitBank), holders)
		if got > last || got < 1 {
			t.Errorf("%d holders tell %d, fewer told %d", holders, got, last)
		}
		last = got
	}
	if two, five := telling(usual{}.weight(core.TraitBank), 2), telling(usual{}.weight(core.TraitBank), 5); two != 90 || five != 22 {
		t.Errorf("two holders tell %d, five %d", two, five)
	}
	// Where every second line is shared, sharing one tells half as much.
	var groups []group
	for i := range enoughToLearn {
		g := group{trait("a", core.TraitIP, fmt.Sprint(i), 9)}
		if i%2 == 0 {
			g = append(g, trait("b", core.TraitIP, fmt.Sprint(i), 9))
		}
		groups = append(groups, g)
	}
	if rare, often := telling(usual{}.weight(core.TraitIP), 2), telling(learn(groups).weight(core.TraitIP), 2); often*2 != rare {
		t.Errorf("a line tells %d where it is rare and %d where it is usual", rare, often)
	}
}
