package sigma

import (
	"math"
	"slices"
)

// tally is what a group remembers of its hits. Times are nanoseconds since 1970 and never go back.
type tally interface {
	// add takes a hit; hits before low no longer count.
	add(h *pending, low int64)
	// judge says how things stand for the hits since low, of which h is the last.
	judge(h *pending, low int64) verdict
	// shed forgets the oldest hit and says when it was.
	shed() int64
	size() int
	// save and load carry what is remembered from one run to the next; load takes what fits.
	save() tallyState
	fits(tallyState) bool
	load(tallyState)
}

// verdict is the state of a group at one moment.
type verdict struct {
	first int64
	count int
	value float64
	holds bool // of the types whose condition is not a number
}

// counted is the tally of event_count.
type counted struct{ times ring[int64] }

func (c *counted) add(h *pending, low int64) {
	for c.times.n > 0 && *c.times.at(0) < low {
		c.times.pop()
	}
	c.times.push(h.at)
}

func (c *counted) judge(*pending, int64) verdict {
	return verdict{first: *c.times.at(0), count: c.times.n, value: float64(c.times.n)}
}

func (c *counted) shed() int64 { return c.times.pop() }
func (c *counted) size() int   { return c.times.n }

// various is the tally of value_count, and of value_percentile as a share: every value has a slot with the
// number of hits that bear it.
type various struct {
	hits  ring[bearer]
	slots []bearing
	free  []int32
	index map[string]int32 // once there are many
	share bool
}

type bearer struct {
	at   int64
	slot int32
}

type bearing struct {
	value string
	hits  int32
}

const fewValues = 12 // are found by looking at each

func (v *various) find(value string) int32 {
	if v.index != nil {
		if i, ok := v.index[value]; ok {
			return i
		}
		return -1
	}
	for i := range v.slots {
		if v.slots[i].hits > 0 && v.slots[i].value == value {
			return int32(i)
		}
	}
	return -1
}

// known returns the text as it is kept already, so that a copy need not be made.
func (v *various) known(value []byte) (string, bool) {
	i := v.find(string(value))
	if i < 0 {
		return "", false
	}
	return v.slots[i].value, true
}

func (v *various) add(h *pending, low int64) {
	for v.hits.n > 0 && v.hits.at(0).at < low {
		v.shed()
	}
	i := v.find(h.text)
	switch free := len(v.free); {
	case i >= 0:
		v.slots[i].hits++
	case free > 0:
		i, v.free = v.free[free-1], v.free[:free-1]
		v.slots[i] = bearing{h.text, 1}
	default:
		i = int32(len(v.slots))
		v.slots = append(v.slots, bearing{h.text, 1})
	}
	if v.index != nil {
		v.index[h.text] = i
	} else if len(v.slots) > fewValues {
		v.index = map[string]int32{}
		for j, s := range v.slots {
			if s.hits > 0 {
				v.index[s.value] = int32(j)
			}
		}
	}
	v.hits.push(bearer{h.at, i})
}

func (v *various) judge(h *pending, _ int64) verdict {
	out := verdict{first: v.hits.at(0).at, count: v.hits.n, value: float64(len(v.slots) - len(v.free))}
	if v.share {
		out.value = 100 * float64(v.slots[v.find(h.text)].hits) / float64(v.hits.n)
	}
	return out
}

func (v *various) shed() int64 {
	b := v.hits.pop()
	s := &v.slots[b.slot]
	if s.hits--; s.hits == 0 {
		if v.index != nil {
			delete(v.index, s.value)
		}
		s.value = ""
		v.free = append(v.free, b.slot)
	}
	return b.at
}

func (v *various) size() int { return v.hits.n }

// measure is one number at one time.
type measure struct {
	At int64
	X  float64
}

// summed is the tally of value_sum and value_avg.
type summed struct {
	hits  ring[measure]
	sum   float64
	drift int // hits taken off the sum since it was last added up
	mean  bool
}

func (s *summed) add(h *pending, low int64) {
	for s.hits.n > 0 && s.hits.at(0).At < low {
		s.shed()
	}
	s.hits.push(measure{h.at, h.number})
	s.sum += h.number
	if s.drift > s.hits.n || !finite(s.sum) {
		s.drift, s.sum = 0, 0
		for i := range s.hits.n {
			s.sum += s.hits.at(i).X
		}
	}
}

func (s *summed) judge(*pending, int64) verdict {
	v := verdict{first: s.hits.at(0).At, count: s.hits.n, value: s.sum}
	if s.mean {
		v.value /= float64(s.hits.n)
	}
	return v
}

func (s *summed) shed() int64 {
	m := s.hits.pop()
	s.sum -= m.X
	s.drift++
	return m.At
}

func (s *summed) size() int { return s.hits.n }

// ranked is the tally of value_percentile and value_median: the values in order.
type ranked struct {
	hits   ring[measure]
	sorted []float64
	rank   float64
	middle bool // the mean of the two in the middle, when there are two
}

func (r *ranked) add(h *pending, low int64) {
	for r.hits.n > 0 && r.hits.at(0).At < low {
		r.shed()
	}
	r.hits.push(measure{h.at, h.number})
	i, _ := slices.BinarySearch(r.sorted, h.number)
	r.sorted = slices.Insert(r.sorted, i, h.number)
}

func (r *ranked) judge(*pending, int64) verdict {
	return verdict{first: r.hits.at(0).At, count: r.hits.n, value: r.value()}
}

// value is the smallest number that rank percent of all do not exceed.
func (r *ranked) value() float64 {
	n := len(r.sorted)
	if r.middle && n%2 == 0 {
		return r.sorted[n/2-1]/2 + r.sorted[n/2]/2
	}
	return r.sorted[max(1, int(math.Ceil(r.rank*float64(n)/100)))-1]
}

func (r *ranked) shed() int64 {
	m := r.hits.pop()
	i, _ := slices.BinarySearch(r.sorted, m.X)
	r.sorted = slices.Delete(r.sorted, i, i+1)
	return m.At
}

func (r *ranked) size() int { return r.hits.n }
