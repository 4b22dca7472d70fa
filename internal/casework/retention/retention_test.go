package retention

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"pgregory.net/rapid"
)

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestNothingIsErasedBeforeItCouldBeSeen(t *testing.T) {
	for name, c := range map[string]struct {
		last    time.Duration // before now; 0: there was none
		since   time.Duration
		due     bool
		erases  bool
		renewed bool
	}{
		"the first pass":                   {0, 0, true, false, true},
		"an hour after the last":           {time.Hour, 30 * 24 * time.Hour, false, false, false},
		"a day after, seen for long":       {25 * time.Hour, 30 * 24 * time.Hour, true, true, false},
		"a day after, seen for six days":   {24 * time.Hour, 6 * 24 * time.Hour, true, false, false},
		"after a weekend without a server": {70 * time.Hour, 30 * 24 * time.Hour, true, true, false},
		"after a pause of a week":          {7 * 24 * time.Hour, 30 * 24 * time.Hour, true, false, true},
		"the clock was set back":           {-time.Hour, 30 * 24 * time.Hour, true, false, true},
	} {
		var last Pass
		if c.last != 0 {
			last = Pass{At: start.Add(-c.last), Since: start.Add(-c.since), Ended: start.Add(-c.last)}
		}
		next, due := Next(last, start)
		if due != c.due || due && (next.Erases(start) != c.erases || next.Since.Equal(start) != c.renewed) {
			t.Errorf("%s: due %v, %+v", name, due, next)
		}
	}
}

// However passes, pauses and clocks fall: whatever is erased could be seen for Notice, in passes without a pause between them.
func TestWhatIsErasedCouldAlwaysBeSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, last := start, Pass{}
		var passes []time.Time // without a pause
		for range rapid.IntRange(1, 40).Draw(t, "ticks") {
			now = now.Add(time.Duration(rapid.IntRange(-3, 200).Draw(t, "hours")) * time.Hour)
			next, due := Next(last, now)
			if !due {
				continue
			}
			if n := len(passes); n > 0 && (now.Sub(passes[n-1]) > Pause || now.Before(passes[n-1])) {
				passes = nil
			}
			passes = append(passes, now)
			if next.Erases(now) && now.Sub(passes[0]) < Notice {
				t.Fatalf("erased at %v, and shown only since %v", now, passes[0])
			}
			next.Ended = now
			last = next
		}
	})
}

func TestAnApplicationEndsWithItsLastDay(t *testing.T) {
	for want, days := range map[string][]casework.Day{
		"":           {{What: "hired", On: "2026-03-01"}, {What: "applied", On: "soon"}},
		"2026-01-06": {{What: "applied", On: "2026-01-05"}},
		"2026-02-03": {{What: "applied", On: "2026-01-05"}, {What: "offered", On: "2026-02-02"}, {What: "started", On: "2026-04-01"}},
	} {
		at, ok := LastDay(days)
		if ok != (want != "") || ok && at.Format(time.DateOnly) != want {
			t.Errorf("%v: %v %v, want %q", days, at, ok, want)
		}
	}
}

func TestTheShorterPeriod(t *testing.T) {
	for p, want := range map[Periods]int{{}: 0, {365, 180}: 180, {30, 180}: 30, {0, 180}: 180, {30, 0}: 30} {
		if got := p.Shorter(); got != want {
			t.Errorf("%+v: %d, want %d", p, got, want)
		}
	}
}
