package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// stopping: what is stopped while it is done, or undone, does nobody more; what was done can still be undone.
func (b *bench) stopping(t *testing.T) {
	b.many9(t)
	ctx, u := t.Context(), analyst("u-1", "")
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(u) }); err != nil {
		t.Fatal(err)
	}
	desk := bulk.Desk{Store: b.db.Many(), Cases: casework.Desk{Store: b.db.Cases(), Random: rand.Reader}, Random: rand.Reader}
	id, err := desk.Plan(ctx, u, bulk.SetAside, bulk.Selection{All: true, Filter: casework.Filter{Whose: casework.Everybody}}, Now)
	err = errors.Join(err, desk.Word(ctx, u, id, bulk.Order{Class: casework.DataError, Reason: "The gateway was listed twice."}, Now))
	if err != nil {
		t.Fatal(err)
	}
	b.stands(t, desk, u, id, bulk.Planned, 0)
	if err := desk.Stop(ctx, u, id, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("nothing was stopped: %v", err)
	}
	if err := desk.Start(ctx, u, id, bulk.Confirmation{Shown: "what was shown before"}, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("something else was confirmed: %v", err)
	}
	j, err := desk.Show(ctx, u, id, Now)
	if err := errors.Join(err, desk.Start(ctx, u, id, bulk.Confirmation{Shown: j.Shown()}, Now)); err != nil {
		t.Fatal(err)
	}
	if err := desk.Stop(ctx, analyst("u-2", ""), id, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("somebody else's job: %v", err)
	}
	halted := desk
	halted.Cases.Store = halting{desk.Cases.Store, new(int), 3, func() error { return desk.Stop(ctx, u, id, Now) }}
	b.worked(t, halted)
	b.stands(t, desk, u, id, bulk.Stopped, 3)
	b.worked(t, desk)
	b.stands(t, desk, u, id, bulk.Stopped, 3)
	if err := desk.Start(ctx, u, id, bulk.Confirmation{}, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("it went on: %v", err)
	}
	if err := errors.Join(desk.Undo(ctx, u, id, Now), desk.Stop(ctx, u, id, Now), desk.Stop(ctx, u, id, Now)); err != nil {
		t.Fatal(err)
	}
	b.worked(t, desk)
	b.stands(t, desk, u, id, bulk.Stopped, 3)
	if err := desk.Undo(ctx, u, id, Now); err != nil {
		t.Fatal(err)
	}
	b.worked(t, desk)
	b.stands(t, desk, u, id, bulk.Undone, 0)
	b.stopRace(t, desk, u)
	b.verify(t)
}

// stopRace: however a stop falls between those who are done, none is done after it.
func (b *bench) stopRace(t *testing.T, desk bulk.Desk, u access.Actor) {
	t.Helper()
	ctx := t.Context()
	id, err := desk.Plan(ctx, u, bulk.SetAside, bulk.Selection{All: true, Filter: casework.Filter{Whose: casework.Everybody}}, Now)
	err = errors.Join(err, desk.Word(ctx, u, id, bulk.Order{Class: casework.DataError, Reason: "The gateway was listed twice."}, Now),
		desk.Start(ctx, u, id, bulk.Confirmation{}, Now))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	wait.Go(func() { b.worked(t, desk) })
	stop := desk.Stop(ctx, u, id, Now)
	at := len(b.ids(t, u, casework.Filter{Whose: casework.SetApart}, 20))
	wait.Wait()
	if after := len(b.ids(t, u, casework.Filter{Whose: casework.SetApart}, 20)); stop == nil && after != at {
		t.Errorf("%d were done when it was stopped, and %d afterwards", at, after)
	}
}

func (b *bench) worked(t *testing.T, desk bulk.Desk) {
	t.Helper()
	if err := desk.Work(t.Context(), func() time.Time { return Now }); err != nil {
		t.Error(err)
	}
}

func (b *bench) stands(t *testing.T, desk bulk.Desk, u access.Actor, id string, state bulk.State, apart int) {
	t.Helper()
	j, err := desk.Show(t.Context(), u, id, Now)
	if got := len(b.ids(t, u, casework.Filter{Whose: casework.SetApart}, 20)); err != nil || j.State != state || got != apart || len(j.Of(bulk.Made)) != apart {
		t.Errorf("%s with %d set aside, want %s with %d: %v", j.State, got, state, apart, err)
	}
}

// halting is a store of cases before one of whose acts something happens.
type halting struct {
	casework.Store
	did  *int
	at   int
	halt func() error
}

func (h halting) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	if *h.did++; *h.did == h.at+1 {
		if err := h.halt(); err != nil {
			return err
		}
	}
	return h.Store.Act(ctx, e, detail, do)
}
