package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Aside says that somebody's questions need no case: they leave the lists of what is to be done, with a class and a reason. It
// holds for what was known then; with anything new the person is back, and anybody who sees him may bring him back.
type Aside struct {
	ID, Person string
	By, Name   string // user, and the name when read
	At         time.Time
	Class      Class
	Reason     string
	Known      string `json:"-"` // Row.Known when whoever sets aside was shown the person; "" when that was now
}

// AsideClasses are the classes of explanation with which questions are set aside.
var AsideClasses = []Class{Ordinary, DataError, Allowed, Unresolved}

// Check reports what is missing.
func (a Aside) Check() error {
	return first(says(len(a.Reason) <= MaxText, "too_long"), says(has(AsideClasses, a.Class), "no_class"), says(enough(a.Reason), "short_reason"))
}

// SetAside sets a person's questions aside when no case that the actor sees is open about him.
func (d Desk) SetAside(ctx context.Context, who access.Actor, a Aside, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	if err := a.Check(); err != nil {
		return err
	}
	a.By, a.At = who.User, now
	if a.ID == "" {
		var err error
		if a.ID, err = access.NewID("x-", d.Random); err != nil {
			return err
		}
	}
	detail, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("set aside: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "person.aside", Object: a.Person, Why: string(a.Class)}, detail, func(w Writer) error {
		rows, err := w.PeopleByID(who, []string{a.Person})
		if err != nil {
			return err
		}
		if len(rows) != 1 {
			return core.ErrNotFound
		}
		if word := rows[0].CannotSetAside(); word != "" {
			return refused(word)
		}
		if a.Known != "" && a.Known != rows[0].Known {
			return refused("many_news")
		}
		return w.PutAside(a)
	})
}

// CannotSetAside is the word for why a person of the queue is not set aside; "" when he can be.
func (r Row) CannotSetAside() string {
	switch {
	case r.Case != "":
		return "many_has_case"
	case r.Aside:
		return "many_aside"
	case len(r.Why) == 0:
		return "many_no_question"
	}
	return ""
}

// BringBack puts somebody who was set aside into the lists again.
func (d Desk) BringBack(ctx context.Context, who access.Actor, person string, now time.Time) error {
	if !access.May(who, access.WorkCases) {
		return core.ErrNotFound
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "person.bring_back", Object: person}, nil, func(w Writer) error {
		a, err := w.AsideOf(who, person)
		if err != nil {
			return err
		}
		return w.EndAside(a.ID, now)
	})
}
