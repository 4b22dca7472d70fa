package storetest

import (
	"crypto/rand"
	"maps"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/store"
)

// outbox: a reminder is written with its act, goes to whom the case does not concern, is told once, and is kept until it is
// acknowledged.
func (b *bench) outbox(t *testing.T) {
	b.company(t)
	ctx, u := t.Context(), analyst("u-1", "")
	err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
		for _, a := range []access.Actor{u, {User: "u-it", Roles: []access.Role{access.IT}}, {User: "u-boss", Person: "p-3", Roles: []access.Role{access.IT}}, {User: "u-hr", Roles: []access.Role{access.HR}}} {
			if err := x.PutUser(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}.FirstView(ctx, u, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	tasks := task.Desk{Store: b.db.Tasks(), Random: rand.Reader}
	for _, role := range []access.Role{access.IT, access.HR} {
		if err := tasks.Ask(ctx, u, id, task.Task{To: task.To{Role: role}, Question: "Where was laptop 4711 sent?", Due: Now.Add(30 * time.Hour)}, Now); err != nil {
			t.Fatal(err)
		}
	}
	if err := (deadline.Desk{Store: b.db.Deadlines(), Random: rand.Reader}).Set(ctx, u, id, deadline.Step, "Call the school", Now.AddDate(0, 0, 3), Now); err != nil {
		t.Fatal(err)
	}
	out := b.db.Outbox()
	fresh := func(want map[string]string) []notify.Notice {
		t.Helper()
		list, err := out.Fresh(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, n := range list {
			users := ""
			for _, u := range n.Users {
				users += u + " "
			}
			got[n.Kind+" "+users] = n.Role
		}
		if !maps.Equal(want, got) {
			t.Errorf("%v, want %v", got, want)
		}
		return list
	}
	// The box of a whole role is told only when the case concerns nobody in it.
	for _, n := range fresh(map[string]string{"task.asked u-it ": "", "task.asked u-hr ": "hr"}) {
		if err := out.Address(ctx, n, []string{"mail:a@example.com", "hook:https://hooks.example.com/"}, Now); err != nil {
			t.Fatal(err)
		}
		if err := out.Address(ctx, n, []string{"mail:a@example.com"}, Now); err == nil {
			t.Error("addressed twice")
		}
	}
	due := func(at time.Time, want int) []notify.Delivery {
		t.Helper()
		list, err := out.Waiting(ctx, at, 64)
		if err != nil || len(list) != want {
			t.Fatalf("%d deliveries are due, want %d (%v)", len(list), want, err)
		}
		return list
	}
	four := due(Now, 4)
	if err := out.Sent(ctx, four[0], Now); err != nil {
		t.Fatal(err)
	}
	if err := out.Sent(ctx, four[0], Now); err == nil {
		t.Error("acknowledged twice")
	}
	if err := out.Later(ctx, four[1], "timeout", Now.Add(time.Minute), Now); err != nil {
		t.Fatal(err)
	}
	due(Now, 2)
	if later := due(Now.Add(time.Minute), 3); later[2].ID != four[1].ID || later[2].Attempts != 1 || later[2].Path != four[1].Path {
		t.Errorf("%+v", later)
	}
	due(Now.Add(-time.Hour), 0)
	due(Now.AddDate(0, 0, -2), 3) // the clock that dated them was ahead: they do not wait for it
	if err := out.Off(ctx, "hook:https://hooks.example.com/", Now); err != nil {
		t.Fatal(err)
	}
	for _, d := range due(Now.Add(time.Minute), 1) {
		if err := out.Dropped(ctx, d, "timeout", Now); err != nil {
			t.Fatal(err)
		}
	}
	due(Now.AddDate(0, 0, 2), 0)

	// What comes due is told once: first that it does, then that it has.
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {7 * time.Hour, 2}, {8 * time.Hour, 0}, {31 * time.Hour, 4}, {32 * time.Hour, 0}, {3 * 24 * time.Hour, 1}, {5 * 24 * time.Hour, 1}, {6 * 24 * time.Hour, 0}} {
		if n, err := b.db.Remind(ctx, Now.Add(step.after)); n != step.want || err != nil {
			t.Errorf("after %v: %d told, want %d (%v)", step.after, n, step.want, err)
		}
	}
	fresh(map[string]string{"task.due u-it ": "", "task.due u-hr ": "hr", "task.overdue u-1 ": "", "task.overdue u-it ": "", "task.overdue u-hr ": "hr", "deadline.due u-1 ": "", "deadline.overdue u-1 ": ""})
	b.verify(t)
}
