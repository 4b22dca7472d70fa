package detect

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// afterwards raises K07: an account acts after the person's last day of work. Denied attempts are no
// use, and a former colleague who joins a meeting as a guest or writes from a private address uses
// nothing of the company's.
type afterwards struct {
	w    *World
	seen dossiers[Proof]
}

// graceDays is how long after the last day of work an account may still act: time zones, and the
// night in which accounts are closed.
const graceDays = 2

func newAfterwards(w *World) Detector { return &afterwards{w: w, seen: dossiers[Proof]{}} }

func (a *afterwards) Feed(d *core.Dossier, o *core.Observation) {
	left := d.Dates.Left
	if !left.Given() || o.Kind == core.KindMeeting || !ofAccount(o) || core.Day(o.At) < core.Day(left.Time)+graceDays {
		return
	}
	if private(d, o.Account) || keptOpen(d, o.At) {
		return
	}
	a.seen.of(d).Add(o, "account", o.Account)
}

// keptOpen reports whether it was agreed that something goes on at t: a ticket of kind offboarding
// that says until when, or what. One that says neither is the checklist of every departure.
func keptOpen(d *core.Dossier, t time.Time) bool {
	return slices.ContainsFunc(d.Recorded.Tickets, func(k core.Ticket) bool {
		return k.Kind == "offboarding" && (k.To.Given() || k.What != "") && k.Covers(t)
	})
}

// private reports whether an account is an address that the person stated and the company did not
// record as one of its own.
func private(d *core.Dossier, account string) bool {
	is := func(s string) bool { return strings.EqualFold(s, account) }
	return slices.ContainsFunc(d.Stated.Emails, is) && !slices.ContainsFunc(d.Recorded.Accounts, is)
}

func (a *afterwards) Raise(out *core.Sink) {
	a.seen.each(a.w, func(d *core.Dossier, p *Proof) {
		ev := append(p.Evidence(), d.At("dates.left", d.Dates.Left.Format(time.DateOnly)))
		out.Raise("K07", d.ID, p.First, core.Args{"count": strconv.Itoa(p.Count), "day": p.First.Format(time.DateOnly)}, ev...)
	})
}

// returns raises K06b: a device was sent back from a place where the person was not known to be. It
// reads dossiers alone, and is a detector because it needs the map.
type returns struct{ w *World }

func newReturns(w *World) Detector { return &returns{w} }

// Feed keeps nothing: where a parcel came from is in the dossier.
func (*returns) Feed(*core.Dossier, *core.Observation) {}

func (r *returns) Raise(out *core.Sink) {
	for _, d := range r.w.byID() {
		home := d.Stated.Residence.Place()
		if !home.Known() {
			continue
		}
		for i, v := range d.Recorded.Devices {
			from := v.From.Place()
			if !from.Known() || !r.w.Atlas.Elsewhere(home, from) || r.w.known(d, from, v.Returned.Time) || d.Explained("address_change", v.Returned.Time, "") || d.Explained("shipping", v.Returned.Time, "") {
				continue
			}
			out.Raise("K06b", d.ID, v.Returned.Time, core.Args{"device": v.Serial, "where": name(from), "home": name(home)},
				d.At(core.Key("recorded.devices", i, "returned_from.city"), name(from)), d.At("stated.residence", name(home)))
			break
		}
	}
}
