package sigma

import (
	"errors"
	"strconv"
)

// ParsePipeline reads a pipeline. What it cannot honour is an *Error with file, line and reason.
func ParsePipeline(file string, data []byte) (*Pipeline, error) {
	p := &Pipeline{File: file, Vars: map[string][]string{}}
	top, err := readYAML(document{data: data, firstLine: 1})
	if err == nil {
		err = p.read(top)
	}
	var no *refusal
	switch {
	case errors.As(err, &no):
		return nil, &Error{file, no.line, no.reason}
	case err != nil:
		return nil, &Error{file, 1, err.Error()}
	}
	return p, nil
}

func (p *Pipeline) read(top *yamlNode) error {
	if top == nil || top.kind != yamlMap {
		return refuse(1, "a pipeline is a map with transformations")
	}
	for _, f := range top.pairs {
		var err error
		switch f.key {
		case "name":
			err = readText(f, &p.Name)
		case "priority":
			p.Priority, err = strconv.Atoi(f.value.text)
			if err != nil {
				err = refuse(f.line, "priority is a whole number")
			}
		case "vars":
			err = eachPair(f, func(v yamlPair) error {
				var values []string
				err := readTexts(v, &values)
				p.Vars[v.key] = values
				return err
			})
		case "transformations":
			err = p.readSteps(f)
		case "allowed_backends":
		default:
			err = refuse(f.line, "pipeline: the key %q is not known", f.key)
		}
		if err != nil {
			return err
		}
	}
	if len(p.steps) == 0 && len(p.Vars) == 0 {
		return refuse(top.line, "pipeline %q changes nothing", p.Name)
	}
	return nil
}

func eachPair(p yamlPair, do func(yamlPair) error) error {
	if p.value.kind != yamlMap {
		return refuse(p.line, "%s is a map, not %s", p.key, p.value.kind)
	}
	for _, f := range p.value.pairs {
		if err := do(f); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pipeline) readSteps(f yamlPair) error {
	if f.value.kind != yamlList {
		return refuse(f.line, "transformations is a list, not %s", f.value.kind)
	}
	for _, n := range f.value.items {
		if n.kind != yamlMap {
			return refuse(n.line, "a transformation is a map, not %s", n.kind)
		}
		t := transformation{line: n.line, every: true, fields: map[string][]string{}}
		for _, s := range n.pairs {
			if err := t.read(s); err != nil {
				return err
			}
		}
		if err := t.check(); err != nil {
			return err
		}
		if t.kind != "value_placeholders" { // the Reader does it, for the pipeline's vars
			p.steps = append(p.steps, t)
		}
	}
	return nil
}

var transformations = []string{
	"field_name_mapping", "field_name_prefix_mapping", "field_name_prefix", "change_logsource", "add_condition",
	"value_placeholders", "rule_failure",
}

func (t *transformation) read(s yamlPair) error {
	switch s.key {
	case "id":
		return nil
	case "type":
		return readChoice(s, &t.kind, transformations)
	case "prefix", "message":
		return readText(s, &t.text)
	case "product":
		return readText(s, &t.source.Product)
	case "category":
		return readText(s, &t.source.Category)
	case "service":
		return readText(s, &t.source.Service)
	case "mapping":
		return eachPair(s, func(f yamlPair) error {
			var names []string
			err := readNames(f, &names)
			t.fields[f.key] = names
			return err
		})
	case "conditions":
		e, err := parseSelection(s.value)
		t.added = e
		return err
	case "rule_conditions":
		return t.readRuleConditions(s)
	case "rule_cond_op":
		var op string
		err := readChoice(s, &op, []string{"and", "or"})
		t.every = op == "and"
		return err
	case "rule_cond_not":
		return readYes(s, &t.not)
	case "field_name_conditions":
		return t.readFieldConditions(s)
	}
	return refuse(s.line, "transformation: the key %q is not known, and to leave it out would change what is meant", s.key)
}

func (t *transformation) readRuleConditions(s yamlPair) error {
	return eachItem(s, func(c yamlPair, to *LogSource, _ *[]string) error {
		switch c.key {
		case "type":
			var kind string
			return readChoice(c, &kind, []string{"logsource"})
		case "product":
			return readText(c, &to.Product)
		case "category":
			return readText(c, &to.Category)
		case "service":
			return readText(c, &to.Service)
		}
		return refuse(c.line, "rule_conditions: the key %q is not known", c.key)
	}, func(l LogSource, _ string, _ []string) { t.of = append(t.of, l) })
}

func (t *transformation) readFieldConditions(s yamlPair) error {
	return eachItem(s, func(c yamlPair, _ *LogSource, fields *[]string) error {
		switch c.key {
		case "type":
			var kind string
			return readChoice(c, &kind, []string{"include_fields", "exclude_fields"})
		case "fields":
			return readNames(c, fields)
		}
		return refuse(c.line, "field_name_conditions: the key %q is not known", c.key)
	}, func(_ LogSource, kind string, fields []string) {
		if kind == "include_fields" {
			t.only = append(t.only, fields...)
		} else {
			t.but = append(t.but, fields...)
		}
	})
}

// eachItem reads the conditions of a list.
func eachItem(s yamlPair, read func(yamlPair, *LogSource, *[]string) error, done func(LogSource, string, []string)) error {
	if s.value.kind != yamlList {
		return refuse(s.line, "%s is a list, not %s", s.key, s.value.kind)
	}
	for _, n := range s.value.items {
		if n.kind != yamlMap || n.get("type") == nil {
			return refuse(n.line, "%s: a condition is a map with a type", s.key)
		}
		var l LogSource
		var fields []string
		for _, c := range n.pairs {
			if err := read(c, &l, &fields); err != nil {
				return err
			}
		}
		done(l, n.get("type").text, fields)
	}
	return nil
}

func (t *transformation) check() error {
	missing := ""
	switch t.kind {
	case "":
		missing = "type"
	case "field_name_mapping", "field_name_prefix_mapping":
		if len(t.fields) == 0 {
			missing = "mapping"
		}
	case "field_name_prefix":
		if t.text == "" {
			missing = "prefix"
		}
	case "rule_failure":
		if t.text == "" {
			missing = "message"
		}
	case "change_logsource":
		if t.source == (LogSource{}) {
			missing = "product, category or service"
		}
	case "add_condition":
		if t.added == nil {
			missing = "conditions"
		}
	}
	if missing != "" {
		return refuse(t.line, "a transformation %s has no %s", t.kind, missing)
	}
	return nil
}
