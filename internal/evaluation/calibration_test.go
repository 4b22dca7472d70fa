package evaluation

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestBinsCountEverybodyOnTheLastDay(t *testing.T) {
	tr := Trial{World: "w", People: 4, Days: 30, Parts: []Part{{Person: "a", Kind: "k"}, {Person: "b", Kind: "good", Innocent: true}}}
	tr.See(seen(1, standing("a", core.LevelNone, 0), standing("b", core.LevelNone, 0), standing("c", core.LevelNone, 0), standing("d", core.LevelNone, 0)))
	tr.See(seen(9, standing("a", core.LevelReview, 400), standing("b", core.LevelReview, 340), standing("c", core.LevelNone, 0), standing("d", core.LevelNone, 40)))
	r := Summarise([]Trial{tr})
	got := map[int][2]int{}
	for _, b := range r.Bins {
		if b.People > 0 {
			got[b.From] = [2]int{b.People, b.True}
		}
	}
	if len(got) != 3 || got[0] != [2]int{1, 0} || got[1] != [2]int{1, 0} || got[320] != [2]int{2, 1} {
		t.Errorf("%v", got)
	}
}

func TestWhatASumImpliesFollowsBayesRule(t *testing.T) {
	all := []Bin{{From: 0, People: 90}, {From: 80, People: 10, True: 10, Sum: 10 * 230}}
	if got := implied(all[1], all); got < 0.52 || got > 0.54 { // odds 1 to 9, times e^2.3
		t.Errorf("%.3f", got)
	}
	if got := implied(Bin{}, all); got != 0 {
		t.Errorf("an empty bin implies %.3f", got)
	}
}
