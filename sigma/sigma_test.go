package sigma

import (
	"strings"
	"testing"
)

// oneRule is a rule file with this detection.
func oneRule(detection string) []byte {
	return []byte("title: Test\nlogsource: {product: test}\ndetection:\n" + indent(detection))
}

func indent(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n  ") + "\n"
}

func mustParse(tb testing.TB, rule []byte) []*Rule {
	tb.Helper()
	rules, err := ParseRules("test.yml", rule)
	if err != nil {
		tb.Fatal(err)
	}
	return rules
}

func mustCompile(tb testing.TB, rules ...*Rule) *Set {
	tb.Helper()
	set, err := Compile(rules)
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

func mustEvent(tb testing.TB, record string) *Event {
	tb.Helper()
	ev := new(Event)
	if err := ev.Parse([]byte(record)); err != nil {
		tb.Fatal(err)
	}
	return ev
}

// matched are the fields of the one rule with this detection, ok whether it matches the record.
func matched(tb testing.TB, detection, record string) (fields []MatchedField, ok bool) {
	tb.Helper()
	set := mustCompile(tb, mustParse(tb, oneRule(detection))...)
	set.NewMatcher().Match(LogSource{Product: "test"}, mustEvent(tb, record), func(m Match) { fields, ok = m.Fields, true })
	return fields, ok
}

type detectionCase struct {
	name, detection, record string
	want                    bool
}

func runDetections(t *testing.T, cases []detectionCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, got := matched(t, c.detection, c.record); got != c.want {
				t.Errorf("matched %v, want %v: %s in\n%s", got, c.want, c.record, c.detection)
			}
		})
	}
}

// field is a detection of one field.
func field(line string) string { return "condition: sel\nsel:\n  " + line }
