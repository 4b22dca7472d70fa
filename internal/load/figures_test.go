package load

import (
	"errors"
	"testing"
	"time"
)

func TestTheNearestRankIsGiven(t *testing.T) {
	var took []time.Duration
	for i := range 100 {
		took = append(took, time.Duration(i+1)*time.Millisecond)
	}
	for percent, want := range map[int]time.Duration{50: 50 * time.Millisecond, 95: 95 * time.Millisecond, 99: 99 * time.Millisecond} {
		if got := quantile(took, percent); got != want {
			t.Errorf("p%d of 1 to 100 ms: %s", percent, got)
		}
	}
	if got := quantile(took[:1], 50); got != time.Millisecond {
		t.Errorf("of one: %s", got)
	}
}

func TestAPageThatIsSlowOrLargeOrFailsMissesItsGoal(t *testing.T) {
	for name, c := range map[string]struct {
		answer
		ok bool
	}{
		"quick":  {answer{"queue", 200 * time.Millisecond, 300_000, nil}, true},
		"slow":   {answer{"queue", 201 * time.Millisecond, 1, nil}, false},
		"large":  {answer{"queue", time.Millisecond, 300_001, nil}, false},
		"failed": {answer{"queue", time.Millisecond, 1, errors.New("503")}, false},
	} {
		got := figures([]answer{c.answer})
		if len(got) != 1 || got[0].OK != c.ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
