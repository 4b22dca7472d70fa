package evaluation

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

var zero = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

func standing(id string, l core.Level, sum int) core.Assessment {
	return core.NewAssessment(id, l, []core.Term{{Finding: id + "1", Signal: "I04", Counted: sum}}, nil, nil)
}

func seen(day int, list ...core.Assessment) Standing {
	s := Standing{Day: zero.AddDate(0, 0, day), Assessments: map[string]core.Assessment{}}
	for _, a := range list {
		s.Assessments[a.Person()] = a
	}
	return s
}

func TestDaysCountFromTheFirstClue(t *testing.T) {
	tr := Trial{People: 3, Days: 30, Parts: []Part{{Person: "a", Kind: "k", First: zero.AddDate(0, 0, 2)}}}
	tr.See(seen(1, standing("a", core.LevelReview, 400))) // before the story: not its merit
	tr.See(seen(2, standing("a", core.LevelNone, 0)))
	tr.See(seen(5, standing("a", core.LevelAsk, 100)))
	tr.See(seen(9, standing("a", core.LevelReview, 400)))
	want := map[core.Level]int{core.LevelAsk: 3, core.LevelReview: 7}
	if diff := cmp.Diff(want, tr.Parts[0].Reached); diff != "" {
		t.Error(diff)
	}
}

func TestAnHonestPersonIsOneFalseAlarmHoweverLongItLasts(t *testing.T) {
	tr := Trial{World: "w", People: 1000, Days: 304, Parts: []Part{{Person: "a", Kind: "bad"}, {Person: "b", Kind: "good", Innocent: true}}}
	for day := range 3 {
		tr.See(seen(day, standing("a", core.LevelReview, 400), standing("b", core.LevelReview, 330), standing("c", core.LevelUrgent, 700)))
	}
	r := Summarise([]Trial{tr})
	if r.Large.Alarms != 2 || r.All.PersonMonths != 9990 || r.Innocences[0].Alarms != 1 {
		t.Errorf("got %+v, %+v", r.Large, r.Innocences)
	}
}

func TestWhoWasNeverFoundMakesTheMedianLate(t *testing.T) {
	parts := []Part{{Reached: map[core.Level]int{core.LevelReview: 1}}, {}, {Reached: map[core.Level]int{core.LevelReview: 4}}}
	if d, never := medianDays(parts, core.LevelReview); d != 4 || never {
		t.Errorf("got %d, %v", d, never)
	}
	if _, never := medianDays(parts[:2], core.LevelReview); !never {
		t.Error("one of two never found, and the median says found")
	}
}

func TestEqualsShareTheWorsePlace(t *testing.T) {
	got := ranked(seen(0, standing("a", core.LevelReview, 400), standing("b", core.LevelAsk, 500), standing("c", core.LevelAsk, 500)).Assessments)
	if diff := cmp.Diff(map[string]int{"a": 1, "b": 3, "c": 3}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatASourceWasWorth(t *testing.T) {
	trial := func(missing string, l core.Level) Trial {
		return Trial{World: "w", Seed: 1, Missing: missing, People: 10, Days: 30, Parts: []Part{{Person: "a", Kind: "k", Last: l}}}
	}
	r := Summarise([]Trial{trial("", core.LevelUrgent), trial("mdm", core.LevelAsk), trial("vpn", core.LevelReview)})
	if diff := cmp.Diff([]string{"k"}, r.Missing[0].Lost); diff != "" || r.Missing[1].Lost != nil {
		t.Errorf("got %+v", r.Missing)
	}
}
