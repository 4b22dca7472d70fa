package app

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

func payee(day, account, holder string) core.Payee {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return core.Payee{From: core.Date{Time: t}, Account: account, HolderCheck: holder, Method: "bank"}
}

func TestPayrollLearnsOfChangesAndNeverOfAccounts(t *testing.T) {
	paid := func(id string, list ...core.Payee) *core.Dossier {
		return &core.Dossier{ID: id, Recorded: core.Recorded{Payroll: list}}
	}
	r := &Result{People: []*core.Dossier{
		paid("p-1", payee("2026-11-03", "FR76 0000 0000 0000 0000 1111 222", "no_match"), payee("2026-01-01", "FR7600000000000000003333444", "match")),
		paid("p-2", payee("2026-01-01", "fr7600000000000000001111222", "match")),
		paid("p-3", payee("2026-01-01", "FR7600000000000000005555666", "match")),
		paid("p-4", payee("2026-01-01", "FR7600000000000000007777888", "match"), payee("2026-02-01", "FR7600000000000000001111222", "match"), payee("2026-03-01", "FR76 00000000000000001111222", "match")),
		paid("p-5", payee("2026-01-01", "acct-1", "no_match")),
	}, Links: []core.Link{{A: "p-1", B: "p-4", Kind: core.TraitBank, Stated: "spouse"}}}
	got := accountChanges(r)
	want := []casework.AccountChange{
		{Person: "p-1", Before: "••••3444", Tail: "••••1222", Holder: "no_match", Shared: 1},
		{Person: "p-2", First: true, Tail: "••••1222", Holder: "match", Shared: 2},
		{Person: "p-4", Before: "••••7888", Tail: "••••1222", Holder: "match", Shared: 1},
		{Person: "p-5", First: true, Tail: "••••", Holder: "no_match"},
	}
	for i := range want {
		want[i].Method = "bank"
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(casework.AccountChange{}, "ID", "At")); diff != "" {
		t.Error(diff)
	}
	doc, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"FR76", "0000", "acct-1"} {
		if strings.Contains(string(doc), secret) {
			t.Errorf("%q is kept: %s", secret, doc)
		}
	}
	if again := accountChanges(r); again[0].ID != got[0].ID || got[0].ID == got[1].ID {
		t.Error("a change has another id at the next reading, or two have one")
	}
}
