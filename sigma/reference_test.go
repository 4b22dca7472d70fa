package sigma

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// refRule is a rule as the reference evaluator sees it: what its YAML says and nothing compiled. The
// reference is written from docs/reference/sigma.md, slow and plain, and shares no code with the engine.
type refRule struct {
	id, title  string
	source     map[string]any
	selections map[string]any
	conditions []string
}

// refNumber is a number of a rule: its value, and how it is written.
type refNumber struct {
	text  string
	value *big.Rat
}

// readReference reads the rules of a YAML file; documents without a detection are passed over.
func readReference(tb testing.TB, text []byte) []refRule {
	tb.Helper()
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		tb.Fatal(err)
	}
	var rules []refRule
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		top, _ := refYAML(doc.Body).(map[string]any)
		if detection, ok := top["detection"].(map[string]any); ok {
			rules = append(rules, newRefRule(top, detection))
		}
	}
	return rules
}

func newRefRule(top, detection map[string]any) refRule {
	r := refRule{id: fmt.Sprint(top["id"]), title: fmt.Sprint(top["title"]), selections: map[string]any{}}
	r.source, _ = top["logsource"].(map[string]any)
	for name, body := range detection {
		if name != "condition" {
			r.selections[name] = body
			continue
		}
		for _, c := range refList(body) {
			r.conditions = append(r.conditions, c.(string))
		}
	}
	return r
}

// refYAML is a YAML value as maps, lists, texts, booleans, refNumbers and nil.
func refYAML(n ast.Node) any {
	switch v := n.(type) {
	case *ast.MappingNode:
		out := map[string]any{}
		for _, pair := range v.Values {
			out[pair.Key.GetToken().Value] = refYAML(pair.Value)
		}
		return out
	case *ast.MappingValueNode:
		return map[string]any{v.Key.GetToken().Value: refYAML(v.Value)}
	case *ast.SequenceNode:
		out := []any{}
		for _, item := range v.Values {
			out = append(out, refYAML(item))
		}
		return out
	case *ast.LiteralNode:
		return v.Value.Value
	case *ast.BoolNode:
		return v.Value
	case *ast.NullNode:
		return nil
	case *ast.IntegerNode:
		value, _ := new(big.Rat).SetString(fmt.Sprint(v.Value))
		return refNumber{v.Token.Value, value}
	case *ast.FloatNode:
		return refNumber{v.Token.Value, new(big.Rat).SetFloat64(v.Value)}
	}
	return n.GetToken().Value
}

// refList is a list as it is, and anything else as a list of one.
func refList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// appliesTo: each part of the log source that the rule names equals that of the record.
func (r refRule) appliesTo(src LogSource) bool {
	for part, have := range map[string]string{"product": src.Product, "category": src.Category, "service": src.Service} {
		if want, named := r.source[part]; named && want != nil && !strings.EqualFold(fmt.Sprint(want), have) {
			return false
		}
	}
	return true
}

// holds: any of the conditions is true.
func (r refRule) holds(e refEvent) bool {
	truth := map[string]bool{}
	for name, body := range r.selections {
		truth[name] = e.selection(body)
	}
	for _, c := range r.conditions {
		if refCondition(c, truth) {
			return true
		}
	}
	return false
}

// selection: a map asks for all of its fields, a list for any of its items, anything else is a keyword.
func (e refEvent) selection(body any) bool {
	switch b := body.(type) {
	case map[string]any:
		for key, value := range b {
			if !e.field(key, value) {
				return false
			}
		}
		return true
	case []any:
		for _, item := range b {
			if e.selection(item) {
				return true
			}
		}
		return false
	}
	return e.field("", body)
}
