// Package retention is how long what is kept, and what happens when its time is over: closed cases and applications are erased by the
// server itself, some at a time, once whoever answers for data protection could see it coming; what must be kept longer is held, with a
// reason (GDPR art. 5(1)(e), 17(3)).
package retention

import (
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// Periods are the days that the company has decided on. Of what has none, nothing is erased.
type Periods struct {
	ClosedCases, Applications int
}

// Shorter is the shorter of those that there are; 0 when there is none.
func (p Periods) Shorter() int {
	if p.ClosedCases == 0 || p.Applications > 0 && p.Applications < p.ClosedCases {
		return p.Applications
	}
	return p.ClosedCases
}

// What the clock must have seen before anything is erased. Whoever answers for data protection can look for Notice at what will go, counted
// from the first of the passes that were made without a longer pause than Pause: neither an update, nor a server that stood still,
// nor a clock that jumped erases at once.
const (
	Every  = 24 * time.Hour
	Pause  = 3 * 24 * time.Hour
	Notice = 7 * 24 * time.Hour
	Ahead  = 30 * 24 * time.Hour // how far ahead it is shown what will go
)

// LeftFor is how long reminders that were sent are kept.
const LeftFor = 30 * 24 * time.Hour

// Cutoff is the moment up to which something must have ended for its days to be over.
func Cutoff(now time.Time, days int) time.Time { return now.UTC().AddDate(0, 0, -days) }

// Pass is one daily look at what is past its time.
type Pass struct {
	ID    string
	At    time.Time // it began
	Since time.Time // of the first pass of those without a pause
	Ended time.Time // zero: it was cut off, or goes on
	Done
}

// Done is what a pass erased.
type Done struct {
	Cases        int `json:"cases"`
	Applications int `json:"applications"`
	Details      int `json:"details"` // of entries of the ledger
	Files        int `json:"files"`   // beside the database
}

// Next is the pass that is due after the last one that ended; false when none is. It is zero when there was none.
func Next(last Pass, now time.Time) (Pass, bool) {
	if !last.Ended.IsZero() && now.Before(last.At.Add(Every)) && !now.Before(last.At) {
		return Pass{}, false
	}
	next := Pass{At: now, Since: last.Since}
	if last.Ended.IsZero() || last.away(now) {
		next.Since = now
	}
	return next, true
}

// away reports whether nobody looked for longer than a pause since the pass began, or whether the clock was set back.
func (p Pass) away(now time.Time) bool {
	since := now.Sub(p.At)
	return since > Pause || since < 0
}

// resumed is a pass that was cut off. After a pause it erases nothing more: what has come to an end meanwhile could not be seen.
func (p Pass) resumed(now time.Time) Pass {
	if p.away(now) {
		p.Since = now
	}
	return p
}

// Erases reports whether the pass may erase: it could be seen coming.
func (p Pass) Erases(now time.Time) bool { return !now.Before(p.Since.Add(Notice)) }

// Reason is why something is kept although its days are over.
type Reason string

// The reasons.
const (
	Contested Reason = "contest"  // the person's answer waits for its review
	Deadline  Reason = "deadline" // something is still due
	Police    Reason = "police"   // a report to the police was proposed or approved
	Officer   Reason = "officer"  // the data protection officer says so
)

// Kept is a closed case, with those that were merged into it, or an application.
type Kept struct {
	ID    string // number of the case, or id of the dossier
	Since time.Time
	Goes  time.Time // when it goes unless it is held
	Why   []Reason
	Holds []Hold // of the data protection officer, that have not ended
}

// MayLift reports whether the data protection officer can let go of what holds it: of everything but an answer that nobody reviewed.
func (k Kept) MayLift() bool {
	return slices.Contains(k.Why, Police) || slices.Contains(k.Why, Deadline)
}

// Goes is when something goes whose days began at since.
func Goes(since time.Time, days int, p Pass) time.Time {
	at := since.AddDate(0, 0, days)
	if seen := p.Since.Add(Notice); at.Before(seen) {
		return seen
	}
	return at
}

// HoldKind is what the data protection officer says.
type HoldKind string

// The kinds.
const (
	Holding HoldKind = "hold" // keep it until I say otherwise
	Lifting HoldKind = "lift" // what held it until now does not any more
)

// Hold is one of them.
type Hold struct {
	ID, About string
	Kind      HoldKind
	By, Name  string // user; his name when read
	At        time.Time
	Reason    string
}

// milestones are those that an application's days are counted from: the end of the latest of them.
var milestones = []string{"applied", "interviewed", "offered"}

// LastDay is when the last day of an application ended; false when its dossier says none.
func LastDay(days []casework.Day) (time.Time, bool) {
	var last time.Time
	for _, d := range days {
		at, err := time.Parse(time.DateOnly, d.On)
		if at = at.AddDate(0, 0, 1); err == nil && slices.Contains(milestones, d.What) && at.After(last) {
			last = at
		}
	}
	return last, !last.IsZero()
}

// Applies reports whether somebody is an applicant. Whoever was hired is none any more.
func Applies(s core.Stage) bool { return s == core.Application || s == core.Interview }
