package sigma

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A rule from outside cannot hold up the reading of logs: expressions take time in the length of the text alone, and what unfolds or
// nests without end is refused with a reason.
func TestT17NoRuleHoldsUpAReading(t *testing.T) {
	const rule = "title: x\nid: 11111111-1111-4111-8111-111111111111\nlogsource: {product: test}\ndetection:\n  s:\n    words|re: '%s'\n  condition: s\n"
	event := []byte(`{"words":"` + strings.Repeat("a", 200_000) + `!"}`)
	for _, expression := range []string{`^(a+)+$`, `^(a|aa)+$`, `^(a|a?)+$`, `(.*a){20}b`, `^([a-zA-Z]+)*$`} {
		rules, err := ParseRules("r.yml", fmt.Appendf(nil, rule, expression))
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		set, err := Compile(rules)
		if err != nil {
			t.Fatalf("%s: %v", expression, err)
		}
		var ev Event
		if err := ev.Parse(event); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		set.NewMatcher().Match(LogSource{Product: "test"}, &ev, func(Match) { t.Errorf("%s matches", expression) })
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s took %s", expression, took)
		}
	}
	laughs := "a: &a [lol, lol]\n"
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%c [*%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1)
	}
	for name, text := range map[string]string{
		"a billion laughs": laughs + "title: x\ndetection: *z\n",
		"brackets":         "title: " + strings.Repeat("[", 200_000),
		"a look behind":    fmt.Sprintf(rule, `(?<=a)b`),
		"a back reference": fmt.Sprintf(rule, `(a)\1`),
		"conditions":       strings.Replace(fmt.Sprintf(rule, "a"), "condition: s", "condition: "+strings.Repeat("(", 200_000)+"s", 1),
	} {
		began := time.Now()
		rules, err := ParseRules("r.yml", []byte(text))
		if err == nil {
			_, err = Compile(rules)
		}
		if err == nil || len(err.Error()) > 1<<20 {
			t.Errorf("%s is taken, or the reason is too long", name)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}
