package sigma

import (
	"container/heap"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
)

// snapshotVersion changes when what a snapshot holds changes.
const snapshotVersion = 1

func init() { gob.Register(chained{}) }

type snapshot struct {
	Version        int
	Definition     [sha256.Size]byte
	Sources        []sourceClock
	Judged, Newest int64
	Turn           uint64
	Stats          Stats
	Plans          []planState
	Queue          []pendingState
}

type planState struct {
	Evicted int64
	Groups  []groupState // by the time of their last hit
}

type groupState struct {
	Key                        string
	Start, Last, Lost, Alerted int64
	On                         bool
	Refs                       []reference
	Carry                      []carried
	Waits                      []wait
	Tally                      tallyState
}

// tallyState is any tally: the hits it holds, or its times.
type tallyState struct {
	Times  []int64
	Texts  []string
	Values []float64
	Sum    float64
	Drift  int
	Starts [][]int64
}

type pendingState struct {
	At     int64
	Plan   int
	Member int32
	Key    string
	Text   string
	Number float64
	Carry  []carried
	Ref    any
	Cut    bool
	Turn   uint64
}

// definition stands for the correlations and limits that a state belongs to.
func (c *Correlator) definition() [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%+v\n", c.opt)
	for _, p := range c.plans {
		fmt.Fprintf(h, "%q %q %q %q %q %q %d %v %q %g %q %q %q %q %q\n", p.ID, p.Name, p.Title, p.Type, p.Rules, p.GroupBy, p.span,
			p.Bounds, p.Fields, p.Rank, p.Logic, p.Window, p.Absent, p.group, p.values)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Snapshot writes the whole state. References in it are written with encoding/gob: types other than Go's
// own must be known to gob.Register.
func (c *Correlator) Snapshot(w io.Writer) error {
	s := snapshot{
		Version: snapshotVersion, Definition: c.definition(), Sources: c.sources,
		Judged: c.judged, Newest: c.newest, Turn: c.turn, Stats: c.stats,
	}
	for _, p := range c.plans {
		state := planState{Evicted: p.evicted}
		for g := p.first; g != nil; g = g.next {
			state.Groups = append(state.Groups, groupState{
				g.key, g.start, g.last, g.lost, g.alerted, g.on, g.refs.list(), g.carry, g.waits.list(), g.tally.save(),
			})
		}
		s.Plans = append(s.Plans, state)
	}
	for _, h := range c.queue {
		s.Queue = append(s.Queue, pendingState{h.at, h.plan.index, h.member, h.key, h.text, h.number, h.carry, h.ref, h.cut, h.turn})
	}
	if err := gob.NewEncoder(w).Encode(s); err != nil {
		return fmt.Errorf("write the state of correlations: %w", err)
	}
	return nil
}

// Restore replaces the state by one that Snapshot wrote for the same correlations and options, in the same
// order. After an error the state is as it was.
func (c *Correlator) Restore(r io.Reader) error {
	var s snapshot
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return fmt.Errorf("read the state of correlations: %w", err)
	}
	switch {
	case s.Version != snapshotVersion:
		return fmt.Errorf("read the state of correlations: it is of version %d, and this program reads %d", s.Version, snapshotVersion)
	case s.Definition != c.definition() || len(s.Plans) != len(c.plans):
		return fmt.Errorf("read the state of correlations: it was written for other correlations or options")
	}
	for _, h := range s.Queue {
		if h.Plan < 0 || h.Plan >= len(c.plans) || h.Member < 0 || int(h.Member) >= len(c.plans[h.Plan].group) {
			return fmt.Errorf("read the state of correlations: it is damaged")
		}
	}
	for i, p := range c.plans {
		for _, g := range s.Plans[i].Groups {
			if !p.newTally().fits(g.Tally) || !p.fitsKey(g.Key) {
				return fmt.Errorf("read the state of correlations: it is damaged")
			}
		}
	}
	c.sources, c.recent, c.byName = s.Sources, -1, map[string]int{}
	for i, src := range c.sources {
		c.byName[src.Name] = i
	}
	c.judged, c.newest, c.turn, c.stats = s.Judged, s.Newest, s.Turn, s.Stats
	for i, p := range c.plans {
		p.restore(s.Plans[i])
	}
	c.queue = nil
	for _, h := range s.Queue {
		c.queue = append(c.queue, &pending{
			at: h.At, plan: c.plans[h.Plan], member: h.Member, key: h.Key, text: h.Text, number: h.Number,
			carry: h.Carry, ref: h.Ref, cut: h.Cut, turn: h.Turn,
		})
	}
	heap.Init(&c.queue)
	return nil
}

func (p *plan) restore(s planState) {
	p.groups, p.first, p.last, p.waiting, p.events = map[string]*group{}, nil, nil, nil, 0
	p.evicted = s.Evicted
	for _, gs := range s.Groups {
		g := p.newGroup(gs.Key)
		g.start, g.last, g.lost, g.alerted, g.on, g.carry = gs.Start, gs.Last, gs.Lost, gs.Alerted, gs.On, gs.Carry
		p.events -= g.tally.size()
		g.tally.load(gs.Tally)
		p.events += g.tally.size()
		for _, r := range gs.Refs {
			g.refs.push(r)
		}
		for _, w := range gs.Waits {
			g.waits.push(w)
		}
		if g.waits.n > 0 {
			heap.Push(&p.waiting, g)
		}
	}
}

func (c *counted) save() tallyState       { return tallyState{Times: c.times.list()} }
func (c *counted) fits(s tallyState) bool { return len(s.Times) > 0 }
func (v *various) fits(s tallyState) bool { return len(s.Times) > 0 && len(s.Texts) == len(s.Times) }
func (s *summed) fits(st tallyState) bool {
	return len(st.Times) > 0 && len(st.Values) == len(st.Times)
}
func (r *ranked) fits(st tallyState) bool {
	return len(st.Times) > 0 && len(st.Values) == len(st.Times)
}
func (p *present) fits(s tallyState) bool   { return len(s.Times) == len(p.seen) }
func (p *present) save() tallyState         { return tallyState{Times: p.seen} }
func (p *present) load(s tallyState)        { copy(p.seen, s.Times) }
func (s *successive) save() tallyState      { return tallyState{Times: s.seen, Starts: s.starts} }
func (s *successive) load(state tallyState) { s.seen, s.starts = state.Times, state.Starts }

func (s *successive) fits(state tallyState) bool {
	if len(state.Times) != len(s.seen) || len(state.Starts) != len(s.starts) {
		return false
	}
	for i, st := range state.Starts {
		if len(st) != len(s.starts[i]) {
			return false
		}
	}
	return true
}

func (c *counted) load(s tallyState) {
	for _, at := range s.Times {
		c.times.push(at)
	}
}

func (v *various) save() tallyState {
	var s tallyState
	for _, b := range v.hits.list() {
		s.Times, s.Texts = append(s.Times, b.at), append(s.Texts, v.slots[b.slot].value)
	}
	return s
}

func (v *various) load(s tallyState) {
	for i, at := range s.Times {
		v.add(&pending{at: at, text: s.Texts[i]}, never)
	}
}

func saveMeasures(r *ring[measure]) tallyState {
	var s tallyState
	for _, m := range r.list() {
		s.Times, s.Values = append(s.Times, m.At), append(s.Values, m.X)
	}
	return s
}

func (s *summed) save() tallyState {
	st := saveMeasures(&s.hits)
	st.Sum, st.Drift = s.sum, s.drift
	return st
}

func (s *summed) load(st tallyState) {
	for i, at := range st.Times {
		s.hits.push(measure{at, st.Values[i]})
	}
	s.sum, s.drift = st.Sum, st.Drift
}

func (r *ranked) save() tallyState { return saveMeasures(&r.hits) }

func (r *ranked) load(s tallyState) {
	for i, at := range s.Times {
		r.add(&pending{at: at, number: s.Values[i]}, never)
	}
}

// fitsKey says whether a key has the values of group-by and nothing else.
func (p *plan) fitsKey(key string) bool {
	for range p.GroupBy {
		_, rest, ok := cutKey(key)
		if !ok {
			return false
		}
		key = rest
	}
	return key == ""
}
