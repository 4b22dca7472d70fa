package sigma

import (
	"slices"

	"github.com/valyala/fastjson"
)

// Match is one rule that an event satisfies.
type Match struct {
	Rule *Rule
	// Fields are the fields and values that made the condition true, in the order of the rule, without
	// what stands under a not. The values are valid until the next Parse of the event.
	Fields []MatchedField
}

// MatchedField is a field of the event and the value that a test of the rule held for. Of keywords the
// name is Keyword; of a field that had to be absent or null the value is empty.
type MatchedField struct{ Name, Value string }

// Keyword is the name of a MatchedField whose test was a keyword.
const Keyword = "keyword"

// maxRoutes bounds what a matcher remembers of log sources, should they come from the records.
const maxRoutes = 1024

// Matcher matches events against a set. It keeps the answers of shared tests for the length of one
// event. A Matcher belongs to one goroutine.
type Matcher struct {
	set     *Set
	routes  map[LogSource]*route
	look    lookup
	answers []answer

	on     *route // of this event
	marks  []uint32
	probed []uint32
	hits   []int32
	mark1  func(int32)
	visit  func([]byte, *fastjson.Value)
}

// answer is what a test said in a turn, and which text of the event made it true; -1 is none.
type answer struct {
	turn uint32
	at   int32
	yes  bool
}

// NewMatcher makes a matcher for one goroutine.
func (s *Set) NewMatcher() *Matcher {
	m := &Matcher{
		set:     s,
		routes:  map[LogSource]*route{},
		look:    lookup{fields: s.fields, found: make([]found, len(s.fields))},
		answers: make([]answer, len(s.tests)),
	}
	m.mark1 = m.mark
	m.visit = func(key []byte, v *fastjson.Value) { m.key(bytesAsString(key), v) }
	return m
}

// Match calls yield for each rule that applies to src and that the event satisfies, in the order in
// which the rules were compiled. A rule applies when each of product, category and service that it
// names equals that of src. yield may not use the matcher.
func (m *Matcher) Match(src LogSource, ev *Event, yield func(Match)) {
	route := m.route(src)
	if len(route.rules) == 0 {
		return
	}
	if m.look.start(ev); m.look.turn == 1 {
		clear(m.answers)
		clear(m.marks)
		clear(m.probed)
	}
	for _, at := range m.candidates(route) {
		if r := &m.set.rules[route.rules[at]]; m.run(r.entry) {
			yield(Match{Rule: r.rule, Fields: m.explain(r.root, nil)})
		}
	}
}

func (m *Matcher) route(src LogSource) *route {
	r, ok := m.routes[src]
	if !ok {
		r = m.set.route(src)
		if len(m.routes) < maxRoutes {
			m.routes[src] = r
		}
	}
	return r
}

// holds answers for a part of a rule, once the rule as a whole is known to hold.
func (m *Matcher) holds(n *node) bool {
	switch n.op {
	case exprAnd:
		return !slices.ContainsFunc(n.kids, func(k *node) bool { return !m.holds(k) })
	case exprOr:
		return slices.ContainsFunc(n.kids, m.holds)
	case exprNot:
		return !m.holds(n.kids[0])
	}
	return m.answer(n.test).yes
}

// answer asks a test once in a turn.
func (m *Matcher) answer(test int32) *answer {
	a := &m.answers[test]
	if a.turn != m.look.turn {
		at, yes := m.ask(&m.set.tests[test])
		*a = answer{m.look.turn, at, yes}
	}
	return a
}

// ask answers a test, and says which text of the event made it true; -1 is none.
func (m *Matcher) ask(t *sharedTest) (at int32, yes bool) {
	f := m.look.get(t.field)
	switch t.op {
	case opNull:
		return -1, !f.exists || f.null
	case opExists:
		if at = f.first; at == f.end || !t.want {
			at = -1
		}
		return at, f.exists == t.want
	case opFieldRef:
		return m.refers(t, f)
	}
	for i := f.first; i < f.end; i++ {
		s := m.look.texts[i].raw
		fold := s
		switch {
		case t.folds:
			fold = m.look.folded(i)
		case t.op == opRegexp && t.gate.line > 0:
			if hasLine(s, t.gate.line) {
				return i, true
			}
			continue
		case t.op == opRegexp && t.gate.closed(s, func() string { return m.look.folded(i) }):
			continue
		}
		if t.holds(s, fold) {
			return i, true
		}
	}
	return -1, false
}

// refers compares every text of the one field with every text of the other.
func (m *Matcher) refers(t *sharedTest, f *found) (at int32, yes bool) {
	o := m.look.get(t.other)
	for i := f.first; i < f.end; i++ {
		for j := o.first; j < o.end; j++ {
			if compareText(t.refOp, m.form(t, i), m.form(t, j)) {
				return i, true
			}
		}
	}
	return -1, false
}

func (m *Matcher) form(t *sharedTest, i int32) string {
	if t.folds {
		return m.look.folded(i)
	}
	return m.look.texts[i].raw
}

// explain gathers the fields of the tests that hold and do not stand under a not.
func (m *Matcher) explain(n *node, out []MatchedField) []MatchedField {
	switch {
	case !m.holds(n) || n.op == exprNot:
		return out
	case n.op != exprTest:
		for _, k := range n.written {
			out = m.explain(k, out)
		}
		return out
	}
	t := &m.set.tests[n.test]
	f := MatchedField{Name: t.test.field}
	if f.Name == "" {
		f.Name = Keyword
	}
	if at := m.answer(n.test).at; at >= 0 {
		f.Value = m.look.shown(at)
	}
	if slices.Contains(out, f) {
		return out
	}
	return append(out, f)
}
