package web

import (
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// caseBeside is what stands below the way of a case: explanations, who is kept from it, who belongs to it, cases like it.
type caseBeside struct {
	Hypotheses []casework.Hypothesis
	Ordinary   bool // one of them is
	Waiting    *casework.Action
	Late       bool // the waiting action can no longer be approved
	Conflicts  []casework.Naming
	Members    []casework.Membership
	Member     bool
	Answers    []casework.Answer
	Unreviewed bool
	MayReview  bool
	Merged     []string
	Mine       []casework.Row // other cases that the actor holds
	Similar    []casework.Past
	Users      []access.Actor // who can be named
	names      map[string]string
}

func (s *site) caseBeside(r *request, c casework.Case, p casework.Person) (caseBeside, error) {
	b := caseBeside{
		Hypotheses: c.Hypotheses(), Conflicts: c.Conflicts(), Members: c.Members(), Member: c.Member(r.actor.User, r.now),
		Answers: c.Answers(), Unreviewed: c.Unreviewed(), MayReview: c.MayReview(r.actor.User), Merged: c.Merged(), names: map[string]string{},
	}
	b.Ordinary = slices.ContainsFunc(b.Hypotheses, func(h casework.Hypothesis) bool { return h.Ordinary })
	if a, ok := c.Waiting(); ok {
		b.Waiting, b.Late = &a, !r.now.Before(a.Ends)
	}
	err := s.Desk.Store.View(r.Context(), func(v casework.Reader) error {
		users, err := v.Users()
		for _, u := range users {
			b.names[u.User] = u.Name
			if u.User != r.actor.User {
				b.Users = append(b.Users, u)
			}
		}
		return err
	})
	if err != nil || !c.Viewed[r.actor.User] {
		return b, err
	}
	if b.Similar, err = s.Desk.Similar(r.Context(), r.actor, p); err != nil || c.Owner != r.actor.User {
		return b, err
	}
	if !access.May(r.actor, access.WorkCases) {
		return b, nil
	}
	// The list of his cases is part of this page, and no act of its own: an entry without an object would show to anybody.
	err = s.Desk.Store.View(r.Context(), func(v casework.Reader) error {
		mine, err := v.People(r.actor, casework.Filter{Whose: casework.Mine}, casework.Place{}, casework.MaxPage)
		b.Mine = slices.DeleteFunc(mine, func(row casework.Row) bool { return row.Case == c.ID || row.Case == "" })
		return err
	})
	return b, err
}

// Name is a user's name.
func (b caseBeside) Name(user string) string {
	if n := b.names[user]; n != "" {
		return n
	}
	return user
}

// Nameable are the users who may be named in conflict.
func (v caseView) Nameable() []access.Actor {
	return slices.DeleteFunc(slices.Clone(v.Beside.Users), func(u access.Actor) bool { return v.Case.InConflict(u.User) })
}

// Joinable are the users who may become members.
func (v caseView) Joinable() []access.Actor {
	return slices.DeleteFunc(slices.Clone(v.Beside.Users), func(u access.Actor) bool {
		return v.Case.InConflict(u.User) || slices.ContainsFunc(v.Beside.Members, func(m casework.Membership) bool { return m.Who == u.User && m.Until.IsZero() })
	})
}

// IsMine reports whether the actor holds the case, also when it is closed.
func (v caseView) IsMine() bool { return v.Case.Owner == v.Actor.User }

// MayJoin reports whether the actor may name members.
func (v caseView) MayJoin() bool {
	return v.IsMine() || slices.ContainsFunc(v.Beside.Members, func(m casework.Membership) bool { return m.Who == v.Actor.User && m.Until.IsZero() })
}

// CanPropose reports whether the actor may propose without holding the case: a named member who wrote a first view.
func (v caseView) CanPropose() bool {
	return !v.mine() && v.Beside.Member && v.Viewed() && v.Case.State != casework.Closed && v.Beside.Waiting == nil
}

// Ended reports whether a membership has ended.
func (v caseView) Ended(until time.Time) bool { return !until.IsZero() && !v.now.Before(until) }

// Open reports whether the case goes on.
func (v caseView) Open() bool { return v.Case.State != casework.Closed }

// Side is on which side of a hypothesis a finding was put.
func (v caseView) Side(h casework.Hypothesis, finding string) string {
	switch {
	case slices.Contains(h.For, finding):
		return "for"
	case slices.Contains(h.Against, finding):
		return "against"
	}
	return ""
}

// pick is a list of users to choose one from.
type pick struct {
	Label, Choose string
	Users         []access.Actor
}

// Pick offers whoever a form may name.
func (v caseView) Pick(label string) pick {
	users := v.Nameable()
	if label == "member_who" {
		users = v.Joinable()
	}
	return pick{v.W(label), v.W("choose"), users}
}
