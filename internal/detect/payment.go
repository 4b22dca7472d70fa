package detect

import (
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// payments watches changes of the payroll account: several within three months (G01), one made from
// elsewhere (G07), one in the last days of work (G12). A ticket of kind bank_change explains each.
type payments struct {
	w    *World
	seen dossiers[[]bankChange]
	own  ownLines
}

// bankChange is one change in the personnel system.
type bankChange struct {
	at     moment
	place  core.Place
	where  core.Where
	net    string // name of the tunnel, or the address
	ip     string
	addr   netip.Addr
	byWhom string // dossier of who made it; "" when not known
}

const (
	bankChangesKept = 64 // per person: the earliest ones
	bankChanges     = 2  // changes (catalogue, threshold D)
	bankChangeDays  = 90 // within that many days (catalogue, threshold D)
	lastPayDays     = 7  // before the last day of work (catalogue, threshold D)
	setUpDays       = 31 // after the first day of work, in which an account is entered for the first time
	lastPaidDays    = 31 // after the last day of work, until when the last pay is made
)

func newPayments(w *World) Detector {
	return &payments{w: w, seen: dossiers[[]bankChange]{}, own: ownLines{}}
}

func (p *payments) Feed(d *core.Dossier, o *core.Observation) {
	p.own.add(d, o)
	if o.Kind != core.KindChange || o.Target != "bank" {
		return
	}
	list := p.seen.of(d)
	c := bankChange{at: moment{o.At.UnixMilli(), int32(o.Line), o.Input}, place: o.Place, where: o.Where, ip: address(o), addr: o.IP, byWhom: o.OtherPerson}
	if o.Where.Tunnel() {
		c.net = network(o)
	}
	i, _ := slices.BinarySearchFunc(*list, c, func(a, b bankChange) int {
		if a.at.before(b.at) {
			return -1
		}
		return 1
	})
	*list = slices.Insert(*list, i, c)
	if len(*list) > bankChangesKept {
		*list = (*list)[:bankChangesKept]
	}
}

func (p *payments) Raise(out *core.Sink) {
	for _, d := range p.w.byID() {
		var list []bankChange
		if l := p.seen.get(d); l != nil {
			list = *l
		}
		p.often(d, list, out)
		p.fromElsewhere(d, list, out)
		p.atTheEnd(d, list, out)
	}
}

// payrollChange is a change by either source.
type payrollChange struct {
	at time.Time
	ev core.Evidence
}

// unexplained lists the changes of the account, without the entry that set it up. The log and the
// dossier tell of the same changes, on other days (when it was asked, when it was used first), so
// only the source that knows of more is taken, the log among equals.
func unexplained(d *core.Dossier, list []bankChange) []payrollChange {
	var logged, noted []payrollChange
	for i, c := range list {
		at := c.at.time()
		if i == 0 && setsUp(d, at) || at.Before(d.Start()) {
			continue
		}
		if !d.Explained("bank_change", at, "") {
			logged = append(logged, payrollChange{at, c.see("field", "bank")})
		}
	}
	for _, c := range replaced(d) {
		if !d.Explained("bank_change", c.at, "") {
			noted = append(noted, c)
		}
	}
	if len(noted) > len(logged) {
		return noted
	}
	return logged
}

// setsUp reports whether the first change that the log knows is the first entry of an account: it
// came in the first weeks, and the dossier knows of no account before it.
func setsUp(d *core.Dossier, at time.Time) bool {
	for _, p := range d.Recorded.Payroll {
		if p.From.Given() && p.From.Before(at) {
			return false
		}
	}
	return !d.Start().IsZero() && at.Before(d.Start().AddDate(0, 0, setUpDays))
}

// replaced lists when, by the dossier, another account took over.
func replaced(d *core.Dossier) []payrollChange {
	order := make([]int, 0, len(d.Recorded.Payroll))
	for i, p := range d.Recorded.Payroll {
		if p.From.Given() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return d.Recorded.Payroll[a].From.Compare(d.Recorded.Payroll[b].From.Time)
	})
	var out []payrollChange
	for n, i := range order {
		if n == 0 || d.Recorded.Payroll[i].Account == d.Recorded.Payroll[order[n-1]].Account {
			continue
		}
		from := d.Recorded.Payroll[i].From
		out = append(out, payrollChange{from.Time, d.At(core.Key("recorded.payroll", i, "from"), from.Format(time.DateOnly))})
	}
	return out
}

func (c bankChange) see(field, value string) core.Evidence {
	return core.Evidence{Input: c.at.input, Line: int(c.at.line), Field: field, Value: value}
}

// often raises G01 for the densest run of changes.
func (p *payments) often(d *core.Dossier, list []bankChange, out *core.Sink) {
	changes := unexplained(d, list)
	var run []payrollChange
	for i := range changes {
		j := i
		for j < len(changes) && core.Day(changes[j].at)-core.Day(changes[i].at) <= bankChangeDays {
			j++
		}
		if j-i > len(run) {
			run = changes[i:j]
		}
	}
	if len(run) < bankChanges {
		return
	}
	ev := make([]core.Evidence, len(run))
	for i, c := range run {
		ev[i] = c.ev
	}
	first, last := run[0].at, run[len(run)-1].at
	out.Raise("G01", d.ID, first, core.Args{"count": strconv.Itoa(len(run)), "from": first.Format(time.DateOnly), "to": last.Format(time.DateOnly)}, ev...)
}

// fromElsewhere raises G07 for the earliest change that came through an unannounced tunnel, or from
// another area than the person states, announced or is known to be in. A change that somebody else
// made, as a payroll clerk does, tells of the clerk's line. One made on the line on which the person's
// own device is was made by whoever holds that device: a question of place (F09, H06), not of pay.
func (p *payments) fromElsewhere(d *core.Dossier, list []bankChange, out *core.Sink) {
	for _, c := range list {
		at := c.at.time()
		if c.byWhom != "" && c.byWhom != d.ID || d.Explained("bank_change", at, "") || d.Explained("vpn", at, "") || !p.away(d, c, at) {
			continue
		}
		where := c.net
		if where == "" {
			where = name(c.place)
		}
		out.Raise("G07", d.ID, at, core.Args{"where": where, "address": c.ip, "day": at.Format(time.DateOnly)},
			c.see("ip", c.ip), d.At("stated.residence", name(d.Stated.Residence.Place())))
		return
	}
}

func (p *payments) away(d *core.Dossier, c bankChange, at time.Time) bool {
	if c.where.Tunnel() {
		return true
	}
	return c.where.Ordinary() && c.place.Known() && d.Stated.Residence.Place().Known() &&
		p.w.Atlas.Elsewhere(d.Stated.Residence.Place(), c.place) && !p.w.known(d, c.place, at) && !d.Announced(c.place.Country, at) && !p.own.there(d, c.addr, at)
}

// atTheEnd raises G12.
func (p *payments) atTheEnd(d *core.Dossier, list []bankChange, out *core.Sink) {
	left := d.Dates.Left
	if !left.Given() {
		return
	}
	for _, c := range unexplained(d, list) {
		if day := core.Day(c.at) - core.Day(left.Time); day < -lastPayDays || day > lastPaidDays {
			continue
		}
		out.Raise("G12", d.ID, c.at, core.Args{"day": c.at.Format(time.DateOnly), "left": left.Format(time.DateOnly)}, c.ev, d.At("dates.left", left.Format(time.DateOnly)))
		return
	}
}
