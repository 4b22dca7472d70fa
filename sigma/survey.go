package sigma

import "slices"

// Survey learns from a log what rules can and cannot see in it: rules that no event concerns, fields that
// no event has, rules that never hold. It is for trying rules out, not for the hot path. A Survey belongs
// to one goroutine.
type Survey struct {
	set     *Set
	matcher *Matcher
	of      map[LogSource][]int32
	rules   []Surveyed
	fields  [][]int32 // that each rule asks about, and no event had so far
}

// Surveyed is what a Survey knows of a rule.
type Surveyed struct {
	Rule    *Rule
	Events  int      // whose log source is the rule's
	Matches int      // of them that the rule holds for
	Unknown []string // fields that none of them had
}

// NewSurvey begins a survey of a set.
func NewSurvey(s *Set) *Survey {
	v := &Survey{set: s, matcher: s.NewMatcher(), of: map[LogSource][]int32{}, fields: make([][]int32, len(s.rules))}
	for i := range s.rules {
		v.rules = append(v.rules, Surveyed{Rule: s.rules[i].rule})
		v.fields[i] = s.asked(s.rules[i].root, nil)
	}
	return v
}

// asked adds the fields that a condition asks about, keywords left out.
func (s *Set) asked(n *node, to []int32) []int32 {
	if n.op == exprTest {
		t := s.tests[n.test]
		for _, f := range []int32{t.field, t.other} {
			if f != everything && !slices.Contains(to, f) {
				to = append(to, f)
			}
		}
	}
	for _, k := range n.kids {
		to = s.asked(k, to)
	}
	return to
}

// Observe takes an event.
func (v *Survey) Observe(src LogSource, ev *Event) {
	v.matcher.Match(src, ev, func(m Match) {
		for _, i := range v.concerned(src) {
			if v.rules[i].Rule == m.Rule {
				v.rules[i].Matches++
			}
		}
	})
	l := &v.matcher.look
	for _, i := range v.concerned(src) {
		v.rules[i].Events++
		v.fields[i] = slices.DeleteFunc(v.fields[i], func(f int32) bool { return l.get(f).exists })
	}
}

// concerned are the rules for a log source.
func (v *Survey) concerned(src LogSource) []int32 {
	rules, ok := v.of[src]
	if !ok {
		for i := range v.rules {
			if v.rules[i].Rule.LogSource.covers(src) {
				rules = append(rules, int32(i))
			}
		}
		v.of[src] = rules
	}
	return rules
}

// Rules is what is known so far, in the order of the set.
func (v *Survey) Rules() []Surveyed {
	out := slices.Clone(v.rules)
	for i := range out {
		for _, f := range v.fields[i] {
			out[i].Unknown = append(out[i].Unknown, v.set.fields[f].name)
		}
	}
	return out
}
