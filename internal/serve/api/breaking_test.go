package api

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// node is a part of a description.
type node = map[string]any

// breaks lists what whoever relies on the description before could trip over after: what is gone, what is needed now, what takes
// or gives another kind of thing.
func breaks(before, after node) []string {
	d := diff{before: before, after: after, seen: map[string]bool{}}
	for path, item := range sub(before, "paths") {
		for method, op := range item.(node) {
			now, ok := sub(sub(after, "paths"), path)[method].(node)
			if !ok {
				d.say("%s %s is gone", method, path)
				continue
			}
			d.operation(method+" "+path, op.(node), now)
		}
	}
	slices.Sort(d.out)
	return d.out
}

type diff struct {
	before, after node
	seen          map[string]bool
	out           []string
}

func (d *diff) say(format string, args ...any) { d.out = append(d.out, fmt.Sprintf(format, args...)) }

func sub(n node, keys ...string) node {
	for _, k := range keys {
		n, _ = n[k].(node)
	}
	return n
}

func (d *diff) operation(at string, old, now node) {
	d.parameters(at, items(old["parameters"]), items(now["parameters"]))
	d.schema(at+" takes", sub(old, "requestBody", "content", "application/json", "schema"), sub(now, "requestBody", "content", "application/json", "schema"), true)
	if sub(old, "requestBody")["required"] != true && sub(now, "requestBody")["required"] == true {
		d.say("%s needs a body", at)
	}
	for status, r := range sub(old, "responses") {
		after, ok := sub(now, "responses")[status].(node)
		if !ok {
			d.say("%s no longer answers %s", at, status)
			continue
		}
		for kind, m := range sub(r.(node), "content") {
			if _, ok := sub(after, "content")[kind]; !ok {
				d.say("%s %s no longer gives %s", at, status, kind)
				continue
			}
			d.schema(at+" "+status, sub(m.(node), "schema"), sub(after, "content", kind, "schema"), false)
		}
	}
}

func items(v any) []any { l, _ := v.([]any); return l }

func (d *diff) parameters(at string, old, now []any) {
	find := func(in []any, p node) node {
		for _, x := range in {
			if q := x.(node); q["name"] == p["name"] && q["in"] == p["in"] {
				return q
			}
		}
		return nil
	}
	for _, x := range old {
		p := x.(node)
		if q := find(now, p); q == nil {
			d.say("%s no longer takes %v", at, p["name"])
		} else {
			d.schema(fmt.Sprint(at, " ", p["name"]), sub(p, "schema"), sub(q, "schema"), true)
		}
	}
	for _, x := range now {
		q := x.(node)
		if p := find(old, q); q["required"] == true && (p == nil || p["required"] != true) {
			d.say("%s needs %v", at, q["name"])
		}
	}
}

// schema compares what is sent (taken) or given. What is taken may become wider, what is given narrower.
func (d *diff) schema(at string, old, now node, taken bool) {
	old, oldName := resolve(d.before, old)
	now, _ = resolve(d.after, now)
	if old == nil || now == nil {
		if old != nil {
			d.say("%s: gone", at)
		}
		return
	}
	if oldName != "" {
		if key := fmt.Sprint(oldName, taken); d.seen[key] {
			return
		} else {
			d.seen[key] = true
		}
		at = oldName
	}
	d.kind(at, old, now, taken)
	for name, s := range sub(old, "properties") {
		if next, ok := sub(now, "properties")[name].(node); ok {
			d.schema(at+"."+name, s.(node), next, taken)
		} else {
			d.say("%s.%s is gone", at, name)
		}
	}
	was, is := items(old["required"]), items(now["required"])
	if taken {
		was, is = is, was
	}
	for _, name := range was { // given: no longer always there; taken: needed now
		if !slices.Contains(is, name) {
			d.say("%s.%v: needed by one side only", at, name)
		}
	}
	if each := sub(old, "items"); each != nil {
		d.schema(at+"[]", each, sub(now, "items"), taken)
	}
}

// kind compares types, values and bounds.
func (d *diff) kind(at string, old, now node, taken bool) {
	if fmt.Sprint(old["type"], old["format"]) != fmt.Sprint(now["type"], now["format"]) {
		d.say("%s: %v %v became %v %v", at, old["type"], old["format"], now["type"], now["format"])
	}
	was, is := items(old["enum"]), items(now["enum"])
	if taken && is != nil {
		for _, v := range was {
			if !slices.Contains(is, v) {
				d.say("%s no longer takes %v", at, v)
			}
		}
		if was == nil {
			d.say("%s takes only %v", at, is)
		}
	}
	if !taken {
		return
	}
	for _, bound := range []struct {
		name string
		up   bool
	}{{"minimum", true}, {"minLength", true}, {"minItems", true}, {"maximum", false}, {"maxLength", false}, {"maxItems", false}} {
		a, hadIt := old[bound.name].(float64)
		b, hasIt := now[bound.name].(float64)
		if hasIt && (!hadIt || bound.up && b > a || !bound.up && b < a) {
			d.say("%s: %s %v became %v", at, bound.name, old[bound.name], b)
		}
	}
}

// resolve follows a reference and gives the name that it had.
func resolve(doc, s node) (node, string) {
	ref, ok := s["$ref"].(string)
	if !ok {
		return s, ""
	}
	name := ref[strings.LastIndex(ref, "/")+1:]
	return sub(doc, "components", "schemas", name), name
}

func parsed(t *testing.T, spec []byte) node {
	t.Helper()
	var n node
	if err := json.Unmarshal(spec, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNothingBreaksWhoeverUsesTheAPI(t *testing.T) {
	kept, err := os.ReadFile(specFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range breaks(parsed(t, kept), parsed(t, newWorld(t).api.Spec())) {
		t.Error(what)
	}
}

func TestWhatBreaksIsFound(t *testing.T) {
	spec := newWorld(t).api.Spec()
	for want, change := range map[string]func(node){
		"get /api/v1/self is gone":               func(n node) { delete(sub(n, "paths"), "/api/v1/self") },
		"Self.name is gone":                      func(n node) { delete(sub(n, "components", "schemas", "Self", "properties"), "name") },
		"Self.name: string <nil> became integer": func(n node) { sub(n, "components", "schemas", "Self", "properties", "name")["type"] = "integer" },
		"Self.user: needed by one side only": func(n node) {
			sub(n, "components", "schemas", "Self")["required"] = []any{"name", "roles", "permissions"}
		},
		"get /api/v1/people limit: maximum 200":   func(n node) { firstParameter(n, "limit")["maximum"] = 100.0 },
		"get /api/v1/people needs limit":          func(n node) { parameter(n, "limit")["required"] = true },
		"get /api/v1/people no longer takes mine": func(n node) { parameter(n, "mine")["name"] = "yours" },
		"get /api/v1/self no longer answers 401":  func(n node) { delete(sub(n, "paths", "/api/v1/self", "get", "responses"), "401") },
	} {
		after := parsed(t, spec)
		change(after)
		got := breaks(parsed(t, spec), after)
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
	grown := parsed(t, spec)
	sub(grown, "components", "schemas", "Self", "properties")["more"] = node{"type": "string"}
	sub(grown, "paths")["/api/v1/more"] = node{"get": node{}}
	if got := breaks(parsed(t, spec), grown); len(got) != 0 {
		t.Errorf("what only grew breaks nobody: %q", got)
	}
}

func parameter(n node, name string) node {
	for _, p := range items(sub(n, "paths", "/api/v1/people", "get")["parameters"]) {
		if p.(node)["name"] == name {
			return p.(node)
		}
	}
	return nil
}

func firstParameter(n node, name string) node { return sub(parameter(n, name), "schema") }
