package sigma

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatIsToldOfAnExpression(t *testing.T) {
	for _, c := range []struct {
		expr, need string
		min, line  int
	}{
		{`net\s+config`, "net config", 10, 0},
		{`(?i)Echo.*CLIP`, "echo clip", 8, 0},
		{`a|b`, "", 1, 0},
		{`x?`, "", 0, 0},
		{`\s[a-f]{64}`, "", 65, 0},
		{`.{1000,}`, "", 1000, 1000},
		{`(?s).{9,}`, "", 9, 0},
		{`(abc)+d{2}`, "abc d d", 5, 0},
	} {
		g := newGate(c.expr)
		if strings.Join(g.need, " ") != c.need || g.min != c.min || g.line != c.line {
			t.Errorf("%s: %+v, want need %q, min %d, line %d", c.expr, g, c.need, c.min, c.line)
		}
	}
}

func TestAClosedGateNeverHidesAMatch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		expr := rapid.StringMatching(`(\(\?i\))?[abK\\.(]{1,3}(x\?|y\+|z\{2,3\}|\.\{4,\})?(\||k)?[a-c]{0,2}`).Draw(rt, "expr")
		re, err := regexp.Compile(expr)
		if err != nil {
			rt.Skip()
		}
		g := newGate(expr)
		text := rapid.StringMatching(`[abcKkxyz\nKé]{0,12}`).Draw(rt, "text")
		if re.MatchString(text) && g.closed(text, func() string { return foldText(text) }) {
			rt.Fatalf("%q matches %q, but its gate is closed: %+v", expr, text, g)
		}
		if g.line > 0 && re.MatchString(text) != hasLine(text, g.line) {
			rt.Fatalf("%q and %q", expr, text)
		}
	})
}
