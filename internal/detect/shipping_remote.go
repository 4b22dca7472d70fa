package detect

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// remoteAtOnce raises F11: a remote-control tool ran on a device within three days of its first sign
// of life, which itself came shortly after the delivery, so that it is a first boot and not merely
// the beginning of the log. What explains a tool for I01 explains it here.
type remoteAtOnce struct {
	w     *World
	tools *matches
	seen  dossiers[map[string]*newBoot]
	ships *shipments
}

type newBoot struct {
	first moment
	tool  Proof
	what  []string
}

const (
	atOnce        = 72 * time.Hour
	firstBootDays = 14 // days after the delivery within which a device wakes up (D)
)

// remoteSignals are the signals whose rules name a remote-control tool.
var remoteSignals = map[string]bool{"I01": true, "I03": true}

func newRemoteAtOnce(w *World) Detector {
	return &remoteAtOnce{w: w, tools: &matches{w: w}, seen: dossiers[map[string]*newBoot]{}, ships: &shipments{w: w, seen: dossiers[[]shipped]{}}}
}

func (r *remoteAtOnce) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind == core.KindShipment {
		r.ships.Feed(d, o)
		return
	}
	if o.Device == "" || !ofDevice(o) {
		return
	}
	devices := r.seen.of(d)
	if *devices == nil {
		*devices = map[string]*newBoot{}
	}
	b := (*devices)[o.Device]
	at := moment{o.At.UnixMilli(), int32(o.Line), o.Input}
	if b == nil {
		b = &newBoot{first: at}
		(*devices)[o.Device] = b
	}
	if at.before(b.first) {
		b.first = at
	}
	if o.Kind == core.KindRule && remoteSignals[o.Target] && !r.tools.explained(d, o) {
		b.tool.Add(o, o.MatchField, o.MatchValue)
		what := o.Value
		if what == "" {
			what = o.MatchValue
		}
		b.what = add(b.what, what)
	}
}

func (r *remoteAtOnce) Raise(out *core.Sink) {
	r.seen.each(r.w, func(d *core.Dossier, devices *map[string]*newBoot) {
		var events []shipped
		if list := r.ships.seen.get(d); list != nil {
			events = *list
		}
		var first *newBoot
		for _, b := range *devices {
			if b.tool.Count == 0 || b.tool.First.Sub(b.first.time()) > atOnce || !wokeUp(d, events, b.first.time()) {
				continue
			}
			if first == nil || b.first.before(first.first) {
				first = b
			}
		}
		if first != nil {
			out.Raise("F11", d.ID, first.tool.First, core.Args{"what": some(first.what), "day": first.tool.First.Format(time.DateOnly)}, first.tool.Evidence()...)
		}
	})
}

// wokeUp reports whether a device was handed over shortly before at.
func wokeUp(d *core.Dossier, events []shipped, at time.Time) bool {
	handed := deliveries(d, events)
	for _, v := range d.Recorded.Devices {
		if v.Issued.Given() {
			handed = append(handed, v.Issued.Time)
		}
	}
	for _, t := range handed {
		if day := core.Day(at) - core.Day(t); day >= 0 && day <= firstBootDays {
			return true
		}
	}
	return false
}
