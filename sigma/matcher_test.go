package sigma

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatchedFields(t *testing.T) {
	for _, c := range []struct {
		name, detection, record string
		want                    []MatchedField
	}{
		{"in the order of the rule, not of their cost", "condition: b and a\na:\n  Z|re: x\n  A: y\nb: {M|contains: m}", `{"A":"Y","Z":"x","M":"mm"}`,
			[]MatchedField{{"M", "mm"}, {"Z", "x"}, {"A", "Y"}}},
		{"what holds of an or", "condition: a or b or c\na: {A: x}\nb: {B: x}\nc: {C: x}", `{"B":"x","C":"X","A":"y"}`, []MatchedField{{"B", "x"}, {"C", "X"}}},
		{"nothing below a not", "condition: a and not b\na: {A: x}\nb: {B: x}", `{"A":"x","B":"y"}`, []MatchedField{{"A", "x"}}},
		{"the element that held", field("A|contains: x"), `{"A":["a","bx","cx"]}`, []MatchedField{{"A", "bx"}}},
		{"a number as written", field("A: 10"), `{"A":10.0}`, []MatchedField{{"A", "10.0"}}},
		{"a field once", field("A|contains|all: [f, o]"), `{"A":"foo"}`, []MatchedField{{"A", "foo"}}},
		{"a keyword with the value it stands in", "condition: k\nk: [needle]", `{"A":{"B":"a Needle"}}`, []MatchedField{{Keyword, "a Needle"}}},
		{"an absent field without value", field("A: null"), `{}`, []MatchedField{{"A", ""}}},
		{"a field that is there", field("A|exists: true"), `{"A":"x"}`, []MatchedField{{"A", "x"}}},
		{"the first of two compared fields", field("A|fieldref: B"), `{"A":["q","X"],"B":"x"}`, []MatchedField{{"A", "X"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := matched(t, c.detection, c.record)
			if !ok {
				t.Fatal("no match")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValuesOutliveTheNextMatch(t *testing.T) {
	set := mustCompile(t, mustParse(t, oneRule(field("A|gte: 10")))...)
	m, ev := set.NewMatcher(), mustEvent(t, `{"A":12}`)
	var first string
	m.Match(LogSource{Product: "test"}, ev, func(got Match) { first = got.Fields[0].Value })
	m.Match(LogSource{Product: "test"}, mustEvent(t, `{"A":99}`), func(Match) {})
	if first != "12" {
		t.Errorf("the value of the first event is now %q", first)
	}
}

func TestATurnOfTheCounterForgetsEverything(t *testing.T) {
	set := mustCompile(t, mustParse(t, oneRule(field("A: x")))...)
	m := set.NewMatcher()
	hits := func(record string) (n int) {
		m.Match(LogSource{Product: "test"}, mustEvent(t, record), func(Match) { n++ })
		return n
	}
	if hits(`{"A":"x"}`) != 1 {
		t.Fatal("no match in turn 1")
	}
	m.look.turn = ^uint32(0) // the next turn is 1 again
	if hits(`{"A":"y"}`) != 0 {
		t.Error("the answer of the first turn 1 was taken for that of the second")
	}
}

func TestMatchersOfOneSetWorkAtTheSameTime(t *testing.T) {
	var rules []*Rule
	for i := range 20 {
		rules = append(rules, mustParse(t, oneRule(field(fmt.Sprintf("A|contains: '<%d>'", i))))...)
	}
	rules = append(rules, mustParse(t, oneRule(field("A|re: '<1\\d>'")))...)
	set := mustCompile(t, rules...)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			m := set.NewMatcher()
			var ev Event
			for n := range 400 {
				i := (n*7 + g) % 20
				if err := ev.Parse(fmt.Appendf(nil, `{"A":"X<%d>Y","N":%d}`, i, n)); err != nil {
					t.Error(err)
					return
				}
				want, hits := 1, 0
				if i >= 10 {
					want = 2
				}
				m.Match(LogSource{Product: "test"}, &ev, func(got Match) {
					if hits++; got.Fields[0].Value != fmt.Sprintf("X<%d>Y", i) {
						t.Errorf("value %q", got.Fields[0].Value)
					}
				})
				if hits != want {
					t.Errorf("%d matches of <%d>, want %d", hits, i, want)
				}
			}
		})
	}
	wg.Wait()
}

const everyKind = `condition: all of s* or k
s1: {CommandLine|contains: 'no such thing', Image|endswith: '\NoSuch.exe'}
s2: {CommandLine|re: 'no+ such', EventID: 9, Hour|hour: 3, Size|gt: 1000, CommandLine|windash|contains: ' -zz'}
s3: {DestinationIp|cidr: 192.0.2.0/24, Image|fieldref: User, User: 'a*b?c', Missing: null, Data.Deep.Name: x}
k: [no such keyword]`

const ordinary = `{"EventID":4688,"Image":"C:\\Windows\\System32\\CMD.EXE","CommandLine":"cmd.exe /c echo \u00c9T\u00c9 > Out.TXT",` +
	`"User":"EXAMPLE\\Alice","Size":12.5,"Hour":"2026-05-01T09:00:00Z","DestinationIp":"198.51.100.7","Data":{"Deep":[{"Name":"Y"},{"Name":"Z"}]},"Tags":["A","B"],"On":true,"Off":null}`

func TestNoMatchAllocatesNothing(t *testing.T) {
	var rules []*Rule
	for _, line := range strings.Split(everyKind, "\n")[1:4] { // one by one: together the first false one would end it
		name, body, _ := strings.Cut(line, ": ")
		for _, f := range strings.Split(strings.Trim(body, "{}"), ", ") {
			rules = append(rules, mustParse(t, oneRule("condition: "+name+" and never\n"+name+": {"+f+"}\nnever: {Zz|re: x}"))...)
		}
	}
	rules = append(rules, mustParse(t, oneRule(everyKind))...)
	set := mustCompile(t, rules...)
	m, ev := set.NewMatcher(), mustEvent(t, ordinary)
	src := LogSource{Product: "test"}
	none := func(m Match) { t.Errorf("%s matches", m.Rule.Title) }
	if n := testing.AllocsPerRun(100, func() { m.Match(src, ev, none) }); n != 0 {
		t.Errorf("%v allocations per event", n)
	}
	if n := testing.AllocsPerRun(100, func() {
		if err := ev.Parse([]byte(ordinary)); err != nil {
			t.Fatal(err)
		}
		m.Match(src, ev, none)
	}); n > 1 { // the copy of the constant into bytes
		t.Errorf("%v allocations per parsed event", n)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add(everyKind, ordinary)
	f.Add(field("A|contains|all: ['*a?', \"\\\\\"]"), `{"A":["x",{"A":1}]}`)
	f.Add(field("A.0.b: null"), `{"A":[[],{"b":null}]}`)
	f.Add("condition: not 1 of them\nk:\n  '|all': [1, '?']", `{"Threat Name":"\ud800"}`)
	f.Fuzz(func(t *testing.T, detection, record string) {
		rules, err := ParseRules("fuzz.yml", oneRule(detection))
		if err != nil {
			return
		}
		var ev Event
		if ev.Parse([]byte(record)) != nil {
			return
		}
		src := LogSource{Product: "test"}
		set := mustCompile(t, rules...)
		m := set.NewMatcher()
		var first, again []Match
		m.Match(src, &ev, func(got Match) { first = append(first, got) })
		m.Match(LogSource{Product: "test", Service: "x"}, &ev, func(got Match) { again = append(again, got) })
		if diff := cmp.Diff(first, again, cmp.Comparer(func(a, b *Rule) bool { return a == b })); diff != "" {
			t.Errorf("the same event matched otherwise the second time: %s", diff)
		}
		if tree := m.holds(set.rules[0].root); tree != (len(first) == 1) {
			t.Errorf("the steps of the rule say %v, its tree says %v", !tree, tree)
		}
	})
}
