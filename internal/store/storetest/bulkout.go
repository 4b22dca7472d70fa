package storetest

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// crowd is nine people, of whom somebody may do something for many.
func (b *bench) crowd(t *testing.T, u access.Actor) (bulk.Desk, func(bulk.Act) string) {
	t.Helper()
	b.many9(t)
	if err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(u) }); err != nil {
		t.Fatal(err)
	}
	cases := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	desk := bulk.Desk{Store: b.db.Many(), Cases: cases, Tasks: task.Desk{Store: b.db.Tasks(), Random: rand.Reader}, Random: rand.Reader}
	return desk, func(act bulk.Act) string {
		t.Helper()
		id, err := desk.Plan(t.Context(), u, act, bulk.Selection{All: true, Filter: casework.Filter{Whose: casework.Everybody}}, Now)
		if err == nil && act == bulk.SetAside {
			err = desk.Word(t.Context(), u, id, bulk.Order{Class: casework.DataError, Reason: "The gateway was listed twice."}, Now)
		}
		if err == nil {
			err = desk.Start(t.Context(), u, id, bulk.Confirmation{}, Now)
		}
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
}

// bulkOut: whoever is out, or may no more, in the middle of what he ordered for many: nobody else's turn comes.
func (b *bench) bulkOut(t *testing.T)     { b.bulkTurned(t, b.putOut) }
func (b *bench) bulkRoleOut(t *testing.T) { b.bulkTurned(t, b.takeAnalyst) }

func (b *bench) bulkTurned(t *testing.T, way func(*testing.T, string)) {
	u := analyst("u-1", "")
	desk, start := b.crowd(t, u)
	id := start(bulk.SetAside)
	b.workUntil(t, desk, 3, func() { way(t, u.User) })
	if j := b.job(t, id); j.State != bulk.Stopped || len(b.items(t, id, bulk.Made)) != 3 {
		t.Errorf("it is %s, for %d", j.State, len(b.items(t, id, bulk.Made)))
	}
	if got := b.acts(t, "person.aside"); got != 3 {
		t.Errorf("%d acts in the ledger", got)
	}
	b.verify(t)
}

// bulkUndoOut: nothing is undone for whoever is without his role by then, either.
func (b *bench) bulkUndoOut(t *testing.T) {
	u := analyst("u-1", "")
	desk, start := b.crowd(t, u)
	id := start(bulk.SetAside)
	b.mustWork(t, desk)
	if err := desk.Undo(t.Context(), u, id, Now); err != nil {
		t.Fatal(err)
	}
	b.takeAnalyst(t, u.User)
	b.mustWork(t, desk)
	if got := len(b.items(t, id, bulk.Back)); got != 0 || b.job(t, id).State != bulk.Stopped {
		t.Errorf("%d were undone for him, and the job is %s", got, b.job(t, id).State)
	}
}

func (b *bench) putOut(t *testing.T, user string) {
	t.Helper()
	if err := b.db.DisableHere(t.Context(), "admin", user, Now); err != nil {
		t.Fatal(err)
	}
}

// takeAnalyst takes the role of an analyst from somebody, which two people do.
func (b *bench) takeAnalyst(t *testing.T, user string) {
	t.Helper()
	admin, ciso := access.Actor{User: "admin", Roles: []access.Role{access.Administrator}, Proved: Now}, access.Actor{User: "ciso", Roles: []access.Role{access.CISO}, Proved: Now}
	if _, err := b.db.ChangeRole(t.Context(), admin, user, access.TakeRole, access.Analyst, Now); err != nil {
		t.Fatal(err)
	}
	asked, err := b.db.Requests(t.Context(), Now)
	if err != nil || len(asked) != 1 {
		t.Fatalf("%+v, %v", asked, err)
	}
	if _, err := b.db.Settle(t.Context(), ciso, asked[0].ID, true, access.Link{}, Now); err != nil {
		t.Fatal(err)
	}
}

// workUntil has jobs done, and does something to the store after some acts.
func (b *bench) workUntil(t *testing.T, desk bulk.Desk, acts int, then func()) {
	t.Helper()
	desk.Cases.Store = counting{desk.Cases.Store, new(int), acts, then}
	b.mustWork(t, desk)
}

func (b *bench) mustWork(t *testing.T, desk bulk.Desk) {
	t.Helper()
	if err := desk.Work(t.Context(), func() time.Time { return Now }); err != nil {
		t.Fatal(err)
	}
}

func (b *bench) job(t *testing.T, id string) (j bulk.Job) {
	t.Helper()
	if err := b.db.View(t.Context(), func(v *store.View) (err error) { j, err = v.ManyOrder(id); return err }); err != nil {
		t.Fatal(err)
	}
	return j
}

func (b *bench) items(t *testing.T, id string, state bulk.ItemState) (out []bulk.Item) {
	t.Helper()
	if err := b.db.View(t.Context(), func(v *store.View) (err error) { out, err = v.ManyItems(id, state, 99); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

// bulkNews: whoever something new is known of since it was shown is not set aside with the others.
func (b *bench) bulkNews(t *testing.T) {
	u := analyst("u-1", "")
	desk, start := b.crowd(t, u)
	id := start(bulk.SetAside)
	people := nine()
	people[4].Questions = append(people[4].Questions, casework.Question{ID: "f-new", Signal: "X09", Title: core.Text{EN: "Another thing", FR: "Autre chose"}})
	b.replace(t, people, Now.Add(time.Minute))
	b.mustWork(t, desk)
	left := b.items(t, id, bulk.Left)
	if len(left) != 1 || left[0].Person != people[4].ID || left[0].Why != "many_news" {
		t.Errorf("left: %+v, made for %d", left, len(b.items(t, id, bulk.Made)))
	}
}

// counting is a store of cases in which something happens after some acts, before the next.
type counting struct {
	casework.Store
	did  *int
	most int
	then func()
}

func (c counting) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	if *c.did++; *c.did == c.most+1 {
		c.then()
	}
	return c.Store.Act(ctx, e, detail, do)
}
