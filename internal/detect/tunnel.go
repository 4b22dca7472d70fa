package detect

import (
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// tunnels watches acts of an account that come through a network which hides where the person is
// (signals H01 to H04), applications sent and interviews joined through one (A11, D07). A tunnel
// that was agreed or declared is no question; the company's own gateways, privacy relays and mobile
// carriers are no tunnels (core.Where).
type tunnels struct {
	w    *World
	seen dossiers[map[tunnelKey]*tunnelUse]
}

type tunnelKey struct{ signal, network string }

type tunnelUse struct {
	proof Proof
	days  Days
}

func newTunnels(w *World) Detector {
	return &tunnels{w: w, seen: dossiers[map[tunnelKey]*tunnelUse]{}}
}

// tunnelSignals are the signals of an account in use, by kind of network, with the number of days
// it takes: an exit named Astrill or a rented household line is a question at once, a consumer VPN
// or a data centre only as a habit.
var tunnelSignals = map[core.Where]struct {
	signal string
	days   int
}{
	core.WhereAstrill: {"H01", 1},
	core.WhereVPN:     {"H02", 3},
	core.WhereProxy:   {"H03", 1},
	core.WhereHosting: {"H04", 3},
}

func (t *tunnels) Feed(d *core.Dossier, o *core.Observation) {
	if !o.Where.Tunnel() {
		return
	}
	signal := ""
	switch {
	case o.Kind == core.KindApplication:
		signal = "A11"
	case o.Kind == core.KindMeeting && interviewing(d, o.At):
		signal = "D07"
	case ofAccount(o):
		signal = tunnelSignals[o.Where].signal
	}
	if signal == "" || d.Explained("vpn", o.At, product(o)) {
		return
	}
	uses := t.seen.of(d)
	if *uses == nil {
		*uses = map[tunnelKey]*tunnelUse{}
	}
	key := tunnelKey{signal, network(o)}
	use := (*uses)[key]
	if use == nil {
		use = &tunnelUse{}
		(*uses)[key] = use
	}
	use.proof.Add(o, "ip", address(o))
	use.days.Add(o.At)
}

func (t *tunnels) Raise(out *core.Sink) {
	t.seen.each(t.w, func(d *core.Dossier, uses *map[tunnelKey]*tunnelUse) {
		for key, use := range *uses {
			if use.days.Len() < tunnelDays(key.signal) {
				continue
			}
			ev := use.proof.Evidence()
			out.Raise(key.signal, d.ID, use.proof.First, core.Args{
				"network": key.network, "address": ev[0].Value,
				"count": strconv.Itoa(use.proof.Count), "days": strconv.Itoa(use.days.Len()),
				"day": use.proof.First.Format(time.DateOnly),
			}, ev...)
		}
	})
}

func tunnelDays(signal string) int {
	for _, s := range tunnelSignals {
		if s.signal == signal {
			return s.days
		}
	}
	return 1
}

// interviewing reports whether at t the person was not yet at work.
func interviewing(d *core.Dossier, t time.Time) bool {
	s := d.Start()
	return !d.Works() || !s.IsZero() && t.Before(s)
}

// network is how a tunnel is called: the tag of the log's own enrichment, else its operator.
func network(o *core.Observation) string {
	switch {
	case o.Where == core.WhereAstrill:
		return "Astrill"
	case o.Tag != "":
		return o.Tag
	case o.ASOrg != "":
		return o.ASOrg
	}
	return string(o.Where)
}

// product is the name of the tunnel, where the source gives one, to compare with what was declared.
func product(o *core.Observation) string {
	if o.Where == core.WhereAstrill {
		return "Astrill"
	}
	return ""
}
