package check

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func paid(payees ...core.Payee) core.Recorded { return core.Recorded{Payroll: payees} }

func TestPaidInCrypto(t *testing.T) {
	wallet := core.Payee{From: at("2026-05-01"), Account: "wallet-9c1e", Method: "crypto"}
	bank := core.Payee{From: at("2026-06-01"), Account: "acct-7f3a", Method: "bank"}
	f := func(name string, want bool, r core.Recorded) {
		t.Run(name, func(t *testing.T) { expect(t, paidInCrypto, "G03", &core.Dossier{Recorded: r}, want) })
	}
	f("a wallet", true, paid(wallet))
	f("a wallet replaced by an account", false, paid(bank, wallet))
	f("electronic money is ordinary", false, paid(core.Payee{From: at("2026-05-01"), Account: "emi-1", Method: "emoney"}))
	agreed := paid(wallet)
	agreed.Tickets = []core.Ticket{{Kind: "bank_change", At: at("2026-04-20"), Approved: "yes"}}
	f("agreed", false, agreed)
	demand := core.Recorded{Incidents: []core.Incident{{At: at("2026-05-03"), Kind: "crypto_only"}}}
	f("demanded", true, demand)
	demand.Payroll = []core.Payee{bank}
	f("demanded and then dropped", false, demand)
}

func TestPayeeIsNotTheHolder(t *testing.T) {
	for check, want := range map[string]bool{"no_match": true, "close": false, "match": false, "not_done": false, "": false} {
		t.Run("holder check "+check, func(t *testing.T) {
			r := paid(core.Payee{From: at("2026-05-01"), Account: "acct-7f3a", HolderCheck: check})
			expect(t, payeeNotHolder, "G04", &core.Dossier{Recorded: r}, want)
		})
	}
	t.Run("an account that was replaced is settled", func(t *testing.T) {
		r := paid(core.Payee{From: at("2026-05-01"), Account: "acct-7f3a", HolderCheck: "no_match"}, core.Payee{From: at("2026-05-09"), Account: "acct-22d0", HolderCheck: "match"})
		expect(t, payeeNotHolder, "G04", &core.Dossier{Recorded: r}, false)
	})
}

func TestRecordedPaymentEvents(t *testing.T) {
	event := func(kind string) *core.Dossier {
		return &core.Dossier{Recorded: core.Recorded{Incidents: []core.Incident{{At: at("2026-05-03"), Kind: kind}, {At: at("2026-05-02"), Kind: kind}}}}
	}
	expect(t, wantsPrepayment, "G06", event("prepayment_demand"), true)
	expect(t, wantsPrepayment, "G06", event("other"), false)
	expect(t, youngCompany, "G09", event("invoice_by_young_company"), true)
	young := core.Recorded{Verifications: []core.Verification{{At: at("2026-05-03"), Of: "company", Result: "young_company"}}}
	expect(t, youngCompany, "G09", &core.Dossier{Recorded: young}, true)
	young.Verifications[0].Result = "confirmed"
	expect(t, youngCompany, "G09", &core.Dossier{Recorded: young}, false)
}

func TestAccountsAreSharedMasked(t *testing.T) {
	d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}}
	d.Recorded = paid(core.Payee{From: at("2026-05-01"), Account: "acct 7f3a 0001", Paper: "ABCDEF0123456789"}, core.Payee{From: at("2026-07-01"), Account: "x1"})
	out := core.NewSink(core.Catalogue{})
	paidTo(&World{}, d, out)
	want := map[core.TraitKind][]string{core.TraitBank: {"ACCT7F3A0001 ••••0001", "X1 ••••"}, core.TraitBankPaper: {"abcdef0123456789 abcdef01"}}
	got := map[core.TraitKind][]string{}
	for _, tr := range out.Traits() {
		got[tr.Kind] = append(got[tr.Kind], tr.Value+" "+tr.Shown)
		if tr.Evidence[0].Value != tr.Shown {
			t.Errorf("evidence shows %q, want it masked like %q", tr.Evidence[0].Value, tr.Shown)
		}
	}
	for kind, list := range want {
		if len(got[kind]) != len(list) {
			t.Fatalf("%s: %v, want %v", kind, got[kind], list)
		}
		for i := range list {
			if got[kind][i] != list[i] {
				t.Errorf("%s: %q, want %q", kind, got[kind][i], list[i])
			}
		}
	}
}
