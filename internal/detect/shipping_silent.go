package detect

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// working is on which days an account acted and on which a device of its owner reported.
type working struct {
	acted    calendar[moment] // first act
	reported Days
}

const (
	silentDays   = 10 // days of work before a silent device is a question (D)
	silentShare  = 10 // the device reported on less than a tenth of them (D)
	settleInDays = 3  // days after the delivery before work counts
)

// act notes an act of the account.
func (u *working) act(o *core.Observation) {
	m := moment{o.At.UnixMilli(), int32(o.Line), o.Input}
	if first, fresh := u.acted.at(core.Day(o.At)); fresh || m.before(*first) {
		*first = m
	}
	if o.Managed == core.Yes {
		u.reported.Add(o.At)
	}
}

// silent raises F12. It speaks only of days on which some device of the company reported: without
// such logs nothing is known.
func (x *issued) silent(d *core.Dossier, arrived []arrival, out *core.Sink) {
	u := x.work.get(d)
	from, given := handedOut(d, arrived)
	if u == nil || !given {
		return
	}
	var worked []moment
	seen := 0
	u.acted.each(func(day int, m *moment) {
		if day < core.Day(from)+settleInDays || !x.all.Has(day) || d.Explained("own_device", m.time(), "") || d.Explained("second_device", m.time(), "") {
			return
		}
		worked = append(worked, *m)
		if u.reported.Has(day) {
			seen++
		}
	})
	if len(worked) < silentDays || seen*silentShare >= len(worked) {
		return
	}
	var ev []core.Evidence
	for _, m := range worked[:proofItems] {
		ev = append(ev, core.Evidence{Input: m.input, Line: int(m.line), Field: "time", Value: m.time().Format(time.RFC3339)})
	}
	out.Raise("F12", d.ID, worked[0].time(), core.Args{"days": strconv.Itoa(len(worked)), "seen": strconv.Itoa(seen)}, ev...)
}

// handedOut is when the person got a first device.
func handedOut(d *core.Dossier, arrived []arrival) (first time.Time, ok bool) {
	admit := func(t time.Time) {
		if !t.IsZero() && (!ok || t.Before(first)) {
			first, ok = t, true
		}
	}
	for _, a := range arrived {
		if a.handed {
			admit(a.at)
		}
	}
	for _, v := range d.Recorded.Devices {
		admit(v.Issued.Time)
	}
	return first, ok
}
