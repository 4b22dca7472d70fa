package check

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/place"
)

// verified points at the verifications of one thing that came back with one of the results, and that
// no later one corrected.
func verified(d *core.Dossier, of string, results ...string) []core.Evidence {
	var ev []core.Evidence
	for i, v := range d.Recorded.Verifications {
		if v.Of == of && slices.Contains(results, v.Result) && !corrected(d, v) {
			ev = append(ev, d.At(core.Key("recorded.verifications", i, "result"), v.Result))
		}
	}
	return ev
}

// corrected reports whether the same thing was confirmed on a later day: the school found the degree
// under an earlier name.
func corrected(d *core.Dossier, v core.Verification) bool {
	return slices.ContainsFunc(d.Recorded.Verifications, func(o core.Verification) bool {
		return o.Of == v.Of && o.Result == "confirmed" && o.At.After(v.At.Time) && strings.EqualFold(strings.TrimSpace(o.Item), strings.TrimSpace(v.Item))
	})
}

// answer is a question that follows from what somebody outside said.
type answer struct {
	signal  string
	of      []string
	results []string
}

// answers are the signals that a recorded verification raises by itself, in catalogue order.
var answers = []answer{
	{"A04", []string{"employer"}, []string{"denied"}},
	{"A05", []string{"education"}, []string{"denied"}},
	{"B01", []string{"phone"}, []string{"voip", "new"}},
	{"B04", []string{"email"}, []string{"listed"}},
	{"B06", []string{"email", "account"}, []string{"other_identity"}},
	{"B07", []string{"address"}, []string{"mailbox", "forwarder", "virtual_office", "not_a_home"}},
}

// whatOthersSaid raises the signals of answers.
func whatOthersSaid(_ *World, d *core.Dossier, out *core.Sink) {
	for _, a := range answers {
		var ev []core.Evidence
		var items []string
		var first core.Date
		for i, v := range d.Recorded.Verifications {
			if !slices.Contains(a.of, v.Of) || !slices.Contains(a.results, v.Result) || corrected(d, v) || deliveryOnly(d, v) {
				continue
			}
			ev = append(ev, d.At(core.Key("recorded.verifications", i, "result"), v.Result))
			items = append(items, named(v.Item))
			if len(ev) == 1 || v.At.Before(first.Time) {
				first = v.At
			}
		}
		if len(ev) > 0 {
			slices.Sort(items)
			out.Raise(a.signal, d.ID, first.Time, core.Args{"item": strings.Join(slices.Compact(items), ", ")}, ev...)
		}
	}
}

// named is what was verified, or a dash when nobody wrote it down.
func named(item string) string {
	if item = strings.TrimSpace(item); item == "" {
		return "–"
	}
	return item
}

// deliveryOnly reports whether a verified address is one to which a device went and not the
// residence: that is another signal's question (F03).
func deliveryOnly(d *core.Dossier, v core.Verification) bool {
	if v.Of != "address" || sameLine(v.Item, d.Stated.Residence) {
		return false
	}
	return slices.ContainsFunc(d.Recorded.Shipments, func(s core.Shipment) bool {
		return sameLine(v.Item, s.To) && place.Fold(s.To.Line) != place.Fold(d.Stated.Residence.Line)
	})
}

// newEverywhere raises B03: mail address and public account are both new.
func newEverywhere(_ *World, d *core.Dossier, out *core.Sink) {
	mail, account := verified(d, "email", "new"), verified(d, "account", "new")
	if len(mail) > 0 && len(account) > 0 {
		out.Raise("B03", d.ID, time.Time{}, nil, append(mail, account...)...)
	}
}
