// Package payment is the gate before payday: changes of the account that somebody is paid to, held until a call-back and released
// after it, by two people each time.
package payment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/core"
)

// Act is what is done about a change.
type Act string

// The acts.
const (
	Hold    Act = "hold"    // not paid to the new account until somebody was called back
	Release Act = "release" // paid to it again
)

// Move is an act that somebody proposed, and what a second person made of it.
type Move struct {
	ID, Change string
	Act        Act
	Digest     string // of exactly what was proposed
	By, ByName string // names when read
	At         time.Time
	Reason     string
	Second     string
	SecondName string
	Decided    time.Time
	Agreed     bool
}

// Open reports whether the second person is awaited.
func (m Move) Open() bool { return m.Decided.IsZero() }

// Line is a change with what was done about it.
type Line struct {
	casework.AccountChange
	Name, Title string
	Moves       []Move // in the order proposed
}

// Held reports whether the last thing agreed on is to hold.
func (l Line) Held() bool {
	held := false
	for _, m := range l.Moves {
		if m.Agreed {
			held = m.Act == Hold
		}
	}
	return held
}

// Pending is the move that awaits a second person; nil when there is none.
func (l Line) Pending() *Move {
	for i := range l.Moves {
		if l.Moves[i].Open() {
			return &l.Moves[i]
		}
	}
	return nil
}

// Digest binds an act to the change as it was looked at and to everything done about it before: agreement to one cannot be used for
// another, for a change that reads differently since, or a second time.
func (l Line) Digest(act Act) (string, error) {
	done := []string{}
	for _, m := range l.Moves {
		if !m.Open() {
			done = append(done, m.ID)
		}
	}
	doc, err := json.Marshal(struct {
		Act    Act
		ID     string
		Person string
		At     int64
		Change casework.AccountChange
		Done   []string
	}{act, l.ID, l.Person, l.At.UnixMicro(), l.AccountChange, done})
	if err != nil {
		return "", fmt.Errorf("payment: %w", err)
	}
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:]), nil
}

// Propose makes a move, when it is possible now and says why: for a release, who was called back on a number known before.
func (l Line) Propose(id string, act Act, by, reason string, at time.Time) (Move, error) {
	refuse := func(kind error, word string) (Move, error) { return Move{}, fmt.Errorf("%w: %s", kind, word) }
	switch {
	case act != Hold && act != Release:
		return refuse(core.ErrInvalid, "pay_act")
	case len(strings.Fields(reason)) < casework.MinWords:
		return refuse(core.ErrInvalid, "short_reason")
	case len(reason) > casework.MaxText:
		return refuse(core.ErrInvalid, "too_long")
	case l.Pending() != nil:
		return refuse(core.ErrConflict, "pay_pending")
	case act == Hold && l.Held():
		return refuse(core.ErrConflict, "pay_held")
	case act == Release && !l.Held():
		return refuse(core.ErrConflict, "pay_not_held")
	}
	digest, err := l.Digest(act)
	return Move{ID: id, Change: l.ID, Act: act, Digest: digest, By: by, At: at, Reason: strings.TrimSpace(reason)}, err
}

// Decide is the second person's yes or no. Whoever proposed may take it back, and not agree.
func (l Line) Decide(move, by string, agree bool, at time.Time) (Move, error) {
	p := l.Pending()
	if p == nil || p.ID != move {
		return Move{}, fmt.Errorf("%w: pay_gone", core.ErrConflict)
	}
	if agree && p.By == by {
		return Move{}, fmt.Errorf("%w: pay_same", core.ErrConflict)
	}
	digest, err := l.Digest(p.Act)
	if err != nil {
		return Move{}, err
	}
	if agree && digest != p.Digest {
		return Move{}, fmt.Errorf("%w: pay_changed", core.ErrConflict)
	}
	m := *p
	m.Second, m.Decided, m.Agreed = by, at, agree
	return m, nil
}

// Cutoff gives the last and the next end of the day from which a change no longer reaches the next pay: the last working day up to a
// day of the month, or up to its last day when the month is shorter.
func Cutoff(now time.Time, day int) (last, next time.Time) {
	of := func(months int) time.Time {
		first := time.Date(now.UTC().Year(), now.UTC().Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		end := first.AddDate(0, 1, -1).Day()
		return deadline.LastWorkingDay(first.AddDate(0, 0, min(day, end)-1)).Add(24*time.Hour - time.Second)
	}
	if here := of(0); now.After(here) {
		return here, of(1)
	}
	return of(-1), of(0)
}
