package sigma

import (
	"container/heap"
	"encoding/binary"
)

// group is what one correlation knows of the hits with the same values of group-by.
type group struct {
	key        string
	tally      tally
	prev, next *group
	start      int64 // of its tumbling or session window
	last       int64 // hit
	lost       int64 // the last hit that a limit took from it
	alerted    int64
	on         bool // the condition held when it was last judged
	gone       bool
	refs       ring[reference]
	carry      []carried
	waits      ring[wait]
	place      int // in waiting, or -1
}

type reference struct {
	At  int64
	Ref any
}

// wait is a hit after which a rule must not follow before the deadline is over.
type wait struct {
	Deadline, First, Last int64
	Count                 int
	Value                 float64
	Truncated             bool
}

func (p *plan) newTally() tally {
	switch p.Type {
	case EventCount:
		return &counted{}
	case ValueCount:
		return &various{}
	case ValueSum, ValueAvg:
		return &summed{mean: p.Type == ValueAvg}
	case ValuePercentile, ValueMedian:
		if p.share {
			return &various{share: true}
		}
		return &ranked{rank: p.Rank, middle: p.Type == ValueMedian}
	case TemporalOrdered, TemporalOrderedExtended:
		return newSuccessive(len(p.Rules), p.ways)
	}
	return newPresent(p.Rules, p.logic)
}

// newGroup begins a group, as the last of the list.
func (p *plan) newGroup(key string) *group {
	g := &group{key: key, tally: p.newTally(), lost: p.evicted, alerted: never, place: -1}
	p.events += g.tally.size()
	p.groups[key] = g
	p.append(g)
	return g
}

func (p *plan) append(g *group) {
	g.prev, g.next = p.last, nil
	if p.last != nil {
		p.last.next = g
	} else {
		p.first = g
	}
	p.last = g
}

func (p *plan) unlink(g *group) {
	if g.prev != nil {
		g.prev.next = g.next
	} else {
		p.first = g.next
	}
	if g.next != nil {
		g.next.prev = g.prev
	} else {
		p.last = g.prev
	}
}

// touch makes g the last of the list.
func (p *plan) touch(g *group) {
	if p.last != g {
		p.unlink(g)
		p.append(g)
	}
}

// drop forgets a group.
func (p *plan) drop(g *group) {
	p.unlink(g)
	delete(p.groups, g.key)
	p.events -= g.tally.size()
	if g.place >= 0 {
		heap.Remove(&p.waiting, g.place)
	}
	g.gone = true
}

// expire forgets the groups that can say nothing any more.
func (p *plan) expire(now int64) {
	span := p.span
	if p.Absent != "" {
		span *= 2 // an alert comes a timespan after the last hit, and silences for another
	}
	for p.first != nil && p.first.last < now-span {
		p.drop(p.first)
	}
}

// keyValues are the values in a key.
func (p *plan) keyValues(key string) []KeyValue {
	var out []KeyValue
	for _, name := range p.GroupBy {
		value, rest, _ := cutKey(key)
		out = append(out, KeyValue{name, value})
		key = rest
	}
	return out
}

// cutKey takes the first value off a key.
func cutKey(key string) (value, rest string, ok bool) {
	n, used := binary.Uvarint([]byte(key[:min(len(key), binary.MaxVarintLen64)]))
	if used <= 0 || n > uint64(len(key)-used) {
		return "", "", false
	}
	return key[used : used+int(n)], key[used+int(n):], true
}

func appendKey(key []byte, value string) []byte {
	return append(binary.AppendUvarint(key, uint64(len(value))), value...)
}
