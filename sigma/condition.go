package sigma

import "strings"

// selections are the named parts of a detection, in the order written.
type selections struct {
	names  []string
	byName map[string]*expr
}

// conditions reads one condition, or a list of which any suffices.
func (s selections) conditions(n *yamlNode) (*expr, error) {
	items := []*yamlNode{n}
	if n.kind == yamlList {
		items = n.items
	}
	if len(items) == 0 {
		return nil, refuse(n.line, "an empty condition")
	}
	kids := make([]*expr, len(items))
	budget := maxTests
	for i, it := range items {
		if it.kind != yamlString {
			return nil, refuse(it.line, "a condition is a text, not %s", it.kind)
		}
		if strings.TrimSpace(it.text) == "" {
			return nil, refuse(it.line, "an empty condition")
		}
		c := conditionParser{sel: s, line: it.line, tokens: conditionTokens(it.text), budget: &budget}
		e, err := c.parse()
		if err != nil {
			return nil, err
		}
		kids[i] = e
	}
	return anyOf(kids), nil
}

// conditionTokens cuts at blanks and around parentheses and pipes.
func conditionTokens(s string) []string {
	for _, sep := range []string{"(", ")", "|"} {
		s = strings.ReplaceAll(s, sep, " "+sep+" ")
	}
	return strings.Fields(s)
}

// conditionParser is a parser by recursive descent: or, and, not, term.
type conditionParser struct {
	sel    selections
	line   int
	tokens []string
	depth  int
	budget *int // tests that the conditions of the rule may still name
}

// maxTests bounds a rule; the largest public rule has 4,432.
const maxTests = 50_000

func (c *conditionParser) parse() (*expr, error) {
	e, err := c.or()
	if err != nil {
		return nil, err
	}
	if len(c.tokens) > 0 {
		if c.tokens[0] == "|" {
			return nil, refuse(c.line, "aggregations in conditions belong to Sigma 1: not supported")
		}
		return nil, refuse(c.line, "condition: %q is not expected here", c.tokens[0])
	}
	return e, nil
}

func (c *conditionParser) peek() string {
	if len(c.tokens) == 0 {
		return ""
	}
	return strings.ToLower(c.tokens[0])
}

func (c *conditionParser) take() string {
	t := c.tokens[0]
	c.tokens = c.tokens[1:]
	return t
}

func (c *conditionParser) or() (*expr, error) { return c.chain("or", c.and, anyOf) }

func (c *conditionParser) and() (*expr, error) { return c.chain("and", c.not, allOf) }

func (c *conditionParser) chain(word string, next func() (*expr, error), join func([]*expr) *expr) (*expr, error) {
	var kids []*expr
	for {
		e, err := next()
		if err != nil {
			return nil, err
		}
		kids = append(kids, e)
		if c.peek() != word {
			return join(kids), nil
		}
		c.take()
	}
}

func (c *conditionParser) not() (*expr, error) {
	if c.depth++; c.depth > 4*maxNesting {
		return nil, refuse(c.line, "condition: nested too deep")
	}
	defer func() { c.depth-- }()
	if c.peek() != "not" {
		return c.term()
	}
	c.take()
	e, err := c.not()
	if err != nil {
		return nil, err
	}
	return not(e), nil
}

func (c *conditionParser) term() (*expr, error) {
	switch word := c.peek(); word {
	case "":
		return nil, refuse(c.line, "condition: something is missing at the end")
	case "(":
		c.take()
		e, err := c.or()
		if err != nil {
			return nil, err
		}
		if c.peek() != ")" {
			return nil, refuse(c.line, "condition: a parenthesis is not closed")
		}
		c.take()
		return e, nil
	case "1", "any", "all":
		if len(c.tokens) > 2 && strings.EqualFold(c.tokens[1], "of") {
			c.take()
			c.take()
			return c.quantified(word == "all", c.take())
		}
	}
	if len(c.tokens) > 1 && strings.EqualFold(c.tokens[1], "of") {
		return nil, refuse(c.line, "condition: %q of: Sigma knows 1 of, any of and all of", c.tokens[0])
	}
	name := c.take()
	e, ok := c.sel.byName[name]
	if !ok {
		return nil, refuse(c.line, "condition: there is no selection %q", name)
	}
	return e, c.count(name)
}

// quantified joins the selections that a name with * stands for; "them" is all whose name does not
// begin with an underscore.
func (c *conditionParser) quantified(all bool, name string) (*expr, error) {
	var kids []*expr
	for _, n := range c.sel.names {
		them := strings.EqualFold(name, "them") && !strings.HasPrefix(n, "_")
		if !them && !namePattern(name).match(n) {
			continue
		}
		if err := c.count(n); err != nil {
			return nil, err
		}
		kids = append(kids, c.sel.byName[n])
	}
	switch {
	case len(kids) == 0:
		return nil, refuse(c.line, "condition: no selection is named %q", name)
	case all:
		return allOf(kids), nil
	}
	return anyOf(kids), nil
}

// namePattern is a name in which * alone is a wildcard.
func namePattern(name string) pattern {
	var p pattern
	for i, piece := range strings.Split(name, "*") {
		if i > 0 {
			p = p.with(part{kind: partAny})
		}
		p = p.with(part{partLiteral, piece})
	}
	return p
}

// count bounds the work of one event: a short condition can name large selections many times.
func (c *conditionParser) count(name string) error {
	if *c.budget -= c.sel.byName[name].size(); *c.budget < 0 {
		return refuse(c.line, "condition: more than %d tests when written out", maxTests)
	}
	return nil
}
