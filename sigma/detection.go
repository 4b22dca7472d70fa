package sigma

import "strings"

// parseDetection reads the detection section: named selections and the condition that joins them.
func parseDetection(det *yamlNode) (*expr, error) {
	if det.kind != yamlMap {
		return nil, refuse(det.line, "detection is a map, not %s", det.kind)
	}
	var cond *yamlNode
	sel := selections{byName: map[string]*expr{}}
	for _, p := range det.pairs {
		switch p.key {
		case "condition":
			cond = p.value
			continue
		case "timeframe":
			return nil, refuse(p.line, "timeframe belongs to the aggregations of Sigma 1, which are not supported")
		}
		e, err := parseSelection(p.value)
		if err != nil {
			return nil, err
		}
		if _, twice := sel.byName[p.key]; twice {
			return nil, refuse(p.line, "selection %q stands twice", p.key)
		}
		sel.names = append(sel.names, p.key)
		sel.byName[p.key] = e
	}
	if cond == nil {
		return nil, refuse(det.line, "detection has no condition")
	}
	return sel.conditions(cond)
}

// parseSelection reads a map (all of its fields), a list of maps (any of them) or keywords (any of
// them, anywhere in the record).
func parseSelection(n *yamlNode) (*expr, error) {
	switch n.kind {
	case yamlMap:
		if len(n.pairs) == 0 {
			return nil, refuse(n.line, "a selection without fields matches nothing that can be meant")
		}
		kids := make([]*expr, len(n.pairs))
		for i, p := range n.pairs {
			e, err := parseField(p)
			if err != nil {
				return nil, err
			}
			kids[i] = e
		}
		return allOf(kids), nil
	case yamlList:
		if len(n.items) == 0 {
			return nil, refuse(n.line, "an empty selection")
		}
		kids := make([]*expr, len(n.items))
		for i, it := range n.items {
			e, err := parseSelection(it)
			if err != nil {
				return nil, err
			}
			kids[i] = e
		}
		return anyOf(kids), nil
	case yamlNull:
		return nil, refuse(n.line, "an empty selection")
	}
	return new(modifiers).value(n) // a keyword: a text anywhere in the record
}

// parseField reads "field|modifier|…: value or values".
func parseField(p yamlPair) (*expr, error) {
	parts := strings.Split(p.key, "|")
	m, err := parseModifiers(parts[0], parts[1:], p.line)
	if err != nil {
		return nil, err
	}
	values := []*yamlNode{p.value}
	if p.value.kind == yamlList {
		values = p.value.items
		if len(values) == 0 {
			return nil, refuse(p.line, "%s has an empty list of values", p.key)
		}
	}
	kids := make([]*expr, len(values))
	for i, v := range values {
		if v.kind == yamlMap || v.kind == yamlList {
			return nil, refuse(v.line, "a value of %s is a text, a number, a boolean or null, not %s", p.key, v.kind)
		}
		if kids[i], err = m.value(v); err != nil {
			return nil, err
		}
	}
	e := anyOf(kids)
	if m.all {
		e = allOf(kids)
	}
	if m.negate {
		e = not(e)
	}
	return e, nil
}
