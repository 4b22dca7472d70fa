package casework

import (
	"fmt"
	"slices"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"pgregory.net/rapid"
)

func waiting(id string, level core.Level, stage core.Stage, signal string, sum int) Person {
	return Person{ID: id, Level: level, Stage: stage, Score: sum, Questions: []Question{{Signal: signal}}}
}

// A thousand times a hundred people who are all more urgent and have higher sums than the one who is planted: he stays among
// the first ten.
func TestT28AHundredThousandDecoysDoNotPushThePlantedCaseAway(t *testing.T) {
	for name, decoy := range map[string]func(i int) Person{
		"the same application": func(i int) Person {
			return waiting(fmt.Sprintf("d-%06d", i), core.LevelUrgent, core.Application, "A02", 2000)
		},
		"applications of many kinds": func(i int) Person {
			return waiting(fmt.Sprintf("d-%06d", i), core.LevelUrgent, core.Stages[i%2], fmt.Sprintf("A%03d", i%700), 2000+i)
		},
		"staff with one noisy signal": func(i int) Person {
			return waiting(fmt.Sprintf("d-%06d", i), core.LevelReview, core.Employed, "H01", 2000)
		},
	} {
		people := []Person{waiting("planted", core.LevelReview, core.Employed, "H08", 300)}
		for i := range 100_000 {
			people = append(people, decoy(i))
		}
		if at := slices.Index(Turns(people), "planted"); at >= 10 {
			t.Errorf("%s: the planted one is number %d", name, at+1)
		}
	}
}

// Whoever is first of his level and door is among the first ten, whatever else there is.
func TestT28TheFirstOfALevelAndDoorIsAmongTheFirstTen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "people")
		people := make([]Person, n)
		for i := range people {
			people[i] = waiting(fmt.Sprintf("p-%d", i), rapid.SampledFrom(core.Levels).Draw(t, "level"), rapid.SampledFrom(core.Stages).Draw(t, "stage"),
				rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "signal"), rapid.IntRange(0, 900).Draw(t, "sum"))
		}
		type group struct {
			level  core.Level
			inside bool
		}
		best := map[group]Person{}
		for _, p := range people {
			g := group{p.Level, door(p.Stage)}
			if b, ok := best[g]; p.Level != core.LevelNone && (!ok || p.Score > b.Score || p.Score == b.Score && p.ID < b.ID) {
				best[g] = p
			}
		}
		order := Turns(people)
		if len(order) != n {
			t.Fatalf("%d of %d have a turn", len(order), n)
		}
		for g, p := range best {
			if at := slices.Index(order, p.ID); at >= 10 {
				t.Fatalf("the first of %+v is number %d", g, at+1)
			}
		}
	})
}

func TestTurnsDoNotDependOnTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var people []Person
		for i := range rapid.IntRange(0, 40).Draw(t, "people") {
			people = append(people, waiting(fmt.Sprint(i), rapid.SampledFrom(core.Levels).Draw(t, "level"), core.Employed, rapid.SampledFrom([]string{"A", "B"}).Draw(t, "signal"), rapid.IntRange(0, 3).Draw(t, "sum")))
		}
		if a, b := Turns(people), Turns(rapid.Permutation(people).Draw(t, "other order")); !slices.Equal(a, b) {
			t.Fatalf("%v\n%v", a, b)
		}
	})
}

func TestUrgentComesFirstWhereFewWait(t *testing.T) {
	people := []Person{
		waiting("none", core.LevelNone, core.Employed, "A", 0), waiting("ask", core.LevelAsk, core.Employed, "A", 100),
		waiting("review", core.LevelReview, core.Employed, "A", 300), waiting("urgent", core.LevelUrgent, core.Employed, "A", 900), waiting("urgent-2", core.LevelUrgent, core.Employed, "A", 800),
	}
	if got := fmt.Sprint(Turns(people)); got != "[urgent urgent-2 review ask none]" {
		t.Error(got)
	}
}
