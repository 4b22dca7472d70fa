package sigma

import (
	"math"
	"strings"
	"time"
)

// maxSources bounds the clocks of sources; further ones share one.
const maxSources = 1024

// Add takes a hit, and calls yield for every alert that can be told now. A hit is judged once the newest
// hit of every source known is newer than it by more than the lateness, or Advance or Flush says so; hence
// within the lateness the order of Add does not change the alerts. yield may not use the Correlator.
func (c *Correlator) Add(h Hit, yield func(Alert)) {
	links := c.links[h.Rule]
	if len(links) == 0 {
		return
	}
	c.stats.Hits++
	if y := h.At.Year(); y < 1678 || y > 2261 {
		c.stats.Untimed++
		return
	}
	at := h.At.UnixNano()
	src := c.source(h.Source)
	src.Max = max(src.Max, at)
	if at < src.Max-int64(c.opt.Lateness) || at < c.judged {
		c.stats.Late++
		return
	}
	c.newest = max(c.newest, at)
	for _, l := range links {
		c.enqueue(l, at, h.Field, h.Ref, false)
	}
	limit := int64(math.MaxInt64)
	for i := range c.sources {
		limit = min(limit, c.sources[i].Max-int64(c.opt.Lateness))
	}
	c.run(limit, yield)
	for len(c.queue) > c.opt.MaxPending {
		c.stats.Forced++
		c.judged = c.queue[0].at
		c.step(math.MaxInt64, yield)
	}
}

func (c *Correlator) source(name string) *sourceClock {
	if c.recent >= 0 && c.sources[c.recent].Name == name {
		return &c.sources[c.recent]
	}
	i, ok := c.byName[name]
	switch {
	case ok:
	case len(c.sources) < maxSources:
		i = len(c.sources)
		name = strings.Clone(name)
		c.sources = append(c.sources, sourceClock{name, never + int64(c.opt.Lateness)})
		c.byName[name] = i
	default:
		i = maxSources - 1
	}
	c.recent = i
	return &c.sources[i]
}

// enqueue reads what a correlation wants to know of a hit.
func (c *Correlator) enqueue(l link, at int64, field func(string) (string, bool), ref any, cut bool) {
	p := l.plan
	key := c.scratch[:0]
	for _, name := range p.group[l.member] {
		v, ok := field(name)
		if !ok {
			c.scratch = key
			c.stats.Ungrouped++
			return
		}
		key = appendKey(key, v)
	}
	g := p.groups[string(key)]
	h := c.blank()
	*h = pending{at: at, plan: p, member: l.member, group: g, cut: cut, turn: c.turn}
	c.turn++
	if c.opt.MaxRefs > 0 {
		h.ref = ref
	}
	if g != nil {
		h.key = g.key
	} else {
		h.key = string(key)
	}
	c.scratch = key
	if int(l.member) < len(p.Rules) && p.Type.reckons() && !c.readValues(h, field) {
		c.stats.Valueless++
		c.spare = append(c.spare, h)
		return
	}
	if len(p.carried) > 0 {
		for _, name := range p.carry[l.member] {
			v, ok := field(name)
			h.carry = append(h.carry, carried{strings.Clone(v), ok})
		}
	}
	c.queue.push(h)
}

func (c *Correlator) readValues(h *pending, field func(string) (string, bool)) bool {
	names := h.plan.values[h.member]
	if h.plan.Type.numeric() && !h.plan.share {
		text, ok := field(names[0])
		if ok {
			h.number, ok = readNumber(text)
		}
		return ok && finite(h.number)
	}
	text := c.scratch[:0]
	for _, name := range names {
		v, ok := field(name)
		if !ok {
			return false
		}
		if len(names) == 1 {
			text = append(text, v...)
		} else {
			text = appendKey(text, v)
		}
	}
	c.scratch = text
	if h.group != nil {
		if known, ok := h.group.tally.(*various).known(text); ok {
			h.text = known
			return true
		}
	}
	h.text = string(text)
	return true
}

// Advance says that all hits before t have been added, whatever the sources' clocks say.
func (c *Correlator) Advance(t time.Time, yield func(Alert)) {
	if y := t.Year(); y >= 1678 && y <= 2261 {
		c.newest = max(c.newest, t.UnixNano())
		c.run(t.UnixNano(), yield)
	}
}

// Flush says that no hits follow. Hits that wait are judged, and so are open tumbling and session windows,
// as if nothing more came. What a rule may still answer, since the timespan is not over at the newest hit or
// the last Advance, is not told: Stats.Waiting counts it.
func (c *Correlator) Flush(yield func(Alert)) {
	c.ending = true
	for c.step(math.MaxInt64, yield) {
	}
	c.ending = false
	c.judged = max(c.judged, c.newest)
}

// run judges everything before limit.
func (c *Correlator) run(limit int64, yield func(Alert)) {
	if limit <= c.judged {
		return
	}
	for c.step(limit, yield) {
	}
	c.judged = limit
}
