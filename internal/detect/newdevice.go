package detect

import (
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// newDevices raises H10: in the first weeks of work somebody who was given a device signs in from
// one that the company does not manage, day after day. Phones are left out: everybody reads mail.
type newDevices struct {
	w    *World
	seen dossiers[unmanaged]
}

type unmanaged struct {
	days  Days
	proof Proof
}

const unmanagedDays = 3

func newNewDevices(w *World) Detector {
	return &newDevices{w: w, seen: dossiers[unmanaged]{}}
}

func (n *newDevices) Feed(d *core.Dossier, o *core.Observation) {
	if o.Managed != core.No || o.Kind != core.KindSignin || len(d.Recorded.Devices) == 0 || !d.NewIn(o.At, n.w.newDays()) || phone(o.Agent) {
		return
	}
	if d.Explained("own_device", o.At, "") || d.Explained("second_device", o.At, "") {
		return
	}
	u := n.seen.of(d)
	u.days.Add(o.At)
	what := o.Device
	if what == "" {
		what = o.Agent
	}
	u.proof.Add(o, "device", what)
}

func phone(agent string) bool {
	for _, w := range []string{"iPhone", "iPad", "Android", "Mobile"} {
		if strings.Contains(agent, w) {
			return true
		}
	}
	return false
}

func (n *newDevices) Raise(out *core.Sink) {
	n.seen.each(n.w, func(d *core.Dossier, u *unmanaged) {
		if u.days.Len() < unmanagedDays {
			return
		}
		ev := u.proof.Evidence()
		out.Raise("H10", d.ID, u.proof.First, core.Args{
			"device": ev[0].Value, "days": strconv.Itoa(u.days.Len()), "day": u.proof.First.Format(time.DateOnly),
		}, ev...)
	})
}
