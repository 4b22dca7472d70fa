package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// bulk: a job that stops in the middle goes on where it stopped, does each once, and leaves a line of the ledger for each.
func (b *bench) bulk(t *testing.T) {
	b.many9(t)
	ctx, u := t.Context(), analyst("u-1", "")
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(u) }); err != nil {
		t.Fatal(err)
	}
	cases := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	desk := bulk.Desk{Store: b.db.Many(), Cases: cases, Tasks: task.Desk{Store: b.db.Tasks(), Random: rand.Reader}, Random: rand.Reader}
	if _, err := cases.FirstView(ctx, u, "p-2", "This may be a short trip", "a journey", Now); err != nil {
		t.Fatal(err)
	}
	id, err := desk.Plan(ctx, u, bulk.SetAside, bulk.Selection{All: true, Filter: casework.Filter{Whose: casework.Everybody}}, Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := desk.Start(ctx, u, id, bulk.Confirmation{}, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("it was started without words: %v", err)
	}
	if err := desk.Word(ctx, u, id, bulk.Order{Class: casework.DataError, Reason: "The gateway was listed twice."}, Now); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := desk.Start(ctx, u, id, bulk.Confirmation{}, Now); err != nil {
			t.Fatal(err)
		}
	}
	if err := desk.Start(ctx, analyst("u-2", ""), id, bulk.Confirmation{}, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("somebody else's job: %v", err)
	}
	stopped := errors.New("stopped")
	tired := desk
	tired.Cases.Store = failing{desk.Cases.Store, new(int), 3, stopped}
	if err := tired.Work(ctx, func() time.Time { return Now }); !errors.Is(err, stopped) {
		t.Fatalf("%v", err)
	}
	if got := b.ids(t, u, casework.Filter{Whose: casework.SetApart}, 9); len(got) != 3 {
		t.Errorf("after the stop: %q", got)
	}
	if err := desk.Work(ctx, func() time.Time { return Now }); err != nil {
		t.Fatal(err)
	}
	j, err := desk.Show(ctx, u, id, Now)
	if err != nil || j.State != bulk.Done || len(j.Of(bulk.Made)) != 7 || len(j.Of(bulk.Left)) != 1 || j.Of(bulk.Left)[0].Why != "many_has_case" {
		t.Errorf("%+v, %v", j, err)
	}
	if got := b.acts(t, "person.aside"); got != 7 {
		t.Errorf("%d lines of the ledger for 7 people", got)
	}
	if err := desk.Undo(ctx, u, id, Now); err != nil {
		t.Fatal(err)
	}
	if err := desk.Work(ctx, func() time.Time { return Now }); err != nil {
		t.Fatal(err)
	}
	if got := b.ids(t, u, casework.Filter{Whose: casework.NoCase}, 9); len(got) != 7 {
		t.Errorf("after it was undone: %q", got)
	}
	b.verify(t)
}

// failing is a store of cases that stops after some acts.
type failing struct {
	casework.Store
	did  *int
	most int
	err  error
}

func (f failing) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	if *f.did++; *f.did > f.most {
		return f.err
	}
	return f.Store.Act(ctx, e, detail, do)
}

// acts counts the entries of an act.
func (b *bench) acts(t *testing.T, act string) int {
	t.Helper()
	var out bytes.Buffer
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Count(out.String(), act+"\\\"")
}
