package deadline

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"pgregory.net/rapid"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestWhenThingsAreDue(t *testing.T) {
	for _, c := range []struct {
		kind       Kind
		from, want string
	}{
		{Step, "2026-11-21", "2026-11-21"},
		{Contest, "2026-11-20", "2026-11-27"}, // Friday to Friday
		{Contest, "2026-11-21", "2026-11-27"}, // a Saturday counts from Monday
		{Contest, "2026-11-23", "2026-11-30"},
		{Access, "2026-11-20", "2026-12-21"}, // the 20th is a Sunday
		{Access, "2026-01-31", "2026-03-02"}, // 28 February is a Saturday
		{Access, "2024-01-31", "2024-02-29"}, // a leap year
		{Access, "2026-12-15", "2027-01-15"},
	} {
		got, err := Due(c.kind, day(c.from).Add(11*time.Hour))
		if err != nil || got != day(c.want).Add(24*time.Hour-time.Second) {
			t.Errorf("%s from %s: %v, want the end of %s (%v)", c.kind, c.from, got, c.want, err)
		}
	}
	if _, err := Due("soon", day("2026-11-20")); !errors.Is(err, core.ErrInvalid) {
		t.Errorf("%v", err)
	}
	if got := LastWorkingDay(day("2026-11-22")); got != day("2026-11-20") {
		t.Errorf("the last working day up to Sunday: %v", got)
	}
}

// However the days fall: five working days take no less than five days and no more than eight, end on a working day, and never run back as
// the start moves on.
func TestWorkingDaysNeverRunBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day("2026-01-01").AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "day"))
		got := WorkingDays(from, ContestDays)
		if n := int(got.Sub(from).Hours() / 24); n < 5 || n > 8 || !working(start(got)) {
			t.Fatalf("%v: %v, %d days", from, got, n)
		}
		if next := WorkingDays(from.AddDate(0, 0, 1), ContestDays); next.Before(got) {
			t.Fatalf("%v: %v, a day later %v", from, got, next)
		}
		if m := Month(from); m.Before(from.AddDate(0, 0, 28)) || m.After(from.AddDate(0, 0, 34)) || !working(start(m)) {
			t.Fatalf("a month from %v: %v", from, m)
		}
	})
}

func TestWhatADeadlineNeeds(t *testing.T) {
	now := day("2026-11-20").Add(9 * time.Hour)
	for name, c := range map[string]struct {
		d    Deadline
		day  string
		word string
	}{
		"a step today":               {Deadline{Kind: Step, Text: "Call the school"}, "2026-11-20", ""},
		"a step in the past":         {Deadline{Kind: Step, Text: "Call the school"}, "2026-11-19", "deadline_day"},
		"a contest that came in":     {Deadline{Kind: Contest, Text: "By letter"}, "2026-11-20", ""},
		"a contest that is to come":  {Deadline{Kind: Contest, Text: "By letter"}, "2026-11-21", "deadline_since"},
		"a request years ago":        {Deadline{Kind: Access, Text: "By mail"}, "2024-11-21", "deadline_since"},
		"nothing said":               {Deadline{Kind: Step, Text: " "}, "2026-11-20", "deadline_text"},
		"more than a page to say it": {Deadline{Kind: Step, Text: strings.Repeat("x", MaxText+1)}, "2026-11-20", "too_long"},
	} {
		c.d.Set = now
		if err := c.d.Check(day(c.day)); c.word == "" && err != nil || c.word != "" && (!errors.Is(err, core.ErrInvalid) || !strings.HasSuffix(err.Error(), c.word)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
