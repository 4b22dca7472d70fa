package demo

import (
	"strconv"
	"strings"
	"time"
)

// item is one entry of a list in a dossier: keys and values in the order of the format. Values that
// are not plain words are quoted; those made by flow are kept as they are.
type item []string

// flow is a mapping on one line, for what is nested in an entry.
type flow string

func inline(kv ...string) flow {
	var b strings.Builder
	b.WriteByte('{')
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] == "" {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(", ")
		}
		b.WriteString(kv[i] + ": " + quoteFlow(kv[i+1]))
	}
	b.WriteByte('}')
	return flow(b.String())
}

// raw marks a value that is YAML already.
const raw = "\x00"

func (f flow) raw() string { return raw + string(f) }

// list is a list on one line.
func list(values ...string) string {
	q := make([]string, len(values))
	for i, v := range values {
		q[i] = quoteFlow(v)
	}
	return raw + "[" + strings.Join(q, ", ") + "]"
}

func quoteFlow(s string) string {
	if s, ok := strings.CutPrefix(s, raw); ok {
		return s
	}
	if strings.ContainsAny(s, ",[]{}") {
		return strconv.Quote(s)
	}
	return quote(s)
}

// quote writes a scalar, in quotes when YAML could read it as something else.
func quote(s string) string {
	if s, ok := strings.CutPrefix(s, raw); ok {
		return s
	}
	if s == "" || strings.ContainsAny(s, ":#\"'\n&*!|>%@`") || strings.ContainsAny(s[:1], "-+?., []{}0123456789") && !isDay(s) || s != strings.TrimSpace(s) {
		return strconv.Quote(s)
	}
	switch strings.ToLower(s) {
	case "null", "~", "y", "n":
		return strconv.Quote(s)
	case "yes", "no", "on", "off", "true", "false":
		return strconv.Quote(s)
	}
	return s
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// page writes YAML in blocks.
type page struct{ strings.Builder }

func (p *page) line(indent int, s string) {
	for range indent {
		p.WriteString("  ")
	}
	p.WriteString(s)
	p.WriteByte('\n')
}

// set writes a key unless the value is empty.
func (p *page) set(indent int, key, value string) {
	if value != "" {
		p.line(indent, key+": "+quote(value))
	}
}

// keys writes a mapping as a block under a key, unless it is empty.
func (p *page) keys(indent int, key string, kv item) {
	open := false
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] == "" {
			continue
		}
		if !open {
			p.line(indent, key+":")
			open = true
		}
		p.set(indent+1, kv[i], kv[i+1])
	}
}

// items writes a list as a block under a key, unless it is empty.
func (p *page) items(indent int, key string, list []item) {
	if len(list) == 0 {
		return
	}
	p.line(indent, key+":")
	for _, it := range list {
		lead := "- "
		for i := 0; i+1 < len(it); i += 2 {
			if it[i+1] == "" {
				continue
			}
			p.line(indent+1, lead+it[i]+": "+quote(it[i+1]))
			lead = "  "
		}
	}
}
