package storetest

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// tasks: a question goes its way, once, to those of a role whom the case does not concern.
func (b *bench) tasks(t *testing.T) {
	b.company(t)
	ctx, u := t.Context(), analyst("u-1", "")
	it := func(user, person string) access.Actor {
		return access.Actor{User: user, Name: user, Person: person, Roles: []access.Role{access.IT}}
	}
	a, boss := it("u-it", ""), it("u-boss", "p-3")
	err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
		return errors.Join(x.PutUser(u), x.PutUser(a), x.PutUser(boss))
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}.FirstView(ctx, u, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	desk := task.Desk{Store: b.db.Tasks(), Random: rand.Reader}
	q := task.Task{To: task.To{Role: access.IT}, Question: "Where was laptop 4711 sent?", Due: Now.Add(time.Hour)}
	if err := desk.Ask(ctx, u, id, q, Now); err != nil {
		t.Fatal(err)
	}
	if err := desk.Ask(ctx, u, id, task.Task{To: task.To{User: "u-boss"}, Question: q.Question, Due: q.Due}, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("the manager's manager was asked: %v", err)
	}
	if got, err := desk.List(ctx, boss, Now); err != nil || len(got) != 0 {
		t.Errorf("whom the case concerns sees %+v, %v", got, err)
	}
	got, err := desk.List(ctx, a, Now)
	if err != nil || len(got) != 1 || got[0].Question != q.Question {
		t.Fatalf("%+v, %v", got, err)
	}
	b.sealedQuestion(t, desk, u, id, q)
	if err := desk.Answer(ctx, boss, got[0].ID, "To the office in Lyon", Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("whom the case concerns answered: %v", err)
	}
	if err := desk.Answer(ctx, a, got[0].ID, "To the office in Lyon", Now); err != nil {
		t.Fatal(err)
	}
	if err := desk.Answer(ctx, a, got[0].ID, "Or to Porto", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("answered twice: %v", err)
	}
	u.Proved = Now
	c, _, err := casework.Desk{Store: b.db.Cases()}.Case(ctx, u, id, Now)
	if err != nil || len(c.Events) != 5 || c.Events[4].Kind != task.Answered || c.Events[4].Name != "u-it" || c.Events[4].Text != "To the office in Lyon" || c.Events[4].N != 4 {
		t.Errorf("%+v, %v", c.Events, err)
	}
	b.verify(t)
}

// sealedQuestion: once the case is sealed, what was asked in it is said to the asker when he proved who he is, else only that he asked and awaits.
func (b *bench) sealedQuestion(t *testing.T, desk task.Desk, who access.Actor, id string, q task.Task) {
	t.Helper()
	who.Proved = Now
	do(t, t.Context(), casework.Desk{Store: b.db.Cases(), Random: rand.Reader}, who.User, id, casework.Event{Kind: casework.Sealing})
	_, _, asked, err := desk.Waiting(t.Context(), who, Now)
	if err != nil || len(asked) != 1 || asked[0].Question != q.Question || asked[0].To != q.To {
		t.Errorf("with a proof: %+v, %v", asked, err)
	}
	who.Proved = time.Time{}
	_, _, asked, err = desk.Waiting(t.Context(), who, Now)
	if err != nil || len(asked) != 1 || asked[0] != (task.Task{ID: asked[0].ID, Case: id, By: who.User, Due: q.Due.UTC()}) {
		t.Errorf("without one: %+v, %v", asked, err)
	}
}
