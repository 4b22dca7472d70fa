package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// payments: what was agreed about a change of account outlives the next reading of the company.
func (b *bench) payments(t *testing.T) {
	ctx := t.Context()
	pay := func(user, person string) access.Actor {
		return access.Actor{User: user, Person: person, Proved: Now, Roles: []access.Role{access.Payroll}}
	}
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: Now.UnixMicro()}, People: []casework.Person{{ID: "p-1", Name: "Nadia"}},
		Accounts: []casework.AccountChange{{ID: "a-1", Person: "p-1", At: Now, Tail: "••••0002", Holder: "close"}}}
	read := func() error {
		return b.db.Act(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	desk := payment.Desk{Store: b.db.Payments(), Random: rand.Reader, CutoffDay: 27}
	if err := desk.Propose(ctx, pay("u-1", ""), "a-1", payment.Hold, "The name differs a little", Now); err != nil {
		t.Fatal(err)
	}
	if err := desk.Propose(ctx, pay("u-2", ""), "a-1", payment.Hold, "The name differs a little", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("proposed twice: %v", err)
	}
	if err := desk.Propose(ctx, pay("u-p1", "p-1"), "a-1", payment.Hold, "The name differs a little", Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("by the person: %v", err)
	}
	list, err := desk.List(ctx, pay("u-2", ""), "", 50, Now)
	lines := list.Open
	if err != nil || len(list.Lines) != 1 || len(lines) != 1 || lines[0].Pending() == nil || lines[0].Holder != "close" || !lines[0].At.Equal(Now) {
		t.Fatalf("%+v, %v", lines, err)
	}
	if n, err := desk.Waiting(ctx, pay("u-2", "")); n != 1 || err != nil {
		t.Errorf("%d wait for the second person, %v", n, err)
	}
	move := lines[0].Pending().ID
	if err := desk.Decide(ctx, pay("u-1", ""), "a-1", move, true, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("by whoever proposed: %v", err)
	}
	if err := desk.Decide(ctx, pay("u-2", ""), "a-1", move, true, Now); err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	later, err := desk.List(ctx, pay("u-2", ""), "", 50, Now.AddDate(1, 0, 0))
	if lines := later.Lines; err != nil || len(lines) != 1 || len(later.Open) != 1 || !lines[0].Held() || lines[0].Moves[0].Second != "u-2" {
		t.Errorf("%+v, %v", later, err)
	}
	b.verify(t)
}

// paymentPages: page by page everybody's changes come once, those of one day too; what is open stands on the first page however old it
// is, and nobody's own is counted or shown.
func (b *bench) paymentPages(t *testing.T) {
	ctx := t.Context()
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: Now.UnixMicro()}}
	for i := range 23 {
		id := fmt.Sprintf("p-%02d", i)
		in.People = append(in.People, casework.Person{ID: id, Name: "Somebody"})
		in.Accounts = append(in.Accounts, casework.AccountChange{ID: "a-" + id, Person: id, At: Now.AddDate(0, 0, -i/4), Tail: "0002"})
	}
	if err := b.read(ctx, in, nothing); err != nil {
		t.Fatal(err)
	}
	who := access.Actor{User: "u-1", Person: "p-00", Proved: Now, Roles: []access.Role{access.Payroll}}
	desk := payment.Desk{Store: b.db.Payments(), Random: rand.Reader, CutoffDay: 27}
	if err := desk.Propose(ctx, who, "a-p-22", payment.Hold, "The name differs a little", Now); err != nil {
		t.Fatal(err)
	}
	var got []string
	for after := ""; ; {
		list, err := desk.List(ctx, who, after, 5, Now)
		if err != nil {
			t.Fatal(err)
		}
		if open := len(list.Open); (open == 1) != (after == "") || open == 1 && list.Open[0].ID != "a-p-22" {
			t.Errorf("open after %q: %+v", after, list.Open)
		}
		for _, l := range list.Lines {
			got = append(got, l.ID)
		}
		if after = list.Next; after == "" {
			break
		}
	}
	var want []string
	for i := 1; i < 23; i++ {
		want = append(want, fmt.Sprintf("a-p-%02d", i))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, err := desk.List(ctx, who, "a-p-00", 5, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("after his own: %v", err)
	}
}
