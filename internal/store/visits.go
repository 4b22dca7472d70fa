package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// visitStep is how exactly it is kept when a visit ended.
const visitStep = 5 * time.Minute

// Visit says when a user's visit before this one ended, and keeps that he is here; zero at the first.
func (db *DB) Visit(ctx context.Context, user string, now time.Time) (time.Time, error) {
	var seen, before int64
	err := db.View(ctx, func(v *View) error {
		return v.row("select seen_at, before_at from visits where user_id = $1", user).Scan(&seen, &before)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, err
	}
	away := now.Sub(fromMicros(seen))
	if err == nil && away < visitStep {
		return fromMicros(before), nil
	}
	if away >= casework.VisitGap {
		before = seen
	}
	return fromMicros(before), db.Act(ctx, ledger.Entry{At: now, Actor: user, Act: "session.visit"}, nil, func(t *Tx) error {
		return t.exec("insert into visits (user_id, seen_at, before_at) values ($1, $2, $3) on conflict (user_id) do update set seen_at = excluded.seen_at, before_at = excluded.before_at", user, micros(now), before)
	})
}

// Tally counts the cases that a viewer may see and that are not closed.
func (v *View) Tally(viewer access.Actor) (casework.Tally, error) {
	var t casework.Tally
	return t, v.each(func(r *sql.Rows) error {
		var state casework.State
		var held, n int
		if err := r.Scan(&state, &held, &n); err != nil {
			return err
		}
		switch {
		case held == 0:
			t.Unclaimed += n
		case state == casework.Open:
			t.Open += n
		default:
			t.Decided += n
		}
		return nil
	}, "select c.state, case when c.owner = '' then 0 else 1 end, count(*) from cases c where c.state <> 'closed' and c.root = c.id and"+wallCases+"group by c.state, case when c.owner = '' then 0 else 1 end", viewer.Person, viewer.User)
}
