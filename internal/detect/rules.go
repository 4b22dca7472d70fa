package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// matches turns matches of Sigma rules into findings: one per person and signal, unless a ticket or
// a declaration explains the product, the company allows it, or the rule asks about first days only.
// Two remote-control tools on one person's devices are a question of their own (I02).
type matches struct {
	w    *World
	seen dossiers[map[string]*match]
}

type match struct {
	proof Proof
	what  []string
}

func newMatches(w *World) Detector {
	return &matches{w: w, seen: dossiers[map[string]*match]{}}
}

func (m *matches) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindRule || m.explained(d, o) {
		return
	}
	seen := m.seen.of(d)
	if *seen == nil {
		*seen = map[string]*match{}
	}
	x := (*seen)[o.Target]
	if x == nil {
		x = &match{}
		(*seen)[o.Target] = x
	}
	x.proof.Add(o, o.MatchField, o.MatchValue)
	if o.Value != "" {
		x.what = add(x.what, o.Value)
	}
}

func (m *matches) explained(d *core.Dossier, o *core.Observation) bool {
	t := m.w.Rules[o.Target]
	if t.NewHire && !d.NewIn(o.At, m.w.newDays()) {
		return true
	}
	if t.Allowed && slices.ContainsFunc(m.w.Company.RemoteTools, func(tool string) bool { return strings.EqualFold(tool, o.Value) }) {
		return true
	}
	return slices.ContainsFunc(t.Unless, func(kind string) bool { return d.Explained(kind, o.At, o.Value) })
}

func (m *matches) Raise(out *core.Sink) {
	m.seen.each(m.w, func(d *core.Dossier, seen *map[string]*match) {
		for signal, x := range *seen {
			if x.proof.Count < max(1, m.w.Rules[signal].Count) {
				continue
			}
			x.raise(signal, d, out)
			if signal == "I01" && len(x.what) > 1 {
				x.raise("I02", d, out)
			}
		}
	})
}

func (x *match) raise(signal string, d *core.Dossier, out *core.Sink) {
	out.Raise(signal, d.ID, x.proof.First, core.Args{
		"what": some(x.what), "count": strconv.Itoa(x.proof.Count), "tools": strconv.Itoa(len(x.what)),
		"day": x.proof.First.Format(time.DateOnly),
	}, x.proof.Evidence()...)
}
