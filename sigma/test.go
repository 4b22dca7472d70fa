package sigma

import (
	"fmt"
	"net/netip"
	"regexp"
)

type testOp uint8

const (
	opEqual    testOp = iota // the whole text
	opNumber                 // a number, however it is written
	opPresent                // any text at all: the value *
	opPrefix                 // literal at the start
	opSuffix                 // literal at the end
	opContains               // literal anywhere
	opNull                   // absent or null
	opExists                 // present, null included, or not
	opLess
	opLessEqual
	opGreater
	opGreaterEqual
	opNetwork
	opFieldRef
	opGlob
	opRegexp
)

// test is one question about one field; equal tests of different rules are asked once per event.
// literal and glob are folded unless cased.
type test struct {
	op      testOp
	field   string // "" is any value of the record: keywords
	cased   bool
	literal string
	number  float64
	part    timePart // opNumber and comparisons: of the time that the field holds
	glob    pattern
	re      *regexp.Regexp
	network netip.Prefix
	other   string // opFieldRef: the other field
	refOp   testOp // opFieldRef: opEqual, opPrefix, opSuffix or opContains
	want    bool   // opExists
}

// key is equal for equal tests and for no others.
func (t *test) key() string {
	re := ""
	if t.re != nil {
		re = t.re.String()
	}
	return fmt.Sprintf("%d %q %t %q %v %d %q %q %v %q %d %t",
		t.op, t.field, t.cased, t.literal, t.number, t.part, t.glob, re, t.network, t.other, t.refOp, t.want)
}

// cost orders the tests of a rule, cheap first.
func (t *test) cost() int {
	switch {
	case t.field == "":
		return 500 + int(t.op)
	case t.op == opRegexp:
		return 200
	case t.op >= opNetwork:
		return 20
	case t.op == opContains:
		return 4
	}
	return 1
}

// holds answers the test for one text: fold is s folded, or s itself where folds is false.
func (t *test) holds(s, fold string) bool {
	switch t.op {
	case opEqual:
		return fold == t.literal
	case opPresent:
		return true
	case opPrefix, opSuffix, opContains:
		return compareText(t.op, fold, t.literal)
	case opGlob:
		return t.glob.match(fold)
	case opRegexp:
		return t.re.MatchString(s)
	case opNetwork:
		ip, ok := readAddress(s)
		return ok && t.network.Contains(ip)
	case opNumber:
		if t.part == 0 && (s == t.literal || isWhole(s) && isWhole(t.literal)) {
			return s == t.literal // exact beyond 2⁵³
		}
	}
	f, ok := t.part.of(s)
	if !ok {
		return false
	}
	switch t.op {
	case opNumber:
		return f == t.number
	case opLess:
		return f < t.number
	case opLessEqual:
		return f <= t.number
	case opGreater:
		return f > t.number
	}
	return f >= t.number
}

// folds reports whether the test looks at the folded text.
func (t *test) folds() bool {
	switch t.op {
	case opEqual, opPrefix, opSuffix, opContains, opGlob, opFieldRef:
		return !t.cased
	}
	return false
}
