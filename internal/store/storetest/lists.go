package storetest

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// lists: views, choices, drafts and visits are kept for whoever they belong to.
func (b *bench) lists(t *testing.T) {
	b.many9(t)
	ctx, u, other := t.Context(), analyst("u-1", ""), analyst("u-2", "")
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
		if err := x.PutUser(u); err != nil {
			return err
		}
		return x.PutUser(other)
	}); err != nil {
		t.Fatal(err)
	}
	desk := views.Desk{Store: b.db.SavedViews(), Random: rand.Reader}
	for _, v := range []views.View{{Name: "Mine"}, {Name: "Ours", Role: access.Analyst, Filter: casework.Filter{Stage: core.Hired}}} {
		if err := desk.Save(ctx, u, v, Now); err != nil {
			t.Fatal(err)
		}
	}
	got, err := desk.List(ctx, other)
	if err != nil || len(got) != 1 || got[0].Name != "Ours" || got[0].Filter.Stage != core.Hired || got[0].Mine {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := desk.Begin(ctx, other, got[0].ID, true, Now); err != nil {
		t.Fatal(err)
	}
	if got, err = desk.List(ctx, other); err != nil || !got[0].Default {
		t.Errorf("%+v, %v", got, err)
	}
	if err := desk.Delete(ctx, u, got[0].ID, Now); err != nil {
		t.Fatal(err)
	}
	for n := range casework.MostDrafts + 2 {
		d := casework.Draft{Page: "/p", Field: fmt.Sprintf("/p/note:text:%d", n), Text: "typed"}
		if err := b.db.KeepDraft(ctx, "u-1", d, Now.Add(time.Duration(n)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	later := Now.Add(time.Hour)
	drafts, err := b.db.Drafts(ctx, "u-1", "/p", later)
	if err != nil || len(drafts) != casework.MostDrafts || drafts[0].Text != "typed" {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
	if err := b.db.DropDrafts(ctx, "u-1", "/p", "/p/no", later); err != nil {
		t.Fatal(err)
	}
	if drafts, _ = b.db.Drafts(ctx, "u-1", "/p", later); len(drafts) != casework.MostDrafts {
		t.Errorf("another form took %d", casework.MostDrafts-len(drafts))
	}
	if err := b.db.DropDrafts(ctx, "u-1", "/p", "/p/note", later); err != nil {
		t.Fatal(err)
	}
	if drafts, _ = b.db.Drafts(ctx, "u-1", "/p", later); len(drafts) != 0 {
		t.Errorf("%d are left", len(drafts))
	}
	for _, c := range []struct {
		after time.Duration
		want  time.Time
	}{{0, time.Time{}}, {20 * time.Minute, time.Time{}}, {25 * time.Minute, time.Time{}}, {2 * time.Hour, Now.Add(25 * time.Minute)}, {2*time.Hour + time.Minute, Now.Add(25 * time.Minute)}} {
		if before, err := b.db.Visit(ctx, "u-1", Now.Add(c.after)); err != nil || !before.Equal(c.want) {
			t.Errorf("after %s: the visit before ended %v, want %v; %v", c.after, before, c.want, err)
		}
	}
	if _, err := (casework.Desk{Store: b.db.Cases(), Random: rand.Reader}).FirstView(ctx, u, "p-1", "This may be a short trip", "a journey", later); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]int{"": 1, "p-1": 0, "p-9": 0} {
		if tally, err := (casework.Desk{Store: b.db.Cases()}).Tally(ctx, analyst("u-2", who)); err != nil || tally.Open != want {
			t.Errorf("%q counts %+v, %v", who, tally, err)
		}
	}
	b.verify(t)
}
