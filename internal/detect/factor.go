package detect

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// factors watches authenticators: one that serves two accounts (L12), and one enrolled from another
// place than where the person's device was (H11).
type factors struct {
	w       *World
	owners  map[string]map[string]*Proof // factor → person
	enrols  dossiers[[]enrolment]
	devices *trails
}

type enrolment struct {
	at     moment
	place  core.Place
	tunnel bool
	ip     string
}

// enrolmentsKept bounds what is kept of one person: the earliest ones.
const enrolmentsKept = 64

func newFactors(w *World) Detector {
	return &factors{w: w, owners: map[string]map[string]*Proof{}, enrols: dossiers[[]enrolment]{}, devices: newTrails(w)}
}

func (f *factors) Feed(d *core.Dossier, o *core.Observation) {
	switch o.Kind {
	case core.KindDeviceSeen:
		f.devices.add(o)
	case core.KindMFAEnrol:
		f.enrol(d, o)
	}
}

func (f *factors) enrol(d *core.Dossier, o *core.Observation) {
	if o.Factor != "" {
		people := f.owners[o.Factor]
		if people == nil {
			people = map[string]*Proof{}
			f.owners[o.Factor] = people
		}
		if people[d.ID] == nil {
			people[d.ID] = &Proof{}
		}
		people[d.ID].Add(o, "factor", o.Factor)
	}
	if !o.Where.Ordinary() && !o.Where.Tunnel() || o.OtherPerson != "" && o.OtherPerson != d.ID {
		return
	}
	list := f.enrols.of(d)
	e := enrolment{moment{o.At.UnixMilli(), int32(o.Line), o.Input}, o.Place, o.Where.Tunnel(), o.IP.String()}
	i, _ := slices.BinarySearchFunc(*list, e, func(a, b enrolment) int {
		if a.at.before(b.at) {
			return -1
		}
		return 1
	})
	*list = slices.Insert(*list, i, e)
	if len(*list) > enrolmentsKept {
		*list = (*list)[:enrolmentsKept]
	}
}

func (f *factors) Raise(out *core.Sink) {
	for factor, people := range f.owners {
		f.raiseShared(factor, people, out)
	}
	f.enrols.each(f.w, func(d *core.Dossier, list *[]enrolment) {
		for _, e := range *list {
			if f.away(d, e) {
				f.raiseAway(d, e, out)
				return
			}
		}
	})
}

func (f *factors) raiseShared(factor string, people map[string]*Proof, out *core.Sink) {
	if len(people) < 2 || len(people) >= lineCommon {
		return
	}
	for id, proof := range people {
		out.Share(core.Trait{Person: id, Kind: core.TraitFactor, Value: factor, Shown: factor, First: proof.First, Last: proof.Last, Evidence: proof.Evidence()})
		d := f.w.People[id]
		var others []string
		ev := proof.Evidence()
		for other, p := range people {
			if other == id {
				continue
			}
			if d.Explained("shared_factor", proof.First, "") || f.w.People[other].Explained("shared_factor", p.First, "") {
				continue
			}
			others = append(others, other)
			ev = append(ev, p.Evidence()[:1]...)
		}
		if len(others) == 0 {
			continue
		}
		slices.Sort(others)
		out.Raise("L12", id, proof.First, core.Args{"others": strings.Join(others, ", "), "factor": factor, "day": proof.First.Format(time.DateOnly)}, ev...)
	}
}

// away reports whether an authenticator was enrolled through a tunnel, or in another area than the
// person's device was around that day, and elsewhere than anything stated or announced.
func (f *factors) away(d *core.Dossier, e enrolment) bool {
	at := e.at.time()
	if d.Explained("mfa", at, "") || d.Explained("vpn", at, "") {
		return false
	}
	if e.tunnel {
		return true
	}
	if !e.place.Known() || f.w.known(d, e.place, at) || d.Announced(e.place.Country, at) {
		return false
	}
	known, near := 0, false
	for day := core.Day(at) - 1; day <= core.Day(at)+1; day++ {
		for _, s := range f.devices.on(d.ID, day) {
			known++
			near = near || !f.w.Atlas.Elsewhere(f.devices.at(s), e.place)
		}
	}
	if known > 0 {
		return !near
	}
	return d.Stated.Residence.Place().Known()
}

func (f *factors) raiseAway(d *core.Dossier, e enrolment, out *core.Sink) {
	ev := []core.Evidence{
		{Input: e.at.input, Line: int(e.at.line), Field: "ip", Value: e.ip},
		d.At("stated.residence", name(d.Stated.Residence.Place())),
	}
	where := name(e.place)
	if where == "" {
		where = e.ip
	}
	out.Raise("H11", d.ID, e.at.time(), core.Args{"where": where, "address": e.ip, "day": e.at.time().Format(time.DateOnly)}, ev...)
}
