package app

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/sigma"
)

// detection is one line of the answer: a match of a rule, or an alert of a correlation.
type detection struct {
	Time        string      `json:"time,omitempty"` // of the event; RFC 3339
	Rule        string      `json:"rule"`           // its id; its name or title when it has none
	Title       string      `json:"title"`
	Level       string      `json:"level"`
	Input       string      `json:"input"`
	Line        int         `json:"line"`
	Matched     fieldValues `json:"matched"`
	Correlation string      `json:"correlation,omitempty"` // its type
	Group       fieldValues `json:"group,omitempty"`
	First       string      `json:"first,omitempty"`
	Last        string      `json:"last,omitempty"`
	Count       int         `json:"count,omitempty"`
	Refs        []string    `json:"refs,omitempty"` // input:line
	at          time.Time
	name        string // of the rule
	about       ruleWords
}

// ruleWords are what formats say of a rule beside its title.
type ruleWords struct {
	description      string
	tags, references []string
}

// fieldValues are fields with their values, in the order in which they were met.
type fieldValues []fieldValue

type fieldValue struct {
	name   string
	values []string
}

func (f *fieldValues) add(name, value string) {
	for i := range *f {
		if v := &(*f)[i]; v.name == name {
			if !slices.Contains(v.values, value) {
				v.values = append(v.values, value)
			}
			return
		}
	}
	*f = append(*f, fieldValue{name, []string{value}})
}

// MarshalJSON writes an object: a field's value, or the list of its values when there are several.
func (f fieldValues) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, v := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(jsonText(v.name))
		b.WriteByte(':')
		if len(v.values) == 1 {
			b.Write(jsonText(v.values[0]))
		} else {
			b.Write(jsonText(v.values))
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func jsonText(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // texts and lists of them always encode
	return bytes.TrimRight(b.Bytes(), "\n")
}

// text is fields and values on one line.
func (f fieldValues) text() string {
	var parts []string
	for _, v := range f {
		parts = append(parts, v.name+"="+strings.Join(v.values, ", "))
	}
	return strings.Join(parts, " | ")
}

// hit is a match that no longer needs its event.
type hit struct {
	rule   *sigma.Rule
	line   int
	at     time.Time
	fields fieldValues
	joins  map[string]string // what correlations may ask for; nil when none asks for the rule
}

// newHit copies from the event what is still needed when it is gone.
func newHit(m sigma.Match, line int) hit {
	h := hit{rule: m.Rule, line: line}
	for _, f := range m.Fields {
		h.fields.add(f.Name, strings.Clone(f.Value))
	}
	return h
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func (h *hit) detection(input string) *detection {
	r := h.rule
	return &detection{
		Time: moment(h.at), Rule: cmp.Or(r.ID, r.Name, r.Title), Title: r.Title, Level: r.Level, Input: input, Line: h.line,
		Matched: h.fields, at: h.at, name: r.Name, about: ruleWords{r.Description, r.Tags, r.References},
	}
}

// ref is where a hit stands.
type ref struct {
	input string
	line  int
}

func alertOf(a sigma.Alert) *detection {
	k := a.Correlation
	d := &detection{
		Time: moment(a.At), Rule: cmp.Or(k.ID, k.Name, k.Title), Title: k.Title, Level: k.Level, Correlation: string(k.Type),
		First: moment(a.First), Last: moment(a.Last), Count: a.Count, at: a.At, name: k.Name, about: ruleWords{k.Description, k.Tags, k.References},
	}
	for _, g := range a.Group {
		d.Group.add(g.Key, g.Value)
	}
	for _, r := range a.Refs {
		if at, ok := r.(ref); ok {
			d.Refs = append(d.Refs, where(at.input, at.line))
			d.Input, d.Line = at.input, at.line
		}
	}
	return d
}
