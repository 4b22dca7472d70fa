package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// contacts watches changes in the personnel file: several contact data changed between the offer and
// the first two weeks (B09), and contact data changed just before the bank account (B09b), which is
// what somebody does who means the confirmation not to arrive.
type contacts struct {
	w    *World
	seen dossiers[[]contactChange]
}

type contactChange struct {
	at    moment
	field string
}

const (
	changesKept  = 256
	beforeBank   = 7 * 24 * time.Hour
	afterOffer   = 14 * 24 * time.Hour
	afterChanges = 2
)

func newContacts(w *World) Detector { return &contacts{w: w, seen: dossiers[[]contactChange]{}} }

func (c *contacts) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindChange {
		return
	}
	ticket := map[string]string{"phone": "phone_change", "email": "phone_change", "address": "address_change", "bank": "bank_change"}[o.Target]
	if ticket == "" || d.Explained(ticket, o.At, "") {
		return
	}
	list := c.seen.of(d)
	x := contactChange{moment{o.At.UnixMilli(), int32(o.Line), o.Input}, o.Target}
	i, _ := slices.BinarySearchFunc(*list, x, func(a, b contactChange) int {
		if a.at.before(b.at) {
			return -1
		}
		return 1
	})
	*list = slices.Insert(*list, i, x)
	if len(*list) > changesKept {
		*list = (*list)[:changesKept]
	}
}

func (c *contacts) Raise(out *core.Sink) {
	c.seen.each(c.w, func(d *core.Dossier, list *[]contactChange) {
		c.afterOffer(d, *list, out)
		c.beforeBank(d, *list, out)
	})
}

// afterOffer raises B09.
func (c *contacts) afterOffer(d *core.Dossier, list []contactChange, out *core.Sink) {
	offered := d.Dates.Offered
	if !offered.Given() || d.Start().IsZero() {
		return
	}
	var fields []string
	var ev []core.Evidence
	var first time.Time
	for _, x := range list {
		at := x.at.time()
		if at.Before(offered.Time) || at.After(d.Start().Add(afterOffer)) || x.field == "bank" {
			continue
		}
		if first.IsZero() {
			first = at
		}
		fields, ev = add(fields, x.field), append(ev, x.evidence())
	}
	if len(fields) >= afterChanges {
		out.Raise("B09", d.ID, first, core.Args{"count": strconv.Itoa(len(fields)), "day": first.Format(time.DateOnly)}, ev...)
	}
}

// beforeBank raises B09b.
func (c *contacts) beforeBank(d *core.Dossier, list []contactChange, out *core.Sink) {
	for i, bank := range list {
		if bank.field != "bank" {
			continue
		}
		for _, x := range list[:i] {
			if (x.field == "phone" || x.field == "email") && bank.at.time().Sub(x.at.time()) <= beforeBank {
				out.Raise("B09b", d.ID, x.at.time(), core.Args{
					"day": x.at.time().Format(time.DateOnly), "bank": bank.at.time().Format(time.DateOnly),
				}, x.evidence(), bank.evidence())
				return
			}
		}
	}
}

func (x contactChange) evidence() core.Evidence {
	return core.Evidence{Input: x.at.input, Line: int(x.at.line), Field: "field", Value: strings.TrimSpace(x.field)}
}
