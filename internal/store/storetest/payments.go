package storetest

import (
	"crypto/rand"
	"errors"
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
	lines, err := desk.List(ctx, pay("u-2", ""), Now)
	if err != nil || len(lines) != 1 || lines[0].Pending() == nil || lines[0].Holder != "close" || !lines[0].At.Equal(Now) {
		t.Fatalf("%+v, %v", lines, err)
	}
	if n, err := desk.Waiting(ctx, pay("u-2", ""), Now); n != 1 || err != nil {
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
	if lines, err := desk.List(ctx, pay("u-2", ""), Now.AddDate(1, 0, 0)); err != nil || len(lines) != 1 || !lines[0].Held() || lines[0].Moves[0].Second != "u-2" {
		t.Errorf("%+v, %v", lines, err)
	}
	b.verify(t)
}
