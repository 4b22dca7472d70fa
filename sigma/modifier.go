package sigma

import (
	"fmt"
	"slices"
)

// modifiers are what the key of one field asks for.
type modifiers struct {
	field              string
	all, negate, cased bool
	before, after      bool     // contains, endswith, startswith
	place              string   // which of the three
	kind               string   // one of the kinds below, or ""
	part               timePart // of a time
	flags              string   // of re
	encode             []string // in the order written
}

// kinds are the modifiers that change what a value is; a field takes one of them.
var kinds = map[string]testOp{
	"re": opRegexp, "cidr": opNetwork, "exists": opExists, "fieldref": opFieldRef,
	"lt": opLess, "lte": opLessEqual, "gt": opGreater, "gte": opGreaterEqual,
}

var encodings = []string{"windash", "base64", "base64offset", "wide", "utf16", "utf16le", "utf16be"}

func parseModifiers(field string, names []string, line int) (*modifiers, error) {
	m := &modifiers{field: field}
	for i, n := range names {
		if slices.Contains(names[:i], n) {
			return nil, refuse(line, "the modifier %q stands twice", n)
		}
		if err := m.add(n); err != nil {
			return nil, refuse(line, "%v", err)
		}
	}
	if err := m.check(); err != nil {
		return nil, refuse(line, "%v", err)
	}
	if slices.Contains(m.encode, "base64offset") {
		m.before, m.after = true, true
	}
	return m, nil
}

func (m *modifiers) add(n string) error {
	switch n {
	case "all":
		m.all = true
		return nil
	case "neq":
		m.negate = true
		return nil
	case "cased":
		m.cased = true
		return nil
	case "contains", "startswith", "endswith":
		if m.place != "" {
			return fmt.Errorf("%s and %s exclude each other", m.place, n)
		}
		m.place, m.before, m.after = n, n != "startswith", n != "endswith"
		return nil
	case "i", "m", "s":
		if m.kind != "re" {
			return fmt.Errorf("the modifier %q goes after re only", n)
		}
		m.flags += n
		return nil
	case "expand":
		return fmt.Errorf("the modifier expand goes with a field")
	}
	if p := timePartNamed(n); p != 0 {
		if m.part != 0 {
			return fmt.Errorf("%s and %s exclude each other", timeParts[m.part], n)
		}
		m.part = p
		return nil
	}
	if slices.Contains(encodings, n) {
		return m.addEncoding(n)
	}
	if _, ok := kinds[n]; !ok {
		return fmt.Errorf("unknown modifier %q", n)
	}
	if m.kind != "" {
		return fmt.Errorf("%s and %s exclude each other", m.kind, n)
	}
	m.kind = n
	return nil
}

// addEncoding keeps the order in which encodings can mean something: windash, then UTF-16, then base64,
// then where in the field the outcome stands.
func (m *modifiers) addEncoding(n string) error {
	if n != "windash" {
		if m.place != "" {
			return fmt.Errorf("%s comes after %s", m.place, n)
		}
		for _, e := range m.encode {
			if e != "windash" && (isBase64(e) || !isBase64(n)) {
				return fmt.Errorf("%s cannot come after %s", n, e)
			}
		}
	} else if len(m.encode) > 0 {
		return fmt.Errorf("windash comes before %s", m.encode[0])
	}
	m.encode = append(m.encode, n)
	return nil
}

func isBase64(encoding string) bool { return encoding == "base64" || encoding == "base64offset" }

func (m *modifiers) check() error {
	ref := m.kind == "fieldref"
	switch {
	case m.kind != "" && len(m.encode) > 0:
		return fmt.Errorf("%s does not go with %s", m.kind, m.encode[0])
	case m.kind != "" && !ref && m.place != "":
		return fmt.Errorf("%s does not go with %s", m.kind, m.place)
	case m.kind != "" && !ref && m.cased:
		return fmt.Errorf("%s does not go with cased", m.kind)
	case m.part != 0 && (m.place != "" || m.cased || len(m.encode) > 0):
		return fmt.Errorf("%s takes a number: it does not go with modifiers of texts", timeParts[m.part])
	case m.part != 0 && m.kind != "" && !isComparison(m.kind):
		return fmt.Errorf("%s does not go with %s", timeParts[m.part], m.kind)
	case m.field == "" && (m.part != 0 || m.kind != "" && m.kind != "re"):
		return fmt.Errorf("%s needs a field", m.kind+timeParts[m.part])
	case slices.Contains(m.encode, "base64offset") && (m.place == "startswith" || m.place == "endswith"):
		return fmt.Errorf("base64offset is for anywhere in the field: it does not go with %s", m.place)
	}
	return nil
}

func isComparison(kind string) bool {
	op := kinds[kind]
	return op >= opLess && op <= opGreaterEqual
}
