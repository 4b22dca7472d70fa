package sigma

import "testing"

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		part       timePart
		want       float64
		ok         bool
	}{
		{"the hour as written, whatever the zone", "2026-05-01T23:15:00-07:00", partHour, 23, true},
		{"a blank for the T", "2026-05-01 23:15", partMinute, 15, true},
		{"a date has a day", "2026-05-31", partDay, 31, true},
		{"a date has no hour", "2026-05-31", partHour, 0, false},
		{"weeks as in ISO 8601", "2027-01-01T00:00:00Z", partWeek, 53, true},
		{"Unix seconds in UTC", "1777590000", partHour, 23, true},
		{"Unix milliseconds", "1777590000000", partMonth, 4, true},
		{"a small number is no time", "42", partDay, 0, false},
		{"a day that does not exist", "2026-04-31", partDay, 0, false},
		{"an hour that does not exist", "2026-04-30T24:00:00Z", partDay, 0, false},
		{"another order", "31/04/2026 10:00:00", partDay, 0, false},
		{"a broken time", "2026-04-30T1", partDay, 0, false},
		{"no time", "", partDay, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := c.part.of(c.text); ok != c.ok || got != c.want && ok {
				t.Errorf("%v, %v; want %v, %v", got, ok, c.want, c.ok)
			}
		})
	}
}
