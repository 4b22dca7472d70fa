package sigma

import (
	"math"
	"slices"
	"strings"
)

// readCondition reads bounds on a number, or logic over the rules.
func (c *Correlation) readCondition(body *yamlNode) error {
	n := body.get("condition")
	switch {
	case n == nil && (c.Type == Temporal || c.Type == TemporalOrdered):
		return nil // all of the rules
	case n == nil:
		return refuse(body.line, "correlation %q has no condition, which %s needs", c.Title, c.Type)
	case n.kind == yamlString:
		return c.readLogic(n)
	case n.kind != yamlMap:
		return refuse(n.line, "condition is a map, not %s", n.kind)
	case c.Type.extended():
		return refuse(n.line, "the condition of %s is a text with the names of rules", c.Type)
	}
	ranked := false
	for _, p := range n.pairs {
		if err := c.readCriterion(p, &ranked); err != nil {
			return err
		}
	}
	switch {
	case len(c.Bounds) == 0:
		return refuse(n.line, "condition compares with no number: want gt, gte, lt, lte, eq or neq")
	case c.Type.reckons() && len(c.Fields) == 0:
		return refuse(n.line, "condition has no field, which %s needs", c.Type)
	case !c.Type.reckons() && len(c.Fields) > 0:
		return refuse(n.line, "condition: %s reads no field", c.Type)
	case c.Type.numeric() && len(c.Fields) > 1:
		return refuse(n.line, "condition: %s reads one field, not %d", c.Type, len(c.Fields))
	case ranked && c.Type != ValuePercentile:
		return refuse(n.line, "condition: percentile belongs to value_percentile")
	}
	if c.Type == ValueMedian {
		c.Rank = 50
	}
	c.share = c.Type == ValuePercentile && !ranked
	return c.possible(n)
}

func (c *Correlation) readCriterion(p yamlPair, ranked *bool) error {
	switch p.key {
	case "field":
		return readNames(p, &c.Fields)
	case "percentile":
		*ranked = true
		if p.value.kind != yamlNumber || p.value.number < 0 || p.value.number > 100 {
			return refuse(p.line, "percentile is a number from 0 to 100")
		}
		c.Rank = p.value.number
		return nil
	case "gt", "gte", "lt", "lte", "eq", "neq":
		if p.value.kind != yamlNumber || !finite(p.value.number) {
			return refuse(p.line, "condition: %s takes a number, not %s", p.key, p.value.kind)
		}
		c.Bounds = append(c.Bounds, Bound{p.key, p.value.number})
		return nil
	}
	return refuse(p.line, "condition: %q is not known; want gt, gte, lt, lte, eq, neq, field or percentile", p.key)
}

// possible refuses bounds that no count meets: counts are whole and begin with 1.
func (c *Correlation) possible(n *yamlNode) error {
	most := math.Inf(1)
	switch c.Type {
	case ValueSum, ValueAvg, ValuePercentile, ValueMedian:
		return nil
	case Temporal, TemporalOrdered:
		most = float64(len(c.Rules))
	}
	ok := c.within(1)
	for _, b := range c.Bounds {
		for _, v := range []float64{math.Floor(b.Value) - 1, math.Floor(b.Value), math.Ceil(b.Value), math.Floor(b.Value) + 1} {
			ok = ok || v >= 1 && v <= most && c.within(v)
		}
	}
	if !ok {
		return refuse(n.line, "condition: no number of hits can meet it (for what must not happen there is taupier: absent)")
	}
	if c.Type == TemporalOrdered && (c.within(most-1) && most > 1 || !c.within(most)) {
		return refuse(n.line, "condition: which rules of temporal_ordered may be missing is not defined; write a condition with their names")
	}
	return nil
}

func (c *Correlation) within(v float64) bool {
	return !slices.ContainsFunc(c.Bounds, func(b Bound) bool { return !b.holds(v) })
}

// readLogic reads a condition of the extended types, which names rules where detections name selections.
func (c *Correlation) readLogic(n *yamlNode) error {
	switch c.Type {
	case Temporal, TemporalExtended:
		c.Type = TemporalExtended
	case TemporalOrdered, TemporalOrderedExtended:
		c.Type = TemporalOrderedExtended
	default:
		return refuse(n.line, "the condition of %s is a map", c.Type)
	}
	c.Logic = n.text
	if len(c.Rules) == 0 {
		c.Rules = namedIn(n.text)
	}
	sel := selections{names: c.Rules, byName: map[string]*expr{}}
	for _, name := range c.Rules {
		sel.byName[name] = &expr{test: &test{field: name}}
	}
	var err error
	if c.logic, err = sel.conditions(n); err != nil {
		return err
	}
	used := map[string]bool{}
	c.logic.each(func(name string) { used[name] = true })
	for _, name := range c.Rules {
		if !used[name] {
			return refuse(n.line, "condition: does not say what of rule %q", name)
		}
	}
	if c.logic.evaluate(func(string) bool { return false }) {
		return refuse(n.line, "condition: holds when nothing happens at all, and nothing is looked at only when something does")
	}
	_, err = c.sequences(n.line)
	return err
}

// namedIn are the words of a condition that can be names of rules.
func namedIn(text string) []string {
	var names []string
	words := []string{"and", "or", "not", "of", "them", "all", "any", "1", "(", ")", "|"}
	for _, w := range conditionTokens(text) {
		if !slices.Contains(words, strings.ToLower(w)) && !strings.Contains(w, "*") && !slices.Contains(names, w) {
			names = append(names, w)
		}
	}
	return names
}

func (e *expr) each(yield func(name string)) {
	if e.op == exprTest {
		yield(e.test.field)
	}
	for _, k := range e.kids {
		k.each(yield)
	}
}

func (e *expr) evaluate(holds func(name string) bool) bool {
	switch e.op {
	case exprAnd:
		return !slices.ContainsFunc(e.kids, func(k *expr) bool { return !k.evaluate(holds) })
	case exprOr:
		return slices.ContainsFunc(e.kids, func(k *expr) bool { return k.evaluate(holds) })
	case exprNot:
		return !e.kids[0].evaluate(holds)
	}
	return holds(e.test.field)
}
