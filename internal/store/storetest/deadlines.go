package storetest

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

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
	got, err := desk.Mine(ctx, u)
	if err != nil || len(got) != 1 || got[0].Kind != deadline.Contest || got[0].Overdue(Now) || !got[0].Overdue(Now.AddDate(0, 0, 8)) {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := desk.Done(ctx, u, id, got[0].ID, Now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := desk.Done(ctx, u, id, got[0].ID, Now.Add(time.Hour)); !errors.Is(err, core.ErrConflict) {
		t.Errorf("done twice: %v", err)
	}
	if got, err := desk.Mine(ctx, u); err != nil || len(got) != 0 {
		t.Errorf("what is done is due: %+v, %v", got, err)
	}
	b.verify(t)
}
