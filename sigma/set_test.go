package sigma

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ruleFor(tb testing.TB, source string) *Rule {
	tb.Helper()
	return mustParse(tb, []byte("title: '"+source+"'\nlogsource: "+source+"\ndetection:\n  a: {F: x}\n  condition: a"))[0]
}

func TestLogSourcesDecideWhichRulesApply(t *testing.T) {
	set := mustCompile(t,
		ruleFor(t, "{product: windows}"),
		ruleFor(t, "{category: process_creation}"),
		ruleFor(t, "{product: windows, service: sysmon}"),
		ruleFor(t, "{product: linux}"),
		ruleFor(t, "{product: windows, category: dns_query}"),
		ruleFor(t, "{product: Windows, category: process_creation, definition: anything}"),
	)
	for _, c := range []struct {
		name string
		src  LogSource
		want []string
	}{
		{"each of what a rule names must be equal", LogSource{"windows", "process_creation", "sysmon"}, []string{
			"{product: windows}", "{category: process_creation}", "{product: windows, service: sysmon}",
			"{product: Windows, category: process_creation, definition: anything}",
		}},
		{"what a record does not say, no rule may ask", LogSource{Product: "windows"}, []string{"{product: windows}"}},
		{"sources ignore case", LogSource{Product: "LINUX"}, []string{"{product: linux}"}},
		{"a source nobody asks for", LogSource{Product: "okta"}, nil},
		{"no source", LogSource{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			m, ev := set.NewMatcher(), mustEvent(t, `{"F":"x"}`)
			for range 2 { // the second time from what the matcher remembers
				got = nil
				m.Match(c.src, ev, func(m Match) { got = append(got, m.Rule.Title) })
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEqualTestsAreShared(t *testing.T) {
	one := mustParse(t, oneRule("condition: a or b\na: {A: Foo, B|contains: x}\nb: {A: [foo, bar]}"))
	two := mustParse(t, oneRule("condition: a\na: {A: 'FOO', B|contains: X, C|re: 'x'}"))
	set := mustCompile(t, append(one, two...)...)
	if len(set.tests) != 4 {
		t.Errorf("%d tests, want 4: A is foo, A is bar, B contains x, C fits x", len(set.tests))
	}
}

func TestTestsThatLookAlikeAreNotShared(t *testing.T) {
	set := mustCompile(t, mustParse(t, oneRule(`condition: 1 of them
a: {A: 10}
b: {A: '10'}
c: {A|cased: '10'}
d: {A|re: '10'}
e: {A|re|i: '10'}
f: {A|gt: 10}
g: {A|hour: 10}
h: {A|fieldref: '10'}
i: {A: 'x?{0 y} {1 }?z'}
j: {A: 'x?y?z'}
k: {A|exists: true}
l: {A|exists: false}`))...)
	if len(set.tests) != 12 {
		t.Errorf("%d tests, want 12", len(set.tests))
	}
}

func TestCheapTestsComeFirst(t *testing.T) {
	set := mustCompile(t, mustParse(t, oneRule("condition: k and a\nk: [needle]\na:\n  A|re: x\n  B|contains: y\n  C: z"))...)
	root := set.rules[0].root
	if len(root.kids) != 2 || root.kids[0].op != exprAnd || root.kids[1].op != exprTest {
		t.Fatal("the keyword, which reads the whole record, is not last")
	}
	var ops []testOp
	for _, k := range root.kids[0].kids {
		ops = append(ops, set.tests[k.test].op)
	}
	if diff := cmp.Diff([]testOp{opEqual, opContains, opRegexp}, ops); diff != "" {
		t.Error(diff)
	}
}

func TestCompileRefusesForeignRules(t *testing.T) {
	for _, r := range []*Rule{nil, {Title: "made by hand"}} {
		if _, err := Compile([]*Rule{r}); err == nil {
			t.Errorf("%v was compiled", r)
		}
	}
}

func TestAnEmptySetMatchesNothing(t *testing.T) {
	set := mustCompile(t)
	set.NewMatcher().Match(LogSource{Product: "test"}, mustEvent(t, `{}`), func(Match) { t.Error("a match") })
	if len(set.Rules()) != 0 {
		t.Error("an empty set has rules")
	}
}
