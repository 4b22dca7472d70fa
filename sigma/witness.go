package sigma

import (
	"math"
	"strings"
)

// A witness is a test that must hold, in a form that an index can look up, whenever a rule holds. A rule
// whose condition is a disjunction needs several, of which one must be seen. Rules are then asked only
// when an event shows one of their witnesses, so that the cost follows the event and not the number of
// rules (the idea of Elasticsearch's percolator and of Fabret et al., SIGMOD 2001).
type witness struct {
	kind    witnessKind
	field   int32
	literal string // folded
}

type witnessKind uint8

const (
	witnessExact  witnessKind = iota // the whole text, or a whole number
	witnessTail                      // the last part of a path, from its backslash on
	witnessInside                    // a literal anywhere
)

// witnesses finds the cheapest set of witnesses of a node, of which one is seen whenever the node
// holds. ok is false when there is none: the rule must always be asked.
func (s *Set) witnesses(n *node) (out []witness, cost float64, ok bool) {
	switch n.op {
	case exprTest:
		w, ok := s.testWitness(&s.tests[n.test])
		return []witness{w}, w.cost(s), ok
	case exprAnd:
		for _, k := range n.kids {
			if ws, c, can := s.witnesses(k); can && (!ok || c < cost) {
				out, cost, ok = ws, c, true
			}
		}
		return out, cost, ok
	case exprOr:
		for _, k := range n.kids {
			ws, c, can := s.witnesses(k)
			if !can {
				return nil, 0, false
			}
			out, cost = append(out, ws...), cost+c
		}
		return out, cost, true
	}
	return nil, 0, false
}

// shortestInside is the shortest literal worth looking for anywhere in a text: shorter ones are in
// nearly every text.
const shortestInside = 2

func (s *Set) testWitness(t *sharedTest) (witness, bool) {
	w := witness{field: t.field}
	switch t.op {
	case opEqual:
		w.literal = foldText(t.literal)
		return w, true
	case opNumber:
		w.literal = t.test.literal
		return w, t.part == 0 && isWhole(w.literal) && math.Abs(t.number) < 1<<53 // beyond, several texts are one number
	case opSuffix:
		w.kind, w.literal = witnessInside, foldText(t.literal)
		if strings.LastIndexByte(w.literal, '\\') == 0 {
			w.kind = witnessTail
		}
	case opPrefix, opContains:
		w.kind, w.literal = witnessInside, foldText(t.literal)
	case opGlob:
		w.kind, w.literal = witnessInside, foldText(t.glob.longest())
	case opRegexp:
		w.kind, w.literal = witnessInside, t.gate.longest()
	default:
		return w, false
	}
	return w, len(w.literal) >= shortestInside
}

// wordy are fields that hold pages of text in practice: a witness elsewhere is cheaper and rarer.
var wordy = map[string]bool{"Message": true, "CallTrace": true, "ScriptBlockText": true, "Payload": true, "ContextInfo": true, "HostApplication": true, "Details": true, "": true}

// cost estimates how often a witness is seen: short literals and long fields more often.
func (w witness) cost(s *Set) float64 {
	c := 0.1
	switch w.kind {
	case witnessTail:
		c = 0.2
	case witnessInside:
		c = 0.3 + 4/float64(max(1, len(w.literal)))
	}
	if wordy[s.fields[w.field].name] {
		c *= 4
	}
	return c
}
