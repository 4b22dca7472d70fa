package sigma

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Set is a compiled collection of rules. It is immutable and safe for concurrent use; each goroutine
// matches with a Matcher of its own.
type Set struct {
	tests    []sharedTest
	fields   []fieldPath // of which the first is everything
	rules    []compiled
	code     []step // of all rules
	bySource map[LogSource][]int32

	building sync.Mutex
	routes   map[string]*route // by the rules in them: many log sources share one
}

type sharedTest struct {
	*test
	field, other int32 // indexes of fields
	folds        bool
	gate         gate // of a regular expression
}

type compiled struct {
	rule  *Rule
	root  *node
	entry int32 // in code
}

// node is an expression whose tests are shared between rules.
type node struct {
	op      exprOp
	test    int32
	cost    int
	kids    []*node // cheap first
	written []*node // as in the rule
}

// Compile makes a set of rules. Equal tests of different rules are asked once per event, and cheap
// tests are asked before dear ones. It refuses rules that ParseRules did not make.
func Compile(rules []*Rule) (*Set, error) {
	c := compiler{
		set:    &Set{fields: []fieldPath{{}}, bySource: map[LogSource][]int32{}, routes: map[string]*route{}},
		tests:  map[string]int32{},
		fields: map[string]int32{"": everything},
	}
	for i, r := range rules {
		if r == nil || r.expr == nil {
			return nil, fmt.Errorf("compile rules: %w", errForeign)
		}
		c.nodes = map[*expr]*node{}
		out := compiled{rule: r, root: c.node(r.expr)}
		c.set.code, out.entry = program(c.set.code, out.root, endTrue, endFalse)
		c.set.rules = append(c.set.rules, out)
		src := foldSource(r.LogSource)
		c.set.bySource[src] = append(c.set.bySource[src], int32(i))
	}
	return c.set, nil
}

var errForeign = errors.New("a rule that ParseRules did not make")

// Rules lists the rules of the set in the order given to Compile.
func (s *Set) Rules() []*Rule {
	out := make([]*Rule, len(s.rules))
	for i, r := range s.rules {
		out[i] = r.rule
	}
	return out
}

func foldSource(l LogSource) LogSource {
	return LogSource{strings.ToLower(l.Product), strings.ToLower(l.Category), strings.ToLower(l.Service)}
}

type compiler struct {
	set    *Set
	tests  map[string]int32
	fields map[string]int32
	nodes  map[*expr]*node // of one rule: a selection named twice is compiled once
}

func (c *compiler) node(e *expr) *node {
	if n, ok := c.nodes[e]; ok {
		return n
	}
	n := &node{op: e.op}
	if e.op == exprTest {
		n.test, n.cost = c.test(e.test), e.test.cost()
	}
	for _, k := range e.kids {
		kid := c.node(k)
		n.written = append(n.written, kid)
		n.cost += kid.cost
	}
	n.kids = slices.Clone(n.written)
	slices.SortStableFunc(n.kids, func(a, b *node) int { return a.cost - b.cost })
	c.nodes[e] = n
	return n
}

func (c *compiler) test(t *test) int32 {
	key := t.key()
	if i, ok := c.tests[key]; ok {
		return i
	}
	i := int32(len(c.set.tests))
	c.tests[key] = i
	shared := sharedTest{test: t, field: c.field(t.field), other: c.field(t.other), folds: t.folds()}
	if t.op == opRegexp {
		shared.gate = newGate(t.re.String())
	}
	c.set.tests = append(c.set.tests, shared)
	return i
}

func (c *compiler) field(name string) int32 {
	if i, ok := c.fields[name]; ok {
		return i
	}
	i := int32(len(c.set.fields))
	c.fields[name] = i
	c.set.fields = append(c.set.fields, newFieldPath(name))
	return i
}

// route is the index of a log source, built when it is first asked for.
func (s *Set) route(src LogSource) *route {
	rules := s.candidates(src)
	var key []byte
	for _, i := range rules {
		key = binary.LittleEndian.AppendUint32(key, uint32(i))
	}
	s.building.Lock()
	defer s.building.Unlock()
	r := s.routes[string(key)]
	if r == nil {
		r = s.newRoute(rules)
		if len(s.routes) < maxRoutes {
			s.routes[string(key)] = r
		}
	}
	return r
}

// candidates are the rules whose log source a record of src satisfies, in the order of Compile.
func (s *Set) candidates(src LogSource) []int32 {
	src = foldSource(src)
	var out []int32
	seen := map[LogSource]bool{}
	for mask := range 8 {
		l := src
		if mask&1 != 0 {
			l.Product = ""
		}
		if mask&2 != 0 {
			l.Category = ""
		}
		if mask&4 != 0 {
			l.Service = ""
		}
		if !seen[l] {
			seen[l] = true
			out = append(out, s.bySource[l]...)
		}
	}
	slices.Sort(out)
	return out
}
