package sigma

import "slices"

// sequence is one way to meet an ordered correlation: these rules one after the other, and no hit of
// those. Numbers are positions in the rules of the correlation.
type sequence struct{ steps, without []int }

// maxSequences bounds the ways that a condition of temporal_ordered_extended opens.
const maxSequences = 64

// sequences are the ways of an ordered correlation; other types have none.
func (c *Correlation) sequences(line int) ([]sequence, error) {
	switch c.Type {
	case TemporalOrdered:
		var s sequence
		for i := range c.Rules {
			s.steps = append(s.steps, i)
		}
		return []sequence{s}, nil
	case TemporalOrderedExtended:
		ways, ok := c.ways(c.logic, true)
		if !ok {
			return nil, refuse(line, "condition: opens more than %d sequences", maxSequences)
		}
		ways = slices.DeleteFunc(ways, sequence.contradictory)
		if len(ways) == 0 {
			return nil, refuse(line, "condition: can never hold")
		}
		return ways, nil
	}
	return nil, nil
}

// contradictory: what must be there must be absent, or it asks for nothing.
func (s sequence) contradictory() bool {
	return len(s.steps) == 0 || slices.ContainsFunc(s.steps, func(i int) bool { return slices.Contains(s.without, i) })
}

// then goes on with b; a rule that stands in both keeps its first place.
func (s sequence) then(b sequence) sequence {
	out := sequence{slices.Clone(s.steps), slices.Concat(s.without, b.without)}
	for _, i := range b.steps {
		if !slices.Contains(out.steps, i) {
			out.steps = append(out.steps, i)
		}
	}
	return out
}

// ways opens an expression into alternatives; yes is false under a not.
func (c *Correlation) ways(e *expr, yes bool) ([]sequence, bool) {
	switch {
	case e.op == exprTest && yes:
		return []sequence{{steps: []int{slices.Index(c.Rules, e.test.field)}}}, true
	case e.op == exprTest:
		return []sequence{{without: []int{slices.Index(c.Rules, e.test.field)}}}, true
	case e.op == exprNot:
		return c.ways(e.kids[0], !yes)
	case (e.op == exprOr) == yes:
		var out []sequence
		for _, k := range e.kids {
			w, ok := c.ways(k, yes)
			if out = append(out, w...); !ok || len(out) > maxSequences {
				return nil, false
			}
		}
		return out, true
	}
	out := []sequence{{}}
	for _, k := range e.kids {
		w, ok := c.ways(k, yes)
		if !ok || len(out)*len(w) > maxSequences {
			return nil, false
		}
		var next []sequence
		for _, a := range out {
			for _, b := range w {
				next = append(next, a.then(b))
			}
		}
		out = next
	}
	return out, true
}
