package load

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// ErrNobody says that a company is too small for so many cases.
var ErrNobody = fmt.Errorf("%w: fewer people with questions than cases", core.ErrInvalid)

// story is one case as it will be told.
type story struct {
	subject casework.Person
	by      access.Actor
	at      time.Time
	notes   int
	decided bool
	closed  bool
}

// plan draws who works on what: the cases lie within sixty days, two in five are decided and one in four is closed.
func plan(s Size, people []casework.Person, users []access.Actor, now time.Time) ([]story, error) {
	r := drawn(s.Seed, "cases")
	var subjects []casework.Person
	for _, p := range people {
		if len(p.Questions) > 0 {
			subjects = append(subjects, p)
		}
	}
	if len(subjects) < s.Cases {
		return nil, ErrNobody
	}
	r.Shuffle(len(subjects), func(i, j int) { subjects[i], subjects[j] = subjects[j], subjects[i] })
	var out []story
	for i := range s.Cases {
		draw := r.IntN(100)
		out = append(out, story{
			subject: subjects[i], by: analyst(r, users), at: now.Add(-time.Duration(s.Cases-i) * 60 * 24 * time.Hour / time.Duration(s.Cases)),
			notes: r.IntN(4), decided: draw < 40, closed: draw < 25,
		})
	}
	return out, nil
}

func analyst(r *rand.Rand, users []access.Actor) access.Actor {
	for {
		if u := users[r.IntN(len(users))]; access.May(u, access.WorkCases) {
			return u
		}
	}
}

// together is how many people work at the same time, so that their acts share syncs.
const together = 16

// Case is a case that was opened: whose, and about whom.
type Case struct{ ID, By, Subject string }

// Work opens the cases of a company and tells each to its end, act by act, as their users would. Whoever is concerned by what he
// draws leaves it, so that there may be fewer than were asked for.
func Work(ctx context.Context, desk casework.Desk, s Size, people []casework.Person, users []access.Actor, now time.Time) ([]Case, error) {
	stories, err := plan(s, people, users, now)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(stories))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for i, st := range stories {
		g.Go(func() error {
			id, err := st.tell(ctx, desk)
			if errors.Is(err, core.ErrNotFound) {
				return nil
			}
			ids[i] = id
			return err
		})
	}
	err = g.Wait()
	var out []Case
	for i, id := range ids {
		if id != "" {
			out = append(out, Case{id, stories[i].by.User, stories[i].subject.ID})
		}
	}
	return out, err
}

func (st story) tell(ctx context.Context, desk casework.Desk) (string, error) {
	because := st.subject.Questions[0].Innocent[0].EN
	id, err := desk.FirstView(ctx, st.by, st.subject.ID, "This may have an ordinary reason", because, st.at)
	if err != nil {
		return "", err
	}
	var rest []casework.Event
	for n := range st.notes {
		rest = append(rest, casework.Event{Kind: casework.Noting, Text: fmt.Sprintf("Asked again, %d of %d: no answer so far.", n+1, st.notes)})
	}
	if st.decided {
		rest = append(rest, casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Trial: casework.Unclear, Hypothesis: because, Text: "Put the question to the person before anything else"})
	}
	if st.closed {
		rest = append(rest, casework.Event{Kind: casework.Closing, Class: casework.Ordinary, Text: "The person explained it and showed the papers"})
	}
	for i, e := range rest {
		if err := desk.Do(ctx, st.by, id, e, st.at.Add(time.Duration(i+1)*time.Minute)); err != nil {
			return "", fmt.Errorf("%s: %w", e.Kind, err)
		}
	}
	return id, nil
}
