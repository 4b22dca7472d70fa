package sigma

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// gate is what can be told of a regular expression without running it: most texts lack a literal that it
// needs, or are too short. An expression that asks for a long line only is answered here altogether.
type gate struct {
	need []string // folded literals that every match holds
	min  int      // runes of the shortest match
	line int      // 0, or: the expression matches exactly the texts with a line of that many runes
}

func newGate(expr string) gate {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return gate{}
	}
	g := gate{min: shortest(re), line: lineLength(re)}
	for _, l := range required(re.Simplify(), nil) {
		g.need = append(g.need, foldText(l))
	}
	return g
}

// longest is the literal that is the best witness, or "".
func (g gate) longest() string {
	best := ""
	for _, l := range g.need {
		if len(l) > len(best) {
			best = l
		}
	}
	return best
}

// closed reports whether the expression cannot match; fold is the text folded.
func (g gate) closed(text string, fold func() string) bool {
	if len(text) < g.min {
		return true
	}
	if len(g.need) == 0 {
		return false
	}
	f := fold()
	for _, l := range g.need {
		if !strings.Contains(f, l) {
			return true
		}
	}
	return false
}

// hasLine reports whether some line of the text has n runes.
func hasLine(text string, n int) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) >= n && utf8.RuneCountInString(line) >= n {
			return true
		}
	}
	return false
}

// lineLength is n for the expression .{n,} and 0 for any other.
func lineLength(re *syntax.Regexp) int {
	if re.Op == syntax.OpRepeat && re.Max < 0 && re.Sub[0].Op == syntax.OpAnyCharNotNL {
		return re.Min
	}
	return 0
}

// required gathers literals that every match of the expression holds.
func required(re *syntax.Regexp, out []string) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return append(out, string(re.Rune))
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0], out)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0], out)
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			out = required(sub, out)
		}
	}
	return out
}

// shortest is how many runes the shortest match has.
func shortest(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return shortest(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min * shortest(re.Sub[0])
	case syntax.OpConcat:
		n := 0
		for _, sub := range re.Sub {
			n += shortest(sub)
		}
		return n
	case syntax.OpAlternate:
		n := shortest(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, shortest(sub))
		}
		return n
	}
	return 0
}
