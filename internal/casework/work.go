package casework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads for a viewer. Everything about people and cases goes through the wall: whoever is concerned, stands in the
// reporting line or is named as in conflict gets core.ErrNotFound, and is counted nothing.
type Reader interface {
	besideReader
	Person(viewer access.Actor, id string) (Person, error)
	People(viewer access.Actor, f Filter, at Place, limit int) ([]Row, error) // in turn; core.ErrNotFound when the place is gone
	PeopleIDs(viewer access.Actor, f Filter, at Place, limit int) ([]string, error)
	PeopleByID(viewer access.Actor, ids []string) ([]Row, error) // of these, in turn
	Tally(viewer access.Actor) (Tally, error)
	AsideOf(viewer access.Actor, person string) (Aside, error)     // as it holds now; core.ErrNotFound when none does
	CasesAbout(viewer access.Actor, person string) ([]Case, error) // newest first, without events
	Case(viewer access.Actor, id string) (Case, error)
	Cases(viewer access.Actor, q CaseQuery, after CasePlace, limit int) ([]CaseRow, error) // in order of change
	Changes(viewer access.Actor, after int64, limit int) ([]Change, int64, error)
	Candidates(from string, limit int) ([]Person, error) // application to hired, by id, from one on; without questions, level and score
	CountCandidates() (int, error)
	Company() (Company, error)
	Everybody() (int, error)                                      // how many people are known
	AccessLog(viewer access.Actor, scanned int) ([]Access, error) // newest first, of the last scanned entries
}

// Writer changes cases inside an act.
type Writer interface {
	Reader
	PutCase(Case, Event) error // the case as it is now, and the event that made it so
	PutAside(Aside) error
	EndAside(id string, now time.Time) error
	Tell(id string, role access.Role, word string, at time.Time) error // members of a case, or a role, but whom it concerns
	TellRole(role access.Role, but, word string, at time.Time) error   // everybody of a role but one user
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Desk is where an actor works on cases.
type Desk struct {
	Store    Store
	Random   io.Reader
	Browsing *Browsing // nil: no bound
}

// Seen is a person with what the viewer's work on him allows to show.
type Seen struct {
	Person Person
	Cases  []Case // that the viewer may see, newest first
	Open   *Case  // the newest that is not closed, with events
	Viewed bool   // the viewer wrote a first view: the sum may be shown
	Aside  *Aside // the questions were set aside, as they are now
	Known  string // Row.Known, when they might be
	Locked bool   // it is sealed, and the viewer has to prove who he is before more of it is shown
}

// Person shows a person's questions. That he was looked at is an entry of the ledger: without it, nothing is shown.
func (d Desk) Person(ctx context.Context, who access.Actor, id string, now time.Time) (Seen, error) {
	if !access.May(who, access.SeePeople) {
		return Seen{}, core.ErrNotFound
	}
	if err := d.MayLook(ctx, who, id, now); err != nil {
		return Seen{}, err
	}
	var s Seen
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "person.view", Object: id}, nil, func(w Writer) error {
		var err error
		s, err = see(w, who, id)
		return err
	})
	if err = d.shows(ctx, who, id, now, err); err != nil {
		return Seen{}, err
	}
	return s, nil
}

func see(r Reader, who access.Actor, id string) (Seen, error) {
	var s Seen
	var err error
	if s.Person, err = r.Person(who, id); err != nil {
		return s, err
	}
	if s.Cases, err = r.CasesAbout(who, id); err != nil {
		return s, err
	}
	if a, err := r.AsideOf(who, id); err == nil {
		s.Aside = &a
	} else if !errors.Is(err, core.ErrNotFound) {
		return s, err
	}
	for _, c := range s.Cases {
		if c.State != Closed {
			full, err := r.Case(who, c.Root)
			if s.Locked = errors.Is(err, access.ErrProof); err != nil && !s.Locked {
				return s, err
			}
			s.Open, s.Viewed = &full, full.Viewed[who.User]
			break
		}
	}
	if s.Open == nil && s.Aside == nil {
		rows, err := r.PeopleByID(who, []string{id})
		if err != nil {
			return s, err
		}
		for _, row := range rows {
			s.Known = row.Known
		}
	}
	return s, nil
}

// Queue lists everybody with open questions, in turn.
func (d Desk) Queue(ctx context.Context, who access.Actor, now time.Time) ([]Row, error) {
	return d.everybody(ctx, who, Filter{Whose: Everybody}, access.SeePeople, ledger.Entry{At: now, Actor: who.User, Act: "queue.view"})
}

func (d Desk) everybody(ctx context.Context, who access.Actor, f Filter, need access.Permission, e ledger.Entry) ([]Row, error) {
	if !access.May(who, need) {
		return nil, core.ErrNotFound
	}
	var rows []Row
	err := d.Store.Act(ctx, e, nil, func(r Writer) error {
		for rows = nil; ; {
			at := Place{}
			if len(rows) > 0 {
				at.After = rows[len(rows)-1].ID
			}
			page, err := r.People(who, f, at, MaxPage)
			rows = append(rows, page...)
			if err != nil || len(page) < MaxPage {
				return err
			}
		}
	})
	return rows, err
}

// Case shows a case with the person it is about. It counts as a look at that person.
func (d Desk) Case(ctx context.Context, who access.Actor, id string, now time.Time) (Case, Person, error) {
	if !access.May(who, access.OpenCases) {
		return Case{}, Person{}, core.ErrNotFound
	}
	var c Case
	var p Person
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "case.view", Object: id}, nil, func(w Writer) error {
		var err error
		if c, err = open(w, who, id, now); err != nil {
			return err
		}
		if p, err = w.Person(who, c.Subject); err != nil {
			return err
		}
		return d.Browsing.admit(who.User, c.Subject, now)
	})
	if err = d.shows(ctx, who, c.Subject, now, err); errors.Is(err, access.ErrTooMany) {
		return Case{}, Person{}, err
	}
	return c, p, err
}

// Mine lists the people whose case the actor has claimed and not closed.
func (d Desk) Mine(ctx context.Context, who access.Actor, now time.Time) ([]Row, error) {
	return d.everybody(ctx, who, Filter{Whose: Mine}, access.WorkCases, ledger.Entry{At: now, Actor: who.User, Act: "mine.view"})
}

// Candidates lists what remains to be verified of candidates, by id, from one on, and gives the id at which the next page begins; "" is
// the end. Nothing of findings is in it.
func (d Desk) Candidates(ctx context.Context, who access.Actor, from string, limit int, now time.Time) (people []Person, next string, err error) {
	if !access.May(who, access.SeeVetting) {
		return nil, "", core.ErrNotFound
	}
	limit = min(max(limit, 1), MaxPage)
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "vetting.view"}, nil, func(w Writer) error {
		people, err = w.Candidates(from, limit+1)
		return err
	})
	if len(people) > limit {
		people, next = people[:limit], people[limit].ID
	}
	return people, next, err
}

// CountCandidates counts them. It says nothing about anybody.
func (d Desk) CountCandidates(ctx context.Context, who access.Actor) (n int, err error) {
	if !access.May(who, access.SeeVetting) {
		return 0, core.ErrNotFound
	}
	err = d.Store.View(ctx, func(r Reader) error { n, err = r.CountCandidates(); return err })
	return n, err
}

// FirstView writes what the actor thinks before the system's sum is shown. It opens a case about the person when the actor
// sees none that is open, and gives the case's id.
func (d Desk) FirstView(ctx context.Context, who access.Actor, person, text, hypothesis string, now time.Time) (string, error) {
	if !access.May(who, access.WorkCases) {
		return "", core.ErrNotFound
	}
	fresh, err := access.NewID("c-", d.Random)
	if err != nil {
		return "", err
	}
	id := fresh
	view := Event{At: now, By: who.User, Kind: Viewing, Text: text, Hypothesis: hypothesis}
	err = d.act(ctx, person, view, func(w Writer) error {
		s, err := see(w, who, person)
		if err != nil {
			return err
		}
		if s.Locked {
			return access.ErrProof
		}
		if s.Open != nil {
			id = s.Open.ID
			return apply(w, *s.Open, view)
		}
		var questions []string
		for _, q := range s.Person.Questions {
			questions = append(questions, q.ID)
		}
		c, err := Begin(fresh, person, who.User, now, questions)
		if err != nil {
			return err
		}
		if err := w.PutCase(c, c.Events[0]); err != nil {
			return err
		}
		return apply(w, c, view)
	})
	return id, err
}

// open reads a case for whoever works on cases, or belongs to this one.
func open(r Reader, who access.Actor, id string, now time.Time) (Case, error) {
	c, err := r.Case(who, id)
	if err == nil && !access.May(who, access.WorkCases) && !c.Member(who.User, now) {
		return Case{}, core.ErrNotFound
	}
	if errors.Is(err, access.ErrProof) {
		return Case{}, err
	}
	return c, err
}

// byHand are the kinds of events that whoever works on a case adds to it.
var byHand = []Kind{Claiming, Releasing, Viewing, Noting, Deciding, Proposing, Closing, Supposing, Weighing, Conflicting, Unnaming, Sealing, Joining, Contesting, Reviewing}

// Do adds an event to a case: a claim, a note, a first view, a decision, the end. A decision that takes something from the person
// becomes a proposal, which waits for somebody else.
func (d Desk) Do(ctx context.Context, who access.Actor, id string, e Event, now time.Time) error {
	if !access.May(who, access.OpenCases) {
		return core.ErrNotFound
	}
	e.At, e.By = now, who.User
	if e.Kind == Deciding && has(Adverse, e.Outcome) {
		e.Kind = Proposing
	}
	if !has(byHand, e.Kind) {
		return invalid("kind")
	}
	if e.Kind == Proposing {
		var err error
		if e.Approval, err = access.NewID("a-", d.Random); err != nil {
			return err
		}
		e.Ends = now.Add(ApprovalLife).UTC().Truncate(time.Microsecond)
	}
	return d.act(ctx, id, e, func(w Writer) error {
		c, err := open(w, who, id, now)
		if err != nil {
			return err
		}
		if err := fill(w, who, c, &e); err != nil {
			return err
		}
		return apply(w, c, e)
	})
}

// fill adds to an event what the store knows and whoever acts does not type.
func fill(w Writer, who access.Actor, c Case, e *Event) error {
	switch e.Kind {
	case Conflicting, Unnaming, Joining:
		if _, err := w.User(e.Who); e.Who != "" && err != nil {
			return refused("no_who")
		}
	case Proposing, Closing:
		p, err := w.Person(who, c.Subject)
		if err != nil {
			return err
		}
		if e.Kind == Proposing {
			e.Questions = questions(p)
		} else {
			e.Signals = signals(p)
		}
	}
	return nil
}

// act writes the entry of an event, with its words as a detail that can be erased.
func (d Desk) act(ctx context.Context, object string, e Event, do func(Writer) error) error {
	detail, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("case: %w", err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: e.At, Actor: e.By, Act: actOf(e.Kind), Object: object}, detail, do)
}

// actOf is how the ledger names an event. To write a first view is not to look at a case, which is case.view.
func actOf(k Kind) string {
	if k == Viewing {
		return "case.first_view"
	}
	return "case." + string(k)
}

func apply(w Writer, c Case, e Event) error {
	next, err := c.Apply(e)
	if err != nil {
		return err
	}
	return w.PutCase(next, next.Events[len(next.Events)-1])
}
