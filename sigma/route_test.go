package sigma

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// hits are the rules that match, by title.
func hits(m *Matcher, src LogSource, ev *Event) []string {
	var out []string
	m.Match(src, ev, func(x Match) { out = append(out, x.Rule.Title) })
	return out
}

// asked are the rules that hold when each is asked, without the index.
func asked(m *Matcher, src LogSource, ev *Event) []string {
	var out []string
	m.look.start(ev)
	if m.look.turn == 1 {
		clear(m.answers)
	}
	for _, i := range m.set.candidates(src) {
		if r := &m.set.rules[i]; m.run(r.entry) {
			out = append(out, r.rule.Title)
		}
	}
	return out
}

// The index may only leave out rules that do not hold: on random rules and events made of few words, so
// that much is nearly the same.
func TestTheIndexMissesNothing(t *testing.T) {
	words := []string{"a", "ab", "abc", `\ab`, `c:\ab`, "B", "10", "10.0", "-3", "é", "É", "k", "K", "", "x y", "a.b"}
	fields := []string{"F", "G", "a.b", "Two Words", "TwoWords"}
	mods := []string{"", "|contains", "|startswith", "|endswith", "|contains|all", "|re", "|re|i", "|cased", "|windash", "|exists", "|gte", "|neq", "|base64offset|contains"}
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	rapid.Check(t, func(rt *rapid.T) {
		pick := func(of []string) string { return rapid.SampledFrom(of).Draw(rt, "word") }
		var rules []*Rule
		for i := range rapid.IntRange(1, 8).Draw(rt, "rules") {
			var b strings.Builder
			names := []string{"s1", "s2", "s3"}
			for _, n := range names {
				mod := pick(mods)
				value := quote(strings.Trim(pick(words), `\`))
				switch mod {
				case "|exists":
					value = "true"
				case "|gte":
					value = "5"
				case "":
					value = rapid.SampledFrom([]string{quote(pick(words)), "10", "null", "'*'", "'a*c'", "-3", "'?b'"}).Draw(rt, "value")
				}
				fmt.Fprintf(&b, "%s:\n  %s%s: %s\n", n, pick(fields[:3]), mod, value)
			}
			cond := rapid.SampledFrom([]string{"s1", "s1 and s2", "s1 or s2", "s1 and not s2", "not s1", "1 of s*", "all of them", "(s1 or s2) and s3", "not (s1 or s2) or s3"}).Draw(rt, "condition")
			text := fmt.Sprintf("title: r%d\nlogsource: {product: test}\ndetection:\n%s  condition: %s\n", i, indent(b.String()), cond)
			parsed, err := ParseRules("t.yml", []byte(text))
			if err != nil {
				rt.Skip(err)
			}
			rules = append(rules, parsed...)
		}
		set := mustCompile(t, rules...)
		m, plain := set.NewMatcher(), set.NewMatcher()
		for range 6 {
			var parts []string
			for _, f := range fields {
				if rapid.Bool().Draw(rt, "has") {
					v := fmt.Sprintf("%q", pick(words)+pick(words))
					switch rapid.IntRange(0, 4).Draw(rt, "kind") {
					case 0:
						v = "[" + v + "," + fmt.Sprintf("%q", pick(words)) + "]"
					case 1:
						v = "10.0"
					case 2:
						v = "null"
					}
					parts = append(parts, fmt.Sprintf("%q:%s", f, v))
				}
			}
			if rapid.Bool().Draw(rt, "nested") {
				parts = append(parts, fmt.Sprintf(`"a":{"b":%q}`, pick(words)))
			}
			ev := mustEvent(t, "{"+strings.Join(parts, ",")+"}")
			src := LogSource{Product: "test"}
			if diff := cmp.Diff(asked(plain, src, ev), hits(m, src, ev)); diff != "" {
				rt.Fatalf("event {%s}: %s", strings.Join(parts, ","), diff)
			}
		}
	})
}

func TestTheIndexMissesNothingOfThePublicCorpora(t *testing.T) {
	rules, _ := corpusRules(t)
	set := mustCompile(t, rules...)
	m, plain := set.NewMatcher(), set.NewMatcher()
	for file, sources := range map[string][]LogSource{
		"otrf-process-creation-3629.jsonl.zst": {{Product: "windows", Category: "process_creation", Service: "sysmon"}},
		"otrf-windows-100k.jsonl.zst":          {{Product: "windows", Category: "registry_set", Service: "sysmon"}, {Product: "windows", Service: "security"}, {Product: "windows", Category: "ps_script", Service: "powershell"}},
		"otrf-cloud-and-other-36385.jsonl.zst": {{Product: "aws", Service: "cloudtrail"}},
		"panther-tests.jsonl.zst":              {{Product: "okta", Service: "okta"}, {Product: "github", Service: "audit"}},
	} {
		n := 0
		eachLine(t, file, func(line []byte) {
			if n++; n%40 != 0 && !strings.Contains(file, "process") {
				return
			}
			var ev Event
			if ev.Parse(line) != nil {
				return
			}
			for _, src := range sources {
				if a, b := asked(plain, src, &ev), hits(m, src, &ev); !slices.Equal(a, b) {
					t.Fatalf("%s line %d as %v: the index leaves out %v of %v", file, n, src, b, a)
				}
			}
		})
	}
}
