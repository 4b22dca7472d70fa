package sigma

import (
	"encoding/base64"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// value is the test for one value.
func (m *modifiers) value(v *yamlNode) (*expr, error) {
	t := &test{field: m.field, cased: m.cased, part: m.part}
	var err error
	switch {
	case m.kind == "exists":
		t.op, t.want = opExists, v.yes
		if v.kind != yamlBool {
			err = refuse(v.line, "exists takes true or false, not %s", v.kind)
		}
	case m.kind == "re":
		t.op = opRegexp
		t.re, err = m.regexp(v)
	case m.kind == "cidr":
		t.op = opNetwork
		t.network, err = network(v)
	case m.kind == "fieldref":
		t.op, t.other, t.refOp = opFieldRef, v.text, m.refOp()
		if v.kind != yamlString || v.text == "" {
			err = refuse(v.line, "fieldref takes the name of a field")
		}
	case m.kind != "" || m.part != 0:
		t.op, t.number = opNumber, v.number
		if m.kind != "" {
			t.op = kinds[m.kind]
		}
		err = m.checkNumber(v)
	default:
		return m.plain(v)
	}
	if err != nil {
		return nil, err
	}
	return &expr{test: t}, nil
}

func (m *modifiers) regexp(v *yamlNode) (*regexp.Regexp, error) {
	if v.kind != yamlString && v.kind != yamlNumber {
		return nil, refuse(v.line, "re takes a regular expression, not %s", v.kind)
	}
	flags := ""
	if m.flags != "" {
		flags = "(?" + m.flags + ")"
	}
	re, err := regexp.Compile(flags + v.text)
	if err != nil {
		return nil, refuse(v.line, "regular expression %q: %v", v.text, err)
	}
	return re, nil
}

// network reads an address range; a single address is a range of one.
func network(v *yamlNode) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(v.text); err == nil && ip.Zone() == "" {
		ip = ip.Unmap()
		return netip.PrefixFrom(ip, ip.BitLen()), nil
	}
	p, err := netip.ParsePrefix(v.text)
	if err != nil {
		return p, refuse(v.line, "%q is not an address range such as 192.0.2.0/24", v.text)
	}
	if ip := p.Addr(); ip.Is4In6() && p.Bits() >= 96 {
		p = netip.PrefixFrom(ip.Unmap(), p.Bits()-96)
	}
	return p.Masked(), nil
}

func (m *modifiers) checkNumber(v *yamlNode) error {
	if v.kind != yamlNumber {
		return refuse(v.line, "%s takes a number, not %s", strings.TrimSpace(timeParts[m.part]+" "+m.kind), v.kind)
	}
	if r := timeRange[m.part]; m.part != 0 && (v.number < r[0] || v.number > r[1]) {
		return refuse(v.line, "%s is from %v to %v, not %s", timeParts[m.part], r[0], r[1], v.text)
	}
	return nil
}

func (m *modifiers) refOp() testOp {
	switch {
	case m.before && m.after:
		return opContains
	case m.before:
		return opSuffix
	case m.after:
		return opPrefix
	}
	return opEqual
}

// plain is a value without a kind: null, a number, or a text with wildcards.
func (m *modifiers) plain(v *yamlNode) (*expr, error) {
	bare := len(m.encode) == 0 && !m.before && !m.after
	switch {
	case v.kind == yamlNull && (!bare || m.field == ""):
		return nil, refuse(v.line, "null goes with no modifier but neq, and with a field only")
	case v.kind == yamlNull:
		return &expr{test: &test{op: opNull, field: m.field}}, nil
	case v.kind == yamlNumber && bare && m.field != "":
		return &expr{test: &test{op: opNumber, field: m.field, number: v.number, literal: v.text}}, nil
	case v.text == "" && m.field == "":
		return nil, refuse(v.line, "an empty keyword stands in every record")
	}
	patterns, err := m.encoded(v)
	if err != nil {
		return nil, err
	}
	kids := make([]*expr, len(patterns))
	for i, p := range patterns {
		if m.field == "" {
			p = p.widened(true, true)
		}
		kids[i] = &expr{test: p.widened(m.before, m.after).test(m.field, m.cased || slices.ContainsFunc(m.encode, isBase64))}
	}
	return anyOf(kids), nil
}

// encoded applies the encodings in the order written.
func (m *modifiers) encoded(v *yamlNode) ([]pattern, error) {
	p := parsePattern(v.text)
	wide := ""
	for _, e := range m.encode {
		switch e {
		case "windash":
			p = windash(p)
		case "base64", "base64offset":
			if p.wild() {
				return nil, refuse(v.line, "%s does not go with wildcards, nor with dashes opened by windash", e)
			}
			return base64Patterns(e, p.literal(), wide, v.line)
		case "wide":
			wide = "utf16le"
		default:
			wide = e
		}
	}
	if wide == "" {
		return []pattern{p}, nil
	}
	w, err := widePattern(p, wide)
	if err != nil {
		return nil, refuse(v.line, "%v", err)
	}
	return []pattern{w}, nil
}

func base64Patterns(kind, s, wide string, line int) ([]pattern, error) {
	if s == "" {
		return nil, refuse(line, "%s takes a text, not an empty one", kind)
	}
	if wide != "" {
		s = utf16Bytes(s, wide)
	}
	codes := []string{base64.StdEncoding.EncodeToString([]byte(s))}
	if kind == "base64offset" {
		var err error
		if codes, err = base64Offsets(s); err != nil {
			return nil, refuse(line, "%v", err)
		}
	}
	out := make([]pattern, len(codes))
	for i, c := range codes {
		out[i] = pattern{}.with(part{partLiteral, c})
	}
	return out, nil
}
