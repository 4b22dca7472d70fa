package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// latestPayee is the payroll account in use: the one with the latest first day, the last written
// among equals.
func latestPayee(d *core.Dossier) (core.Payee, int, bool) {
	at := -1
	for i, p := range d.Recorded.Payroll {
		if at < 0 || !p.From.Before(d.Recorded.Payroll[at].From.Time) {
			at = i
		}
	}
	if at < 0 {
		return core.Payee{}, 0, false
	}
	return d.Recorded.Payroll[at], at, true
}

// paidInCrypto raises G03: pay goes to a crypto wallet only, or only that was asked for. Electronic
// money is an ordinary account.
func paidInCrypto(_ *World, d *core.Dossier, out *core.Sink) {
	payee, i, ok := latestPayee(d)
	if ok && payee.Method == "crypto" && !d.Explained("bank_change", payee.From.Time, "") {
		out.Raise("G03", d.ID, payee.From.Time, core.Args{"day": written(payee.From)}, d.At(core.Key("recorded.payroll", i, "method"), payee.Method))
		return
	}
	for j, x := range incidents(d, "crypto_only") {
		settled := ok && payee.Method == "bank" && !payee.From.Before(d.Recorded.Incidents[x].At.Time)
		if in := d.Recorded.Incidents[x]; j == 0 && !settled && !d.Explained("bank_change", in.At.Time, "") {
			out.Raise("G03", d.ID, in.At.Time, core.Args{"day": written(in.At)}, d.At(core.Key("recorded.incidents", x, "kind"), in.Kind))
		}
	}
}

// payeeNotHolder raises G04: the bank says that the account in use is somebody else's. An earlier
// account that has been replaced is settled.
func payeeNotHolder(_ *World, d *core.Dossier, out *core.Sink) {
	payee, i, ok := latestPayee(d)
	if !ok || payee.HolderCheck != "no_match" || d.Explained("bank_change", payee.From.Time, "") {
		return
	}
	out.Raise("G04", d.ID, payee.From.Time, core.Args{"account": masked(payee.Account), "day": written(payee.From)},
		d.At(core.Key("recorded.payroll", i, "holder_check"), payee.HolderCheck))
}

// wantsPrepayment raises G06.
func wantsPrepayment(_ *World, d *core.Dossier, out *core.Sink) {
	raiseIncident("G06", "prepayment_demand", d, out)
}

// youngCompany raises G09: a very young company invoices, by a recorded event or by the register.
func youngCompany(_ *World, d *core.Dossier, out *core.Sink) {
	if raiseIncident("G09", "invoice_by_young_company", d, out) {
		return
	}
	for i, v := range d.Recorded.Verifications {
		if v.Of == "company" && v.Result == "young_company" {
			out.Raise("G09", d.ID, v.At.Time, core.Args{"day": written(v.At)}, d.At(core.Key("recorded.verifications", i, "result"), v.Result))
			return
		}
	}
}

// incidents lists the recorded events of a kind, the earliest first.
func incidents(d *core.Dossier, kind string) []int {
	var out []int
	for i, in := range d.Recorded.Incidents {
		if in.Kind == kind {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		return cmp.Or(d.Recorded.Incidents[a].At.Compare(d.Recorded.Incidents[b].At.Time), a-b)
	})
	return out
}

// raiseIncident raises signal once for the recorded events of a kind, at the earliest of them.
func raiseIncident(signal, kind string, d *core.Dossier, out *core.Sink) bool {
	list := incidents(d, kind)
	if len(list) == 0 {
		return false
	}
	ev := make([]core.Evidence, 0, len(list))
	for _, i := range list {
		value := d.Recorded.Incidents[i].Ref
		if value == "" {
			value = kind
		}
		ev = append(ev, d.At(core.Key("recorded.incidents", i, "kind"), value))
	}
	first := d.Recorded.Incidents[list[0]]
	out.Raise(signal, d.ID, first.At.Time, core.Args{"day": written(first.At)}, ev...)
	return true
}

// paidTo shares payroll accounts (L05) and bank documents (G08).
func paidTo(_ *World, d *core.Dossier, out *core.Sink) {
	for i, p := range d.Recorded.Payroll {
		share := func(kind core.TraitKind, value, shown, key string) {
			if value == "" {
				return
			}
			ev := d.At(core.Key("recorded.payroll", i, key), shown)
			out.Share(core.Trait{Person: d.ID, Kind: kind, Value: value, Shown: shown, First: p.From.Time, Last: lastPaid(d, i), Evidence: []core.Evidence{ev}})
		}
		share(core.TraitBank, normalAccount(p.Account), masked(p.Account), "account")
		paper := strings.ToLower(strings.TrimSpace(p.Paper))
		share(core.TraitBankPaper, paper, paper[:min(len(paper), 8)], "document_hash")
	}
}

// lastPaid is when another account took over from account i; zero while it is in use.
func lastPaid(d *core.Dossier, i int) time.Time {
	var next time.Time
	for _, p := range d.Recorded.Payroll {
		if p.From.After(d.Recorded.Payroll[i].From.Time) && (next.IsZero() || p.From.Before(next)) {
			next = p.From.Time
		}
	}
	return next
}

// normalAccount writes an account without the spaces that people put into an IBAN.
func normalAccount(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}

// masked shows no more of an account than it takes to find it in the payroll.
func masked(account string) string {
	const shown = 4
	a := []rune(strings.Join(strings.Fields(account), ""))
	if len(a) <= shown {
		return "••••"
	}
	return "••••" + string(a[len(a)-shown:])
}
