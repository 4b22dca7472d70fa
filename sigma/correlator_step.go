package sigma

import (
	"container/heap"
	"math"
	"strings"
	"time"
)

// step judges the next hit, or the next window that ends, before limit. It is false when there is none.
func (c *Correlator) step(limit int64, yield func(Alert)) bool {
	hit := int64(math.MaxInt64)
	if len(c.queue) > 0 {
		hit = c.queue[0].at
	}
	if p, at := c.nextEnd(); p != nil && at < min(limit, hit) {
		c.end(p, at, yield)
		return true
	}
	if len(c.queue) == 0 || hit >= limit {
		return false
	}
	h := c.queue.pop()
	c.take(h, yield)
	*h = pending{}
	c.spare = append(c.spare, h)
	return true
}

// blank is a hit to be filled in.
func (c *Correlator) blank() *pending {
	if n := len(c.spare); n > 0 {
		h := c.spare[n-1]
		c.spare = c.spare[:n-1]
		return h
	}
	return new(pending)
}

// nextEnd is the plan of which a window or a wait ends next, and its last moment.
func (c *Correlator) nextEnd() (next *plan, at int64) {
	for _, p := range c.timed {
		end, ok := p.nextEnd()
		if p.Absent != "" && c.ending && end >= c.newest {
			continue
		}
		if ok && (next == nil || end < at) {
			next, at = p, end
		}
	}
	return next, at
}

func (p *plan) nextEnd() (at int64, ok bool) {
	switch {
	case p.Absent != "" && len(p.waiting) > 0:
		return p.waiting[0].waits.at(0).Deadline, true
	case p.Absent != "" || p.first == nil:
		return 0, false
	case p.Window == Tumbling: // all groups are of the same window: those before it have ended
		return p.first.start + p.span - 1, true
	}
	return p.first.last + p.span, true
}

// take brings a hit to its group.
func (c *Correlator) take(h *pending, yield func(Alert)) {
	p := h.plan
	if p.Window == Sliding {
		p.expire(h.at)
	}
	g := h.group
	if g == nil || g.gone {
		g = p.groups[h.key]
	}
	if int(h.member) == len(p.Rules) {
		if g != nil {
			p.answer(g)
		}
		return
	}
	if g == nil {
		if len(p.groups) >= c.opt.MaxGroups {
			c.evict(p)
		}
		g = p.newGroup(h.key)
		g.start = h.at
		if p.Window == Tumbling {
			g.start = floor(h.at, p.span)
		}
	}
	low := g.start
	if p.Window == Sliding {
		low = h.at - p.span
	}
	c.store(g, h, low)
	if p.Window == Sliding {
		c.judge(g, h, low, yield)
	}
}

func floor(at, span int64) int64 {
	if r := at % span; r < 0 {
		return at - r - span
	}
	return at - at%span
}

// store adds a hit to its group, within the limits.
func (c *Correlator) store(g *group, h *pending, low int64) {
	p := h.plan
	p.touch(g)
	g.last = h.at
	before := g.tally.size()
	g.tally.add(h, low)
	if p.counts() && g.tally.size() > c.opt.MaxEventsPerGroup {
		g.lost = max(g.lost, g.tally.shed())
		c.stats.Shed++
	}
	if h.cut {
		g.lost = h.at
	}
	p.events += g.tally.size() - before
	for p.events > c.opt.MaxEvents && p.first != g {
		c.evict(p)
	}
	if h.ref != nil {
		g.refs.push(reference{h.at, h.ref})
	}
	for g.refs.n > 0 && (g.refs.n > c.opt.MaxRefs || g.refs.at(0).At < low) {
		g.refs.pop()
	}
	if len(p.carried) > 0 {
		g.carry = h.carry
	}
}

// counts says whether the tally grows with the hits.
func (p *plan) counts() bool { return p.Type == EventCount || p.Type.reckons() }

// evict forgets the group whose last hit is the oldest.
func (c *Correlator) evict(p *plan) {
	p.evicted = max(p.evicted, p.first.last)
	p.drop(p.first)
	c.stats.Evicted++
}

// judge tells a sliding window that holds: once, and again only when it did not hold in between or the
// timespan has passed.
func (c *Correlator) judge(g *group, h *pending, low int64, yield func(Alert)) {
	p := h.plan
	v := g.tally.judge(h, low)
	holds := p.meets(v)
	w := wait{h.at + p.span, v.first, h.at, v.count, v.value, g.lost >= low}
	switch {
	case p.Absent != "":
		if holds {
			c.await(p, g, w)
		}
		return
	case !holds:
		g.on = false
		return
	case g.on && h.at <= g.alerted+p.span:
		return
	}
	g.on, g.alerted = true, h.at
	c.tell(p, g, h.at, w, yield)
}

func (p *plan) meets(v verdict) bool {
	switch {
	case p.logic != nil || p.Type == TemporalOrdered:
		return v.holds
	case len(p.Bounds) == 0:
		return v.count == len(p.Rules)
	}
	return p.within(v.value)
}

// await waits for the rule that must not follow.
func (c *Correlator) await(p *plan, g *group, w wait) {
	g.waits.push(w)
	switch {
	case g.place < 0:
		heap.Push(&p.waiting, g)
	case g.waits.n > c.opt.MaxEventsPerGroup:
		g.waits.pop()
		g.waits.at(0).Truncated = true
		c.stats.Shed++
		heap.Fix(&p.waiting, g.place)
	}
}

// answer ends the waits of a group: what must not follow has followed.
func (p *plan) answer(g *group) {
	if g.place >= 0 {
		heap.Remove(&p.waiting, g.place)
	}
	g.waits = ring[wait]{}
	g.on = false
}

// end ends a window or a wait.
func (c *Correlator) end(p *plan, at int64, yield func(Alert)) {
	if p.Absent == "" {
		g := p.first
		v := g.tally.judge(&pending{at: g.last}, g.start)
		if p.meets(v) {
			c.tell(p, g, at, wait{at, v.first, g.last, v.count, v.value, g.lost >= g.start}, yield)
		}
		p.drop(g)
		return
	}
	g := p.waiting[0]
	w := g.waits.pop()
	if g.waits.n > 0 {
		heap.Fix(&p.waiting, 0)
	} else {
		heap.Pop(&p.waiting)
	}
	if !g.on || at > g.alerted+p.span {
		g.on, g.alerted = true, at
		c.tell(p, g, at, w, yield)
	}
}

// chained are the references of an alert that is a hit of another correlation.
type chained []any

// tell makes an alert, and a hit of it for the correlations that refer to this one.
func (c *Correlator) tell(p *plan, g *group, at int64, w wait, yield func(Alert)) {
	a := Alert{
		Correlation: p.Correlation, Group: p.keyValues(g.key),
		At: moment(at), First: moment(w.First), Last: moment(w.Last),
		Count: w.Count, Value: w.Value, Truncated: w.Truncated,
	}
	for _, r := range g.refs.list() {
		switch {
		case r.At < w.First || r.At > w.Last:
		default:
			if more, ok := r.Ref.(chained); ok {
				a.Refs = append(a.Refs, more...)
			} else {
				a.Refs = append(a.Refs, r.Ref)
			}
		}
	}
	if over := len(a.Refs) - c.opt.MaxRefs; over > 0 {
		a.Refs = a.Refs[over:]
	}
	if p.visible {
		c.stats.Alerts++
		yield(a)
	}
	field := func(name string) (string, bool) {
		for _, kv := range a.Group {
			if kv.Key == name {
				return strings.Clone(kv.Value), true
			}
		}
		for i, n := range p.carried {
			if n == name && i < len(g.carry) {
				return g.carry[i].Value, g.carry[i].OK
			}
		}
		return "", false
	}
	for _, l := range p.parents {
		var ref any
		if len(a.Refs) > 0 {
			ref = chained(a.Refs)
		}
		c.enqueue(l, at, field, ref, a.Truncated)
	}
}

func moment(at int64) time.Time { return time.Unix(0, at).UTC() }
