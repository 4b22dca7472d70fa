package app

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/taupier-eu/taupier/internal/ruleset"
	"github.com/taupier-eu/taupier/sigma"
)

// ruleCase is what one rule or correlation must, and must not, be met by: the file NAME.txtar, where
// NAME is its name or its id, with parts match-* and quiet-* of JSON lines.
type ruleCase struct {
	file  string
	name  string
	parts []txtar.File
}

// caseFailure is a part of a case that did not come out as it says.
type caseFailure struct {
	Case   string `json:"case"`
	Part   string `json:"part,omitempty"`
	Line   int    `json:"line,omitempty"` // in the part, 1-based
	Reason string `json:"reason"`
}

func readRuleCases(fsys fs.FS, dir string) ([]ruleCase, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.txtar"))
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	cases := make([]ruleCase, 0, len(names))
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read case: %w", err)
		}
		cases = append(cases, ruleCase{name, strings.TrimSuffix(path.Base(name), ".txtar"), txtar.Parse(data).Files})
	}
	return cases, nil
}

// caseRunner puts the records of cases to rules and correlations the way detect does.
type caseRunner struct {
	set     *ruleset.Set
	matcher *sigma.Matcher
	route   *router
	known   map[string]bool // a name or an id, and whether it is a correlation's
}

func newCaseRunner(set *ruleset.Set, source sigma.LogSource) (*caseRunner, error) {
	compiled, err := sigma.Compile(set.Rules)
	if err != nil {
		return nil, fmt.Errorf("compile rules: %w", err)
	}
	r := &caseRunner{set, compiled.NewMatcher(), newRouter(source), map[string]bool{}}
	for _, rule := range set.Rules {
		r.known[rule.ID], r.known[rule.Name] = false, false
	}
	for _, k := range set.Correlations {
		r.known[k.ID], r.known[k.Name] = true, true
	}
	delete(r.known, "")
	return r, nil
}

// run gives what did not come out; nothing when the case holds.
func (r *caseRunner) run(c ruleCase) []caseFailure {
	joined, ok := r.known[c.name]
	if !ok {
		return []caseFailure{{Case: c.file, Reason: fmt.Sprintf("there is no rule or correlation with the name or id %q", c.name)}}
	}
	var out []caseFailure
	has := map[string]bool{}
	for _, p := range c.parts {
		kind, _, _ := strings.Cut(p.Name, "-")
		has[kind] = true
		if kind != "match" && kind != "quiet" {
			out = append(out, caseFailure{c.file, p.Name, 0, "the part's name must begin with match- or quiet-"})
			continue
		}
		for _, f := range r.part(c.name, joined, kind == "match", p.Data) {
			f.Case, f.Part = c.file, p.Name
			out = append(out, f)
		}
	}
	for _, kind := range []string{"match", "quiet"} {
		if !has[kind] {
			out = append(out, caseFailure{Case: c.file, Reason: fmt.Sprintf("no part %s-…: a rule needs records that meet it and look-alikes that do not", kind)})
		}
	}
	return out
}

// part judges the records of one part: a correlation over all of them, a rule over each.
func (r *caseRunner) part(name string, joined, expected bool, data []byte) []caseFailure {
	lines := bytes.Split(bytes.TrimRight(data, "\n"), []byte("\n"))
	met, bad := r.judge(name, lines)
	if len(bad) > 0 {
		return bad
	}
	if joined {
		if (met[0] > 0) != expected {
			return []caseFailure{{Reason: told(expected)}}
		}
		return nil
	}
	var out []caseFailure
	for i := range lines {
		if (met[i+1] > 0) != expected {
			out = append(out, caseFailure{Line: i + 1, Reason: told(expected)})
		}
	}
	return out
}

func told(expected bool) string {
	if expected {
		return "must be met, and is not"
	}
	return "must not be met, and is"
}

// judge counts the detections of the name by line; those of correlations stand under 0.
func (r *caseRunner) judge(name string, lines [][]byte) (map[int]int, []caseFailure) {
	met := map[int]int{}
	joint, err := newJoint(r.set, wholeInput, true)
	if err != nil {
		return nil, []caseFailure{{Reason: err.Error()}}
	}
	mine := func(d *detection) {
		switch {
		case d.Rule != name && d.name != name:
		case d.Correlation != "":
			met[0]++
		default:
			met[d.Line]++
		}
	}
	d := &detecting{joint: joint}
	for i, line := range lines {
		var hits []hit
		err := r.route.route(nil, "", line, func(e *routed) {
			from := len(hits)
			r.matcher.Match(e.source, e.event, func(m sigma.Match) { hits = append(hits, newHit(m, i+1)) })
			d.complete(r.route, e, hits[from:])
		})
		if err != nil {
			return nil, []caseFailure{{Line: i + 1, Reason: err.Error()}}
		}
		for k := range hits {
			joint.take(&hits[k], "", mine)
		}
	}
	joint.finish(mine)
	return met, nil
}

// untested are the rules and correlations without a case, by name. Rules that raise a signal have the
// cases of the signal.
func (r *caseRunner) untested(cases []ruleCase) []string {
	has := map[string]bool{}
	for _, c := range cases {
		has[c.name] = true
	}
	var out []string
	for _, rule := range r.set.Rules {
		if !has[rule.ID] && !has[rule.Name] && metaOf(rule).Signal == "" {
			out = append(out, cmp.Or(rule.Name, rule.ID, rule.Title))
		}
	}
	for _, k := range r.set.Correlations {
		if !has[k.ID] && !has[k.Name] {
			out = append(out, cmp.Or(k.Name, k.ID, k.Title))
		}
	}
	slices.Sort(out)
	return out
}
