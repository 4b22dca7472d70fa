package sigma

import (
	"slices"
	"strings"
)

// Reader reads rule files with what only their reader knows. The zero Reader knows nothing, as
// ParseRules and ParseAll do.
type Reader struct {
	// Placeholders are the values of names that stand between percent signs under the modifier expand:
	// "%Servers%" holds for each of Placeholders["Servers"]. The values are texts of rules: wildcards count.
	Placeholders map[string][]string
}

const maxExpanded = 10_000 // values that one value with placeholders may stand for

// ParseRules is the function ParseRules, with placeholders.
func (r Reader) ParseRules(file string, data []byte) ([]*Rule, error) {
	return parseFile(file, data, func(doc document) (*Rule, error) { return parseRule(doc, r) })
}

// expand replaces, in a detection, the values under the modifier expand by what they stand for.
func (r Reader) expand(n *yamlNode) error {
	for _, it := range n.items {
		if err := r.expand(it); err != nil {
			return err
		}
	}
	for i := range n.pairs {
		p := &n.pairs[i]
		key := strings.Split(p.key, "|")
		at := slices.Index(key, "expand")
		if at < 1 {
			if err := r.expand(p.value); err != nil {
				return err
			}
			continue
		}
		values, err := r.expandValues(p.value, slices.Contains(key, "all"))
		if err != nil {
			return err
		}
		p.key = strings.Join(slices.Delete(key, at, at+1), "|")
		p.value = &yamlNode{kind: yamlList, line: p.value.line, items: values}
	}
	return nil
}

func (r Reader) expandValues(n *yamlNode, all bool) ([]*yamlNode, error) {
	from := n.items
	if n.kind != yamlList {
		from = []*yamlNode{n}
	}
	var out []*yamlNode
	for _, v := range from {
		if v.kind != yamlString {
			return nil, refuse(v.line, "expand takes a text with a placeholder such as %%Servers%%, not %s", v.kind)
		}
		texts, err := r.values(v)
		if err != nil {
			return nil, err
		}
		if all && len(texts) > 1 {
			return nil, refuse(v.line, "expand with all: %q stands for %d values, of which a field can hardly hold all", v.text, len(texts))
		}
		for _, s := range texts {
			out = append(out, &yamlNode{kind: yamlString, line: v.line, text: s})
		}
	}
	return out, nil
}

// values writes a text once for each combination of the values of its placeholders.
func (r Reader) values(v *yamlNode) ([]string, error) {
	out, rest := []string{""}, v.text
	for {
		before, name, after, ok := cutPlaceholder(rest)
		if !ok {
			return combine(out, []string{rest}, v.line)
		}
		values := r.Placeholders[name]
		if len(values) == 0 {
			return nil, refuse(v.line, "the modifier expand stands for values that only the reader of the rule knows: none are given for %%%s%%", name)
		}
		var err error
		if out, err = combine(out, []string{before}, v.line); err != nil {
			return nil, err
		}
		if out, err = combine(out, values, v.line); err != nil {
			return nil, err
		}
		rest = after
	}
}

func combine(heads, tails []string, line int) ([]string, error) {
	if len(heads)*len(tails) > maxExpanded {
		return nil, refuse(line, "its placeholders stand for more than %d values", maxExpanded)
	}
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out, nil
}

// cutPlaceholder cuts a text around its first %name%. A percent sign that begins none stands for itself.
func cutPlaceholder(s string) (before, name, after string, ok bool) {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '%')
		if i < 0 {
			return "", "", "", false
		}
		i += at
		end := strings.IndexFunc(s[i+1:], func(c rune) bool { return !isNamePart(c) })
		if end > 0 && s[i+1+end] == '%' {
			return s[:i], s[i+1 : i+1+end], s[i+end+2:], true
		}
		at = i + 1
	}
}

func isNamePart(c rune) bool {
	return c == '_' || c == '-' || c == '.' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}
