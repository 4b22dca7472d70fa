package check

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// againstOwnWords raises D11: an answer in an interview contradicted what the person had stated. It is the
// person's own words on both sides; an answer that agrees in a later interview ends it.
func againstOwnWords(_ *World, d *core.Dossier, out *core.Sink) {
	var ev []core.Evidence
	var items []string
	var last time.Time
	for i, m := range d.Recorded.Interviews {
		for j, r := range m.Answers {
			if r.Result != "contradicts" || agreedLater(d, m, r) {
				continue
			}
			ev = append(ev, d.At(core.Key(core.Key("recorded.interviews", i, "answers"), j, "result"), r.Result))
			items = append(items, named(r.Item))
			last = later(last, m.At)
		}
	}
	if len(ev) > 0 {
		slices.Sort(items)
		out.Raise("D11", d.ID, last, core.Args{"item": strings.Join(slices.Compact(items), ", "), "day": written(core.Date{Time: last})}, ev...)
	}
}

func agreedLater(d *core.Dossier, m core.Meeting, r core.Reply) bool {
	return slices.ContainsFunc(d.Recorded.Interviews, func(o core.Meeting) bool {
		return o.At.After(m.At.Time) && slices.ContainsFunc(o.Answers, func(a core.Reply) bool {
			return a.About == r.About && strings.EqualFold(a.Item, r.Item) && a.Result == "agrees"
		})
	})
}
