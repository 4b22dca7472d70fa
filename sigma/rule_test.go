package sigma

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const whole = `title: A rule
id: 6d0c8f0e-0000-4000-8000-000000000001
name: a_rule
description: |
  Two
  lines
status: test
level: medium
author: Example
date: 2026-05-01
modified: 2026-05-02
references: [https://example.com/a, https://example.com/b]
tags: attack.t1219
fields: [A, B]
falsepositives:
  - Ordinary work
related: [{id: x, type: derived}]
license: DRL-1.1
scope: [server]
taxonomy: sigma
logsource: {product: windows, category: process_creation, service: sysmon, definition: any}
detection:
  a: {A: x}
  condition: a
house: {signal: A02, count: 3, deep: [1, 1.5, true, null, text]}
`

func TestARuleIsReadWhole(t *testing.T) {
	rules, err := ParseRules("rules/a.yml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := []*Rule{{
		ID: "6d0c8f0e-0000-4000-8000-000000000001", Name: "a_rule", Title: "A rule", Description: "Two\nlines\n",
		Level: "medium", Status: "test", Author: "Example", Date: "2026-05-01", Modified: "2026-05-02",
		File: "rules/a.yml", Line: 1,
		LogSource:      LogSource{Product: "windows", Category: "process_creation", Service: "sysmon"},
		Tags:           []string{"attack.t1219"},
		Fields:         []string{"A", "B"},
		FalsePositives: []string{"Ordinary work"},
		References:     []string{"https://example.com/a", "https://example.com/b"},
		Custom: map[string]any{"house": map[string]any{
			"signal": "A02", "count": int64(3), "deep": []any{int64(1), 1.5, true, nil, "text"},
		}},
	}}
	if diff := cmp.Diff(want, rules, cmpopts.IgnoreUnexported(Rule{})); diff != "" {
		t.Error(diff)
	}
}

func TestAFileHoldsSeveralRules(t *testing.T) {
	one := "title: One\nlogsource: {product: x}\ndetection: {a: {A: x}, condition: a}\n"
	bad := "title: Two\nlogsource: {product: x}\ndetection: {a: {A|odd: x}, condition: a}\n"
	three := strings.Replace(one, "One", "Three", 1)
	rules, err := ParseRules("all.yml", []byte("---\n"+one+"---\n"+bad+"---\r\n"+three+"---\n"))
	var at []int
	for _, r := range rules {
		at = append(at, r.Line)
	}
	if diff := cmp.Diff([]int{2, 10}, at); diff != "" {
		t.Errorf("lines of the good rules: %s", diff)
	}
	if want := `all.yml:8: unknown modifier "odd"`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// goldenErrors holds, for each rule of testdata/refused.yml, what is said about it: file and line included.
const goldenErrors = "testdata/refused.txt"

func TestRefusalsSayWhereAndWhy(t *testing.T) {
	data, err := os.ReadFile("testdata/refused.yml")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules("refused.yml", data)
	if err == nil {
		t.Fatal("nothing was refused")
	}
	for _, r := range rules {
		t.Errorf("the rule of line %d, %s, was not refused", r.Line, r.Title)
	}
	if no := (*Error)(nil); !errors.As(err, &no) || no.File != "refused.yml" || no.Line == 0 || no.Reason == "" {
		t.Errorf("not an *Error with its place: %#v", err)
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(goldenErrors, []byte(err.Error()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err2 := os.ReadFile(goldenErrors)
	if err2 != nil {
		t.Fatal(err2)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(err.Error()+"\n", "\n")); diff != "" {
		t.Errorf("%s\nUPDATE_GOLDEN=1 writes the new texts", diff)
	}
}

func TestRulesThatWouldCostTooMuchAreRefused(t *testing.T) {
	head := "title: T\nlogsource: {product: x}\ndetection:\n"
	for _, c := range []struct{ name, rule, want string }{
		{"too long", head + "  a: {A: '" + strings.Repeat("x", maxDocument) + "'}\n  condition: a", "a rule of more than 1048576 bytes"},
		{"too deep", head + "  a: " + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\n  condition: a", "nested deeper than 32 levels"},
		{"too many keys", head + "  a: {A: x}\n  condition: a\n" + strings.Repeat("k: x\n", maxKeys), "more than 10000 keys"},
		{"a condition too deep", head + "  a: {A: x}\n  condition: " + strings.Repeat("(", 1000), "condition: nested too deep"},
		{"selections named too often", head + "  a: {A: [" + strings.Repeat("x,", 1000) + "]}\n  condition: a" + strings.Repeat(" or a", 100), "more than 50000 tests"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rules, err := ParseRules("test.yml", []byte(c.rule))
			if err == nil || !strings.Contains(err.Error(), c.want) || len(rules) != 0 {
				t.Errorf("error %v, want one that holds %q", err, c.want)
			}
		})
	}
}

func FuzzParseRules(f *testing.F) {
	f.Add([]byte(whole))
	f.Add(oneRule(everyKind))
	f.Add([]byte("---\n- a\n---\n\"\\\n"))
	f.Add([]byte("title: T\nlogsource: {product: x}\ndetection:\n  a: {A|re|i: '('}\n  condition: 1 of ("))
	f.Fuzz(func(t *testing.T, data []byte) {
		rules, err := ParseRules("fuzz.yml", data)
		if len(rules) == 0 && err == nil {
			t.Fatal("neither a rule nor an error")
		}
		lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1 // YAML breaks lines at both
		for _, r := range rules {
			if r.Title == "" || r.Line < 1 || r.Line > lines {
				t.Errorf("rule %q of line %d in a file of %d lines", r.Title, r.Line, lines)
			}
		}
		if _, err := Compile(rules); err != nil {
			t.Errorf("a parsed rule does not compile: %v", err)
		}
		if err == nil {
			return
		}
		if no := (*Error)(nil); !errors.As(err, &no) || no.Line < 1 || no.Line > lines+1 {
			t.Errorf("error without place: %v", err)
		}
	})
}
