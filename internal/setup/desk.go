package setup

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// Store keeps a set-up. Each of its writes stands in the ledger.
type Store interface {
	Answers(ctx context.Context) (Answers, error) // empty when there are none
	SaveAnswers(ctx context.Context, a Answers, step Step, now time.Time) error
	FinishSetup(ctx context.Context, a Answers, links []access.Link, now time.Time) error // the users, their addresses and the end, all or nothing
}

// Desk takes answers.
type Desk struct {
	Store  Store
	Random io.Reader
}

// Save keeps what was answered of a step, whole or not; a finished set-up is core.ErrConflict.
func (d Desk) Save(ctx context.Context, step Step, now time.Time, change func(*Answers)) (Answers, error) {
	a, err := d.Store.Answers(ctx)
	if err != nil {
		return a, err
	}
	if !a.Finished.IsZero() {
		return a, fmt.Errorf("the set-up is finished: %w", core.ErrConflict)
	}
	change(&a)
	return a, d.Store.SaveAnswers(ctx, a, step, now)
}

// Invitation is the address of a user, to be given by hand.
type Invitation struct {
	Name  string
	Roles []access.Role
	Token string
}

// Finish makes the users and their first addresses. Answers that lack something are core.ErrInvalid.
func (d Desk) Finish(ctx context.Context, now time.Time) ([]Invitation, error) {
	a, err := d.Store.Answers(ctx)
	if err != nil {
		return nil, err
	}
	if !a.Finished.IsZero() {
		return nil, fmt.Errorf("the set-up is finished: %w", core.ErrConflict)
	}
	if lacks := a.Problems(); len(lacks) > 0 {
		return nil, fmt.Errorf("%s (%w)", lacks[0].EN, core.ErrInvalid)
	}
	var out []Invitation
	var links []access.Link
	for i := range a.People {
		p := &a.People[i]
		if p.ID, err = access.NewID("u-", d.Random); err != nil {
			return nil, err
		}
		token, hash, err := access.NewToken(d.Random)
		if err != nil {
			return nil, err
		}
		links = append(links, access.Link{Hash: hash, User: p.ID, Ends: now.Add(InviteLife)})
		out = append(out, Invitation{p.Name, p.Roles, token})
	}
	a.Finished = now.UTC()
	return out, d.Store.FinishSetup(ctx, a, links, now)
}
