package sigma

import (
	"errors"
	"fmt"
	"strings"
)

// Filter is one parsed Sigma filter: a condition that is added to other rules.
type Filter struct {
	ID, Name, Title, Description string
	Author, Date, Modified       string
	File                         string // as given to ParseAll
	Line                         int    // first line of the filter in File
	LogSource                    LogSource
	Rules                        []string       // names or ids
	Custom                       map[string]any // top-level keys outside the specification

	expr *expr
}

func parseFilter(top *yamlNode, with Reader) (*Filter, error) {
	for _, p := range top.pairs {
		switch p.key {
		case "detection", "correlation", "action", "level", "status":
			return nil, refuse(p.line, "a filter has no %s", p.key)
		}
	}
	// The head of a filter is that of a rule.
	head := Rule{}
	if err := head.readHead(top); err != nil {
		return nil, err
	}
	f := &Filter{
		ID: head.ID, Name: head.Name, Title: head.Title, Description: head.Description,
		Author: head.Author, Date: head.Date, Modified: head.Modified,
		Line: top.line, LogSource: head.LogSource, Custom: head.Custom,
	}
	delete(f.Custom, "filter")
	body := top.get("filter")
	if body.kind != yamlMap {
		return nil, refuse(body.line, "filter is a map, not %s", body.kind)
	}
	rest := &yamlNode{kind: yamlMap, line: body.line}
	for _, p := range body.pairs {
		if p.key != "rules" {
			rest.pairs = append(rest.pairs, p)
			continue
		}
		if err := readNames(p, &f.Rules); err != nil {
			return nil, err
		}
	}
	if len(f.Rules) == 0 {
		return nil, refuse(body.line, "filter %q names no rules", f.Title)
	}
	if err := with.expand(rest); err != nil {
		return nil, err
	}
	var err error
	f.expr, err = parseDetection(rest)
	return f, err
}

// ApplyFilters returns the rules with the filters added: a rule that a filter names, by id or name, holds
// when its own condition and that of the filter hold. A filter whose condition is "not selection" hence
// takes away what it selects. Rules without a filter are returned as they are, the others as copies.
//
// A filter that names a rule that is not there, or one whose log source it does not fit, is an *Error
// (joined when there are several); whatever else it names is filtered all the same.
func ApplyFilters(rules []*Rule, filters []*Filter) ([]*Rule, error) {
	out := make([]*Rule, len(rules))
	byName := map[string][]int{}
	for i, r := range rules {
		if r == nil || r.expr == nil {
			return nil, fmt.Errorf("apply filters: %w", errForeign)
		}
		out[i] = r
		for _, name := range distinct(r.ID, r.Name) {
			byName[name] = append(byName[name], i)
		}
	}
	var errs []error
	for _, f := range filters {
		done := map[int]bool{}
		for _, name := range f.Rules {
			if len(byName[name]) == 0 {
				errs = append(errs, &Error{f.File, f.Line, fmt.Sprintf("filter %q: there is no rule %q", f.Title, name)})
			}
			for _, i := range byName[name] {
				if !f.LogSource.covers(rules[i].LogSource) {
					errs = append(errs, &Error{f.File, f.Line, fmt.Sprintf("filter %q: its logsource does not fit that of rule %q", f.Title, name)})
					continue
				}
				if !done[i] {
					done[i] = true
					c := *out[i]
					c.expr = allOf([]*expr{c.expr, f.expr})
					out[i] = &c
				}
			}
		}
	}
	return out, errors.Join(errs...)
}

// covers says whether every part that l names is the same in o.
func (l LogSource) covers(o LogSource) bool {
	same := func(a, b string) bool { return a == "" || strings.EqualFold(a, b) }
	return same(l.Product, o.Product) && same(l.Category, o.Category) && same(l.Service, o.Service)
}

// distinct are the texts that are not empty, each once.
func distinct(a, b string) []string {
	switch {
	case a == "" && b == "":
		return nil
	case a == "" || a == b:
		return []string{b}
	case b == "":
		return []string{a}
	}
	return []string{a, b}
}
