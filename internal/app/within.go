package app

import "time"

// within reports whether something was done so short a time ago that it need not be done again. What lies ahead was dated by a clock that was wrong, and is
// done again: it would rest until that day otherwise.
func within(done time.Time, rest time.Duration, now time.Time) bool {
	return !done.IsZero() && !done.After(now) && now.Before(done.Add(rest))
}
