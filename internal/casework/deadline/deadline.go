// Package deadline is by when something of a case is due: the next step its holder sets himself, and the times that a person
// concerned can count on.
package deadline

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Kind is what comes due.
type Kind string

// The kinds.
const (
	Step    Kind = "step"    // what the holder of the case does next
	Contest Kind = "contest" // the person concerned contests: somebody else looks at it again
	Access  Kind = "access"  // the person concerned asks for his data
)

// Kinds lists them.
var Kinds = []Kind{Step, Contest, Access}

// ContestDays is within how many working days a contest is answered.
const ContestDays = 5

// WorkingDays is the end (UTC) of the n-th working day after a day. Working days are Monday to Friday; public holidays differ by
// country and region and are not known here, so that the answer may be due earlier than the law says, never later.
func WorkingDays(from time.Time, n int) time.Time {
	day := start(from)
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if working(day) {
			n--
		}
	}
	return end(day)
}

// Month is the end (UTC) of the month within which a request for one's data is answered (GDPR art. 12(3)), counted as Regulation
// (EEC, Euratom) No 1182/71 art. 3 counts: to the same date of the next month, else its last day; when that is a Saturday or a
// Sunday, to the working day after it.
func Month(from time.Time) time.Time {
	day := start(from)
	next := time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	last := next.AddDate(0, 1, -1).Day()
	due := next.AddDate(0, 0, min(day.Day(), last)-1)
	for !working(due) {
		due = due.AddDate(0, 0, 1)
	}
	return end(due)
}

// LastWorkingDay is the start of the last working day up to a day.
func LastWorkingDay(day time.Time) time.Time {
	for day = start(day); !working(day); day = day.AddDate(0, 0, -1) {
	}
	return day
}

func start(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

func end(day time.Time) time.Time { return day.Add(24*time.Hour - time.Second) }

func working(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// Due is when something is due: a step on the day given, the others counted from it.
func Due(k Kind, day time.Time) (time.Time, error) {
	switch k {
	case Step:
		return end(start(day)), nil
	case Contest:
		return WorkingDays(day, ContestDays), nil
	case Access:
		return Month(day), nil
	}
	return time.Time{}, fmt.Errorf("%w: deadline_kind", core.ErrInvalid)
}

// Deadline is one thing that is due in a case.
type Deadline struct {
	ID, Case string
	Kind     Kind
	Text     string // in the holder's words
	By       string
	Set, Due time.Time
	Done     time.Time
	Name     string // of the person concerned, when read for a list
}

// Overdue reports whether the day has passed.
func (d Deadline) Overdue(now time.Time) bool { return d.Done.IsZero() && now.After(d.Due) }

// MaxText bounds the words, in bytes.
const MaxText = 1 << 10

// Check reports what is missing. A step lies ahead; what is counted began in the past, and within a year.
func (d Deadline) Check(day time.Time) error {
	today := start(d.Set)
	switch {
	case strings.TrimSpace(d.Text) == "":
		return fmt.Errorf("%w: deadline_text", core.ErrInvalid)
	case len(d.Text) > MaxText:
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	case d.Kind == Step && (day.Before(today) || day.After(today.AddDate(1, 0, 0))):
		return fmt.Errorf("%w: deadline_day", core.ErrInvalid)
	case d.Kind != Step && (day.After(d.Set) || day.Before(today.AddDate(-1, 0, 0))):
		return fmt.Errorf("%w: deadline_since", core.ErrInvalid)
	}
	return nil
}
