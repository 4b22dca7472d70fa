package storetest

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/core"
)

// deadlines: what is due is listed for whoever holds the case until it is done, and for nobody whom the case concerns.
func (b *bench) deadlines(t *testing.T) {
	b.company(t)
	ctx, u := t.Context(), analyst("u-1", "")
	id, err := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}.FirstView(ctx, u, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	desk := deadline.Desk{Store: b.db.Deadlines(), Random: rand.Reader}
	if err := desk.Set(ctx, u, id, deadline.Contest, "A letter came in", Now, Now); err != nil {
		t.Fatal(err)
	}
	if err := desk.Set(ctx, analyst("u-2", ""), id, deadline.Contest, "A letter came in", Now, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("by somebody who does not hold the case: %v", err)
	}
	if got, err := desk.OfCase(ctx, analyst("u-p1", "p-1"), id); err != nil || len(got) != 0 {
		t.Errorf("the person concerned sees %+v, %v", got, err)
	}
	got, err := desk.Mine(ctx, u, Now)
	if err != nil || len(got) != 1 || got[0].Kind != deadline.Contest || got[0].Overdue(Now) || !got[0].Overdue(Now.AddDate(0, 0, 8)) {
		t.Fatalf("%+v, %v", got, err)
	}
	proved := u
	proved.Proved = Now
	b.sealedWords(t, desk, proved, id)
	if err := desk.Done(ctx, proved, id, got[0].ID, Now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := desk.Done(ctx, proved, id, got[0].ID, Now.Add(time.Minute)); !errors.Is(err, core.ErrConflict) {
		t.Errorf("done twice: %v", err)
	}
	if got, err := desk.Mine(ctx, u, Now); err != nil || len(got) != 0 {
		t.Errorf("what is done is due: %+v, %v", got, err)
	}
	b.verify(t)
}

// sealedWords: once the case is sealed, what is due in it is said in words to whoever proved who he is, and each look is an entry.
func (b *bench) sealedWords(t *testing.T, desk deadline.Desk, who access.Actor, id string) {
	t.Helper()
	do(t, t.Context(), casework.Desk{Store: b.db.Cases(), Random: rand.Reader}, "u-1", id, casework.Event{Kind: casework.Sealing})
	unproved := who
	unproved.Proved = time.Time{}
	for _, c := range []struct {
		who  access.Actor
		want string
	}{{who, "A letter came in"}, {unproved, ""}} {
		before, err1 := b.db.Head(t.Context())
		got, err2 := desk.Mine(t.Context(), c.who, Now)
		after, err3 := b.db.Head(t.Context())
		if err := errors.Join(err1, err2, err3); err != nil || len(got) != 1 || got[0].Text != c.want || after.Size != before.Size+1 {
			t.Errorf("proved at %v: %+v, %d entries, %v", c.who.Proved, got, after.Size-before.Size, err)
		}
	}
}
