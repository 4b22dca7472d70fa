package sigma

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASurveyNamesWhatARuleCannotSee(t *testing.T) {
	rules, err := ParseRules("r.yml", []byte(`
title: holds
logsource: {product: p}
detection: {s: {a: x}, condition: s}
---
title: a field that nobody sends
logsource: {product: p}
detection: {s: {a: x, 'nested.c': y}, f: {gone|fieldref: a}, condition: s or f}
---
title: of another product
logsource: {product: q}
detection: {s: {a: x}, condition: s}
---
title: never
logsource: {product: p}
detection: {s: {b: z}, condition: s}
`))
	if err != nil {
		t.Fatal(err)
	}
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	v := NewSurvey(set)
	for _, raw := range []string{`{"a":"x"}`, `{"a":"x","b":"y"}`, `{"a":"n","nested":{"c":null}}`} {
		var ev Event
		if err := ev.Parse([]byte(raw)); err != nil {
			t.Fatal(err)
		}
		v.Observe(LogSource{Product: "p", Service: "any"}, &ev)
	}
	var got []string
	for _, s := range v.Rules() {
		got = append(got, fmt.Sprintf("%s: %d of %d, unknown %v", s.Rule.Title, s.Matches, s.Events, s.Unknown))
	}
	want := []string{
		"holds: 2 of 3, unknown []",
		"a field that nobody sends: 0 of 3, unknown [gone]",
		"of another product: 0 of 0, unknown [a]",
		"never: 0 of 3, unknown []",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
