package dossier

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits of one document. The YAML library takes quadratic time for the keys of one mapping, each of
// which has a line of its own, so lines and words are bounded as well as bytes.
const (
	maxBytes  = 1 << 20
	maxLines  = 20_000
	maxTokens = 100_000
	maxDepth  = 24
)

// read opens a file as a document and its only mapping. The mapping is nil when there is none to be had;
// an empty file is an empty mapping.
func read(path string, data []byte, personal bool) (d *document, m *ast.MappingNode) {
	if len(data) > maxBytes {
		d = newDocument(path, "", personal)
		d.refuse(nil, "larger than 1 MiB: a dossier is a few pages; move logs to logs/ and papers to files/")
		return d, nil
	}
	if !utf8.Valid(data) {
		d = newDocument(path, "", personal)
		d.refuse(nil, "not UTF-8: save the file as UTF-8")
		return d, nil
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(data), "\ufeff"))
	if n := strings.Count(text, "\n"); n > maxLines {
		d = newDocument(path, "", personal)
		d.refuse(nil, "%d lines, more than %d: a dossier is a few pages; move logs to logs/", n, maxLines)
		return d, nil
	}
	d = newDocument(path, text, personal)
	file, err := parse(d, text)
	if err != nil {
		d.refuseSyntax(err)
		return d, nil
	}
	if file == nil {
		return d, nil
	}
	m = d.only(file)
	d.understood()
	return d, m
}

// parse is nil without an error when the document has been refused already.
func parse(d *document, text string) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil { // the YAML library met bytes it does not survive
			file, err = nil, fmt.Errorf("%v", p)
		}
	}()
	tokens := lexer.Tokenize(text)
	if !d.shallow(tokens) {
		return nil, nil
	}
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

func (d *document) refuseSyntax(err error) {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil || ye.GetToken().Position == nil {
		d.refuse(nil, "not readable as YAML")
		return
	}
	pos := ye.GetToken().Position
	if d.tabbed(pos.Line) {
		d.refuse(pos, "not readable as YAML: a tab in the indentation; use spaces")
		return
	}
	d.refuse(pos, "not readable as YAML: %s", string(printable(ye.GetMessage())))
}

// tabbed reports whether a line is indented with a tab.
func (d *document) tabbed(line int) bool {
	if line < 1 || line > len(d.source) {
		return false
	}
	text := d.source[line-1]
	return strings.Contains(text[:len(text)-len(strings.TrimLeft(text, " \t"))], "\t")
}

// only is the mapping of the first document; another one is named.
func (d *document) only(file *ast.File) *ast.MappingNode {
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if doc.Body.Type() == ast.DirectiveType {
			d.refuse(position(doc.Body), "directives are not read: remove the line")
			continue
		}
		if body != nil {
			d.refuse(position(doc.Body), "a second document in one file: the first was read; give each its own file")
			break
		}
		body = doc.Body
	}
	if body == nil {
		return &ast.MappingNode{}
	}
	pairs, ok := pairsOf(body)
	if !ok {
		d.refuse(position(body), "want keys and values at the top of the file, such as \"id: p-001\"")
		return nil
	}
	return &ast.MappingNode{Values: pairs}
}

// shallow refuses what is too large or too deep before anything recursive sees it.
func (d *document) shallow(tokens token.Tokens) bool {
	if len(tokens) > maxTokens {
		d.refuse(nil, "more than %d words: a dossier is a few pages; move logs to logs/", maxTokens)
		return false
	}
	flow, entries, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, entries = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow = max(flow-1, 0)
		case token.SequenceEntryType, token.MappingKeyType:
			entries++
		}
		if flow > maxDepth || entries > maxDepth || t.Position.IndentNum > 4*maxDepth {
			d.refuse(t.Position, "nested deeper than %d levels", maxDepth)
			return false
		}
	}
	return true
}

// position is where a node begins: of a mapping its first key, not its first colon.
func position(n ast.Node) *token.Position {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return position(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return position(m.Key)
	}
	if n == nil || n.GetToken() == nil {
		return nil
	}
	return n.GetToken().Position
}

// pairsOf is the keys and values of a mapping node in either of its shapes.
func pairsOf(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}, true
	}
	return nil, false
}
