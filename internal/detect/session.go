package detect

import (
	"hash/maphash"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// sessions raises H12: one session goes on in another browser and another area, which is what a
// stolen or handed-over cookie looks like. A changed address alone is no question: trains move.
type sessions struct {
	w      *World
	seed   maphash.Seed
	trails *trails
	seen   map[sessionKey][]carrier
}

type sessionKey struct {
	person string
	id     uint64
}

// carrier is one browser in one place that carried a session.
type carrier struct {
	agent string
	place int32
	first moment
}

// carriersKept bounds the carriers of one session: the earliest ones.
const carriersKept = 8

func newSessions(w *World) Detector {
	return &sessions{w: w, seed: maphash.MakeSeed(), trails: newTrails(w), seen: map[sessionKey][]carrier{}}
}

func (s *sessions) Feed(d *core.Dossier, o *core.Observation) {
	if o.Session == "" || o.Agent == "" || !ofAccount(o) || !o.Place.Known() || o.Where == core.WhereOwn || o.Where == core.WhereGateway || o.Where == core.WhereRelay {
		return
	}
	key := sessionKey{d.ID, maphash.String(s.seed, o.Session)}
	place := s.trails.place(o.Place)
	m := moment{o.At.UnixMilli(), int32(o.Line), o.Input}
	s.seen[key] = keepEarliest(s.seen[key], carrier{o.Agent, place, m})
}

// keepEarliest adds a carrier and keeps the earliest few, whatever order they come in.
func keepEarliest(list []carrier, c carrier) []carrier {
	i := slices.IndexFunc(list, func(o carrier) bool { return o.agent == c.agent && o.place == c.place })
	switch {
	case i >= 0 && !c.first.before(list[i].first):
		return list
	case i >= 0:
		list[i].first = c.first
		return list
	case len(list) < carriersKept:
		return append(list, c)
	}
	last := 0
	for i := range list {
		if list[last].first.before(list[i].first) {
			last = i
		}
	}
	if c.first.before(list[last].first) {
		list[last] = c
	}
	return list
}

func (s *sessions) Raise(out *core.Sink) {
	type found struct {
		a, b  carrier
		count int
	}
	people := map[string]*found{}
	for key, list := range s.seen {
		a, b, ok := s.torn(list)
		if !ok {
			continue
		}
		f := people[key.person]
		if f == nil {
			f = &found{a: a, b: b}
			people[key.person] = f
		}
		f.count++
		if b.first.before(f.b.first) {
			f.a, f.b = a, b
		}
	}
	for id, f := range people {
		d := s.w.People[id]
		if d.Explained("second_device", f.b.first.time(), "") || d.Explained("vpn", f.b.first.time(), "") {
			continue
		}
		p, q := s.trails.places[f.a.place], s.trails.places[f.b.place]
		out.Raise("H12", id, f.b.first.time(), core.Args{
			"count": strconv.Itoa(f.count), "here": name(p), "there": name(q), "day": f.b.first.time().Format(time.DateOnly),
		}, agentEvidence(f.a, p), agentEvidence(f.b, q))
	}
}

// torn finds the earliest carrier that differs from an earlier one in both browser and area.
func (s *sessions) torn(list []carrier) (a, b carrier, ok bool) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y carrier) int {
		if x.first.before(y.first) {
			return -1
		}
		return 1
	})
	for j, y := range list {
		for _, x := range list[:j] {
			if x.agent != y.agent && s.w.Atlas.Elsewhere(s.trails.places[x.place], s.trails.places[y.place]) {
				return x, y, true
			}
		}
	}
	return a, b, false
}

func agentEvidence(c carrier, p core.Place) core.Evidence {
	return core.Evidence{Input: c.first.input, Line: int(c.first.line), Field: "user_agent", Value: c.agent + " · " + name(p)}
}
