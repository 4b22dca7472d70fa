package sigma

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

const (
	maxDocument = 1 << 20 // bytes of one rule; the largest public rule has 288 KiB
	maxNesting  = 32      // levels of maps and lists
	maxKeys     = 10_000  // of one rule: the YAML library compares each key of a map with all others
)

type yamlKind uint8

const (
	yamlNull yamlKind = iota
	yamlString
	yamlNumber
	yamlBool
	yamlList
	yamlMap
)

func (k yamlKind) String() string {
	return [...]string{"null", "a string", "a number", "a boolean", "a list", "a map"}[k]
}

// yamlNode is the part of YAML that rules are written in: no anchors, aliases, merges or tags.
type yamlNode struct {
	kind   yamlKind
	line   int
	text   string  // strings, and numbers and booleans as written
	number float64 // numbers
	yes    bool    // booleans
	items  []*yamlNode
	pairs  []yamlPair
}

type yamlPair struct {
	key   string
	line  int
	value *yamlNode
}

// get returns the value of a key of a map, or nil.
func (n *yamlNode) get(key string) *yamlNode {
	for _, p := range n.pairs {
		if p.key == key {
			return p.value
		}
	}
	return nil
}

// plain is the node as Go values: map[string]any, []any, string, int64, float64, bool, nil.
func (n *yamlNode) plain() any {
	switch n.kind {
	case yamlString:
		return n.text
	case yamlNumber:
		if math.Trunc(n.number) == n.number && math.Abs(n.number) < 1<<53 {
			return int64(n.number)
		}
		return n.number
	case yamlBool:
		return n.yes
	case yamlList:
		list := make([]any, 0, len(n.items))
		for _, it := range n.items {
			list = append(list, it.plain())
		}
		return list
	case yamlMap:
		m := make(map[string]any, len(n.pairs))
		for _, p := range n.pairs {
			m[p.key] = p.value.plain()
		}
		return m
	}
	return nil
}

// document is one YAML document of a file; firstLine is where it starts.
type document struct {
	data      []byte
	firstLine int
}

// splitDocuments cuts at lines that start with "---", which YAML allows nowhere inside a document.
func splitDocuments(data []byte) []document {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	docs := []document{{firstLine: 1}}
	line, start := 1, 0
	for pos := 0; pos < len(data); line++ {
		end := len(data)
		if i := bytes.IndexByte(data[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		if isSeparator(data[pos:end]) {
			docs[len(docs)-1].data = data[start:pos]
			docs = append(docs, document{firstLine: line})
			start = pos
		}
		pos = end
	}
	docs[len(docs)-1].data = data[start:]
	return docs
}

func isSeparator(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) && (len(line) == 3 || strings.IndexByte(" \t\r\n", line[3]) >= 0)
}

// readYAML reads one document; nil without error is an empty one. Lines count from the file's start.
func readYAML(doc document) (n *yamlNode, err error) {
	defer func() {
		if p := recover(); p != nil { // the YAML library met bytes it does not survive
			n, err = nil, refuse(doc.firstLine, "not readable as YAML: %v", p)
		}
	}()
	if len(doc.data) > maxDocument {
		return nil, refuse(doc.firstLine, "a rule of more than %d bytes", maxDocument)
	}
	tokens := lexer.Tokenize(string(doc.data))
	if err := checkTokens(tokens, doc.firstLine-1); err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, yamlRefusal(err, doc.firstLine)
	}
	for _, d := range file.Docs {
		if n != nil {
			return nil, refuse(doc.firstLine, "more than one document without ---")
		}
		if d.Body == nil {
			continue
		}
		if n, err = convertYAML(d.Body, doc.firstLine-1, 0); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func yamlRefusal(err error, firstLine int) error {
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil && ye.GetToken().Position != nil {
		return refuse(firstLine-1+ye.GetToken().Position.Line, "not readable as YAML: %s", ye.GetMessage())
	}
	return refuse(firstLine, "not readable as YAML: %v", err)
}

// checkTokens refuses, before anything recursive sees them, what could expand or nest without limit.
func checkTokens(tokens token.Tokens, offset int) error {
	flow, entries, keys, line := 0, 0, 0, 0
	for _, t := range tokens {
		at := t.Position.Line
		if at != line {
			line, entries = at, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.MappingKeyType:
			return refuse(offset+at, "%q: rules may not use anchors, aliases, merge keys, tags or complex keys", t.Value)
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType:
			entries++
		case token.MappingValueType:
			keys++
		}
		if keys > maxKeys {
			return refuse(offset+at, "a rule of more than %d keys", maxKeys)
		}
		if flow > maxNesting || entries > maxNesting {
			return refuse(offset+at, "nested deeper than %d levels", maxNesting)
		}
	}
	return nil
}

func convertYAML(n ast.Node, offset, depth int) (*yamlNode, error) {
	out := &yamlNode{line: offset + 1}
	if t := n.GetToken(); t != nil && t.Position != nil {
		out.line = offset + t.Position.Line
	}
	if depth > maxNesting {
		return nil, refuse(out.line, "nested deeper than %d levels", maxNesting)
	}
	switch v := n.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		out.kind, out.text = yamlString, v.Value
	case *ast.LiteralNode:
		out.kind, out.text = yamlString, v.Value.Value
	case *ast.InfinityNode, *ast.NanNode:
		out.kind, out.text = yamlString, n.GetToken().Value
	case *ast.BoolNode:
		out.kind, out.yes, out.text = yamlBool, v.Value, strconv.FormatBool(v.Value)
	case *ast.FloatNode:
		out.kind, out.number, out.text = yamlNumber, v.Value, v.Token.Value
	case *ast.IntegerNode:
		return convertInteger(out, v)
	case *ast.SequenceNode:
		out.kind = yamlList
		for _, it := range v.Values {
			c, err := convertYAML(it, offset, depth+1)
			if err != nil {
				return nil, err
			}
			out.items = append(out.items, c)
		}
	case *ast.MappingNode:
		return convertMap(out, v.Values, offset, depth)
	case *ast.MappingValueNode:
		return convertMap(out, []*ast.MappingValueNode{v}, offset, depth)
	default:
		return nil, refuse(out.line, "rules may not use YAML %s nodes", n.Type())
	}
	return out, nil
}

func convertInteger(out *yamlNode, v *ast.IntegerNode) (*yamlNode, error) {
	out.kind, out.text = yamlNumber, v.Token.Value
	switch i := v.Value.(type) {
	case int64:
		out.number = float64(i)
	case uint64:
		out.number = float64(i)
	default:
		return nil, refuse(out.line, "number %s is out of range", v.Token.Value)
	}
	return out, nil
}

func convertMap(out *yamlNode, values []*ast.MappingValueNode, offset, depth int) (*yamlNode, error) {
	out.kind = yamlMap
	for i, mv := range values {
		key := fmt.Sprint(mv.Key.GetToken().Value)
		if s, ok := mv.Key.(*ast.StringNode); ok {
			key = s.Value
		}
		line := offset + mv.Key.GetToken().Position.Line
		if i == 0 {
			out.line = line
		}
		c, err := convertYAML(mv.Value, offset, depth+1)
		if err != nil {
			return nil, err
		}
		out.pairs = append(out.pairs, yamlPair{key: key, line: line, value: c})
	}
	return out, nil
}
