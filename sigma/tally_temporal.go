package sigma

import "math"

const never = math.MinInt64

// present is the tally of temporal and temporal_extended: when each rule was last seen.
type present struct {
	seen  []int64 // by position in the rules
	names []string
	logic *expr
}

func newPresent(names []string, logic *expr) *present {
	p := &present{seen: make([]int64, len(names)), names: names, logic: logic}
	for i := range p.seen {
		p.seen[i] = never
	}
	return p
}

func (p *present) add(h *pending, _ int64) { p.seen[h.member] = h.at }

func (p *present) judge(h *pending, low int64) verdict {
	v := verdict{first: math.MaxInt64}
	for _, at := range p.seen {
		if at >= low {
			v.count++
			v.first = min(v.first, at)
		}
	}
	v.value = float64(v.count)
	if p.logic != nil {
		v.holds = p.logic.evaluate(func(name string) bool {
			for i, n := range p.names {
				if n == name {
					return p.seen[i] >= low
				}
			}
			return false
		})
	}
	return v
}

func (p *present) shed() int64 { return never }
func (p *present) size() int   { return len(p.seen) }

// successive is the tally of the ordered types. Of every beginning of a sequence it keeps the latest time
// at which one started: whatever completes an earlier one within the timespan completes this one as well.
type successive struct {
	starts [][]int64 // by sequence and step
	seen   []int64   // by position in the rules
	ways   []sequence
}

func newSuccessive(rules int, ways []sequence) *successive {
	s := &successive{seen: make([]int64, rules), ways: ways}
	for i := range s.seen {
		s.seen[i] = never
	}
	for _, w := range ways {
		starts := make([]int64, len(w.steps))
		for i := range starts {
			starts[i] = never
		}
		s.starts = append(s.starts, starts)
	}
	return s
}

func (s *successive) add(h *pending, low int64) {
	s.seen[h.member] = h.at
	for w, way := range s.ways {
		starts := s.starts[w]
		for k := len(way.steps) - 1; k >= 0; k-- {
			switch {
			case way.steps[k] != int(h.member):
			case k == 0:
				starts[0] = h.at
			case starts[k-1] >= low:
				starts[k] = starts[k-1]
			}
			// Hits of the same time are in any order that helps.
			for j := k + 1; way.steps[k] == int(h.member) && j < len(starts) && starts[j-1] >= low && s.seen[way.steps[j]] == h.at; j++ {
				starts[j] = starts[j-1]
			}
		}
	}
}

func (s *successive) judge(_ *pending, low int64) verdict {
	v := verdict{first: never}
	for w, way := range s.ways {
		start := s.starts[w][len(way.steps)-1]
		if start < low || s.any(way.without, low) || v.holds && start <= v.first {
			continue
		}
		v = verdict{first: start, count: len(way.steps), value: float64(len(way.steps)), holds: true}
	}
	return v
}

func (s *successive) any(rules []int, low int64) bool {
	for _, i := range rules {
		if s.seen[i] >= low {
			return true
		}
	}
	return false
}

func (s *successive) shed() int64 { return never }

func (s *successive) size() int {
	n := len(s.seen)
	for _, st := range s.starts {
		n += len(st)
	}
	return n
}
