package sigma

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Pipeline says what the fields and log sources of rules are called in the logs at hand. It is data, in
// the form that pySigma's processing pipelines have: docs/reference/sigma.md lists what is read.
type Pipeline struct {
	Name     string
	File     string
	Priority int                 // pipelines of a lower one are applied first
	Vars     map[string][]string // values of placeholders

	steps []transformation
}

// transformation is one step of a pipeline.
type transformation struct {
	kind       string
	line       int
	fields     map[string][]string // field_name_mapping, field_name_prefix_mapping
	text       string              // the prefix, or the message of rule_failure
	source     LogSource           // change_logsource
	added      *expr               // add_condition
	of         []LogSource         // rules it is for: all when empty
	every, not bool                // all of them; none of them
	only, but  []string            // fields it is for, or not for: all when both are empty
}

// Reader is one that knows the values of the pipeline's placeholders.
func (p *Pipeline) Reader() Reader { return Reader{Placeholders: p.Vars} }

// Apply returns the rules as the pipeline rewrites them, those it changes as copies. Fields are renamed
// once, here: matching costs the same as without. A rule that the pipeline declares unfit is an *Error
// (joined when there are several) and left out; the others are returned beside it.
func (p *Pipeline) Apply(rules []*Rule) ([]*Rule, error) {
	var out []*Rule
	var errs []error
	for _, r := range rules {
		if r == nil || r.expr == nil {
			return nil, fmt.Errorf("apply pipeline %s: %w", p.Name, errForeign)
		}
		done, err := p.rewrite(*r)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, done)
	}
	return out, errors.Join(errs...)
}

func (p *Pipeline) rewrite(r Rule) (*Rule, error) {
	for _, t := range p.steps {
		if !t.applies(r.LogSource) {
			continue
		}
		switch t.kind {
		case "rule_failure":
			return nil, &Error{r.File, r.Line, fmt.Sprintf("rule %q: %s (%s:%d)", r.Title, t.text, p.File, t.line)}
		case "change_logsource":
			r.LogSource = t.source
		case "add_condition":
			r.expr = allOf([]*expr{r.expr, t.added})
		default:
			r.expr = r.expr.rename(t.names)
		}
		if r.expr.size() > maxTests {
			return nil, &Error{r.File, r.Line, fmt.Sprintf("rule %q has more than %d tests after the pipeline", r.Title, maxTests)}
		}
	}
	return &r, nil
}

func (t *transformation) applies(to LogSource) bool {
	if len(t.of) == 0 {
		return true
	}
	fits := func(l LogSource) bool { return l.covers(to) }
	if t.every {
		unfit := func(l LogSource) bool { return !fits(l) }
		return slices.ContainsFunc(t.of, unfit) == t.not
	}
	return slices.ContainsFunc(t.of, fits) != t.not
}

// names are what a field is called after the step.
func (t *transformation) names(field string) []string {
	if field == "" || len(t.only) > 0 && !slices.Contains(t.only, field) || slices.Contains(t.but, field) {
		return []string{field}
	}
	switch t.kind {
	case "field_name_prefix":
		return []string{t.text + field}
	case "field_name_mapping":
		if to := t.fields[field]; len(to) > 0 {
			return to
		}
	case "field_name_prefix_mapping":
		best := ""
		for from := range t.fields {
			if strings.HasPrefix(field, from) && len(from) > len(best) {
				best = from
			}
		}
		if best != "" {
			var out []string
			for _, to := range t.fields[best] {
				out = append(out, to+field[len(best):])
			}
			return out
		}
	}
	return []string{field}
}

// rename writes the tests with other names of fields. Of a field with several names, any may hold.
func (e *expr) rename(names func(string) []string) *expr {
	if e.op != exprTest {
		kids := make([]*expr, len(e.kids))
		for i, k := range e.kids {
			kids[i] = k.rename(names)
		}
		return &expr{op: e.op, kids: kids}
	}
	var any []*expr
	for _, field := range names(e.test.field) {
		for _, other := range names(e.test.other) {
			t := *e.test
			t.field, t.other = field, other
			any = append(any, &expr{test: &t})
		}
	}
	return anyOf(any)
}
