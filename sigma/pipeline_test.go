package sigma

import (
	"strings"
	"testing"
)

const ecs = `name: ECS
priority: 20
vars:
  Servers: [srv1, 'db-*']
transformations:
  - id: names
    type: field_name_mapping
    mapping:
      Image: process.executable
      CommandLine: [process.command_line, process.args]
    rule_conditions:
      - {type: logsource, product: p}
  - type: field_name_prefix_mapping
    mapping: {Target: target.}
  - type: field_name_prefix
    prefix: event.
    field_name_conditions:
      - {type: include_fields, fields: [Level]}
  - type: add_condition
    conditions: {kind: start}
    rule_conditions: [{type: logsource, category: process_creation}]
  - type: change_logsource
    product: p
    service: moved
    rule_conditions: [{type: logsource, service: old}]
  - type: rule_failure
    message: this log has no registry
    rule_conditions: [{type: logsource, category: registry_set}]
`

func TestAPipelineSaysWhatFieldsAreCalled(t *testing.T) {
	p, err := ParsePipeline("ecs.yml", []byte(ecs))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		says, source, selection, event string
		want                           bool
	}{
		{"a name", "product: p", `Image|endswith: '\a.exe'`, `{"process":{"executable":"C:\\a.exe"}}`, true},
		{"the old name is gone", "product: p", `Image|endswith: '\a.exe'`, `{"Image":"C:\\a.exe"}`, false},
		{"a log source it is not for", "product: q", `Image: a`, `{"Image":"a"}`, true},
		{"any of several names", "product: p", `CommandLine: a`, `{"process":{"args":["b","a"]}}`, true},
		{"none of several names", "product: p", `CommandLine|neq: a`, `{"process":{"command_line":"b","args":"a"}}`, false},
		{"a prefix", "product: p", `TargetUser: a`, `{"target.User":"a"}`, true},
		{"a prefix for some fields", "product: p", `Level: 1`, `{"event":{"Level":1}}`, true},
		{"a reference", "product: p", `Image|fieldref: TargetImage`, `{"process":{"executable":"a"},"target":{"Image":"a"}}`, true},
		{"a condition more", "product: p\n  category: process_creation", `a: b`, `{"a":"b"}`, false},
		{"a condition more that holds", "product: p\n  category: process_creation", `a: b`, `{"a":"b","kind":"start"}`, true},
		{"another log source", "service: old", `a: b`, `{"a":"b"}`, true},
		{"a placeholder", "product: p", `Computer|expand: '%Servers%'`, `{"Computer":"db-3"}`, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			text := "title: t\nlogsource:\n  " + c.source + "\ndetection:\n  s:\n    " + c.selection + "\n  condition: s\n"
			rules, err := p.Reader().ParseRules("r.yml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if rules, err = p.Apply(rules); err != nil {
				t.Fatal(err)
			}
			set, err := Compile(rules)
			if err != nil {
				t.Fatal(err)
			}
			var ev Event
			if err := ev.Parse([]byte(c.event)); err != nil {
				t.Fatal(err)
			}
			got := false
			src := LogSource{Product: "p", Category: "process_creation", Service: "moved"}
			if strings.Contains(c.source, "q") {
				src.Product = "q"
			}
			set.NewMatcher().Match(src, &ev, func(Match) { got = true })
			if got != c.want {
				t.Errorf("holds: %v", got)
			}
		})
	}
}

func TestAPipelineLeavesTheRulesGivenAsTheyWere(t *testing.T) {
	p, err := ParsePipeline("ecs.yml", []byte(ecs))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules("r.yml", []byte("title: t\nlogsource: {product: p}\ndetection: {s: {Image: a}, condition: s}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Apply(rules); err != nil {
		t.Fatal(err)
	}
	if !holdsFor(t, rules, `{"Image":"a"}`) {
		t.Error("the rule was changed")
	}
}

func TestAPipelineRefusesRulesItIsNotFor(t *testing.T) {
	p, err := ParsePipeline("ecs.yml", []byte(ecs))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ParseRules("r.yml", []byte("title: t\nlogsource: {category: registry_set}\ndetection: {s: {a: b}, condition: s}\n---\n"+
		"title: u\nlogsource: {product: p}\ndetection: {s: {a: b}, condition: s}\n"))
	if err != nil {
		t.Fatal(err)
	}
	left, err := p.Apply(rules)
	if err == nil || err.Error() != `r.yml:1: rule "t": this log has no registry (ecs.yml:26)` || len(left) != 1 || left[0].Title != "u" {
		t.Error(left, err)
	}
}

func TestPipelinesThatCannotBeHonouredAreRefused(t *testing.T) {
	step := func(s string) string { return "transformations:\n  - " + s + "\n" }
	for text, says := range map[string]string{
		"a":                             "p.yml:1: a pipeline is a map with transformations",
		"name: n":                       `p.yml:1: pipeline "n" changes nothing`,
		"priority: soon":                "p.yml:1: priority is a whole number",
		"finalizers: []":                `p.yml:1: pipeline: the key "finalizers" is not known`,
		step("type: replace_string"):    `p.yml:2: type is "replace_string"; want one of`,
		step("type: field_name_prefix"): "p.yml:2: a transformation field_name_prefix has no prefix",
		step("{type: field_name_mapping, mapping: {a: b}, detection_item_conditions: []}"):                 `p.yml:2: transformation: the key "detection_item_conditions" is not known`,
		step("{type: field_name_mapping, mapping: [a]}"):                                                   "p.yml:2: mapping is a map, not a list",
		step("{type: field_name_mapping, mapping: {a: b}, rule_conditions: [{type: tag}]}"):                `p.yml:2: type is "tag"; want one of logsource`,
		step("{type: field_name_mapping, mapping: {a: b}, rule_conditions: [{product: p}]}"):               "p.yml:2: rule_conditions: a condition is a map with a type",
		step("{type: field_name_mapping, mapping: {a: b}, rule_conditions: {type: logsource}}"):            "p.yml:2: rule_conditions is a list, not a map",
		step("{type: field_name_mapping, mapping: {a: b}, field_name_conditions: [{type: x, fields: a}]}"): `p.yml:2: type is "x"`,
	} {
		_, err := ParsePipeline("p.yml", []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), says) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParsePipeline(f *testing.F) {
	f.Add([]byte(ecs))
	rules, err := ParseRules("r.yml", []byte("title: t\nlogsource: {product: p}\ndetection: {s: {Image: a}, condition: s}\n"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePipeline("p.yml", data)
		if err != nil {
			return
		}
		done, err := p.Apply(rules)
		if err == nil && len(done) != 1 {
			t.Fatal("a rule was lost in silence")
		}
		if _, err := Compile(done); err != nil {
			t.Fatal(err)
		}
	})
}
